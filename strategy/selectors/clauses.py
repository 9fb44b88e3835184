"""Read the parts of a consulted version that Members speak of: texts, their blocks, titles.

`about` is what is said of a part, kept or only begun: its plan, element, part, block and version.
"""

from __future__ import annotations

from typing import Any

from strategy.models import Contribution, Plan
from strategy.selectors import plans
from wco_portal.common.bilingual import LANGUAGES, active, pick
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion


def consulted(plan: Plan) -> FrozenVersion | None:
    """Return the version that Members speak of: the one that was frozen last."""
    return publishing.frozen.latest_listed(plan.public_id)


def base(frozen: FrozenVersion) -> dict[str, dict[str, Any]]:
    """Return the texts of a version by language."""
    return plans.of_version(frozen).bodies


def title(about: Contribution) -> dict[str, str]:
    """Return the title that is spoken of as its version has it, by language."""
    content = plans.content_of(about.frozen)
    if about.element is None:
        return dict(content["plan"]["title"])
    titles = (each["title"] for each in content["elements"] if each["id"] == about.section)
    return dict(next(titles, dict.fromkeys(LANGUAGES, "")))


def wording(about: Contribution) -> dict[str, str]:
    """Return what is spoken of, by language: a text as restricted Markdown, or a title."""
    if about.is_on_title:
        return title(about)
    bodies = base(about.frozen)
    return {
        code: publishing.documents.markdown_of(bodies.get(code, {}), section=about.section)
        for code in LANGUAGES
    }


def plain(about: Contribution) -> dict[str, str]:
    """Return the plain words of what is spoken of, by language: a text, a block of it, a title."""
    if about.is_on_title:
        return title(about)
    sections = plans.of_version(about.frozen).sections
    return {
        code: publishing.documents.plain_blocks(
            block
            for block in sections.get(code, {}).get(about.section, [])
            if about.block in {"", block["attrs"]["id"]}
        )
        for code in LANGUAGES
    }


def excerpt(about: Contribution) -> str:
    """Return the words of a title or of one block in the reader's language; of a whole, none."""
    if not about.frozen_id or not (about.is_on_title or about.block):
        return ""
    words = plain(about)
    return pick(en=words["en"], fr=words["fr"]).value


def is_there(about: Contribution) -> bool:
    """Say whether the version has the title or the block; a whole text may have no words yet."""
    if not about.is_on_title and not about.block:
        return True
    return any(words.strip() for words in plain(about).values())


def has_words(about: Contribution, quote: str) -> bool:
    """Say whether what is spoken of has these words, in either language."""
    wanted = " ".join(quote.split())
    return any(wanted in " ".join(words.split()) for words in plain(about).values())


def passages(frozen: FrozenVersion) -> list[tuple[str, str]]:
    """List the blocks of the introduction: each with its first words in the reader's language."""
    sections = plans.of_version(frozen).sections
    found: dict[str, str] = {}
    for code in (active(), *LANGUAGES):
        told = publishing.documents.words_by_block(sections.get(code, {}).get("", []))
        found = {key: words for key, words in told.items() if words.strip()} | found
    return list(found.items())
