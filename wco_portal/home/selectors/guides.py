"""The guides: restricted Markdown in the app's own files, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.http import Http404
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from wco_portal.common.bilingual import active
from wco_portal.publishing.rules import markdown, render

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "help"
TITLES: Final[dict[str, Promise]] = {
    "secretariat": _("Guide for the Secretariat"),
    "focal-point": _("Guide for focal points"),
    "coordinator": _("Guide for regional coordinators and Vice-Chairs"),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide, ready to be shown."""

    slug: str
    title: Promise
    body: SafeString
    contents: Sequence[tuple[str, str]]


def by_slug(slug: str) -> Guide:
    """Return a guide in the reader's language, or 404."""
    if slug not in TITLES:
        raise Http404
    return _guide(slug, active())


def everything() -> list[Guide]:
    """Return all guides in the reader's language."""
    return [_guide(slug, active()) for slug in TITLES]


@lru_cache(maxsize=16)
def _guide(slug: str, language: str) -> Guide:
    text = (FOLDER / f"{slug}.{language}.md").read_text(encoding="utf-8")
    # The first line is the title, which the page shows itself.
    blocks = markdown.read(text.split("\n", 1)[1], previous=[])
    body = SafeString(render.html(blocks))
    return Guide(slug, TITLES[slug], body, render.contents(blocks))
