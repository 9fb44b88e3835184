"""Other words for a section: what they change, and how they join the text as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wco_portal.publishing.rules import markdown, merge, schema, twins
from wco_portal.publishing.rules.merge import Clash
from wco_portal.publishing.rules.schema import InvalidText
from wco_portal.publishing.selectors import differences
from wco_portal.publishing.selectors.differences import Shown

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """A text with other words for one section, what clashes, and the blocks that it changes."""

    body: Body
    clashes: tuple[Clash, ...]
    changed: list[str]
    shown: Shown


def fault(base: Body, words: str, *, section: str) -> str:
    """Say why words cannot stand in a section; nothing where they can."""
    try:
        read = markdown.read(words, previous=schema.blocks(base, section=section))
        schema.parse(schema.with_blocks(schema.empty(), read, section=section))
    except InvalidText as wrong:
        return str(wrong)
    return ""


def says_the_same(base: Body, words: str, *, section: str) -> bool:
    """Say whether words change nothing in a section."""
    before = schema.blocks(base, section=section)
    return bool(markdown.read(words, previous=before) == before)


def change(base: Body, words: str, *, section: str) -> Shown:
    """Compare a section with other words for it, block by block and word by word."""
    before = schema.blocks(base, section=section)
    return differences.between(_doc(before), _doc(_readable(words, before)))


def join(
    base: Body, words: str, *, section: str, current: Body, twin: Body | None = None
) -> Joined:
    """Join words that were written on `base` with the text as it stands.

    Where both changed the same words the text stays as it is, and the clash carries all three
    forms. A new block takes the id of the block that `twin`, the other language, has in its place.
    """
    before = schema.blocks(base, section=section)
    read = markdown.read(words, previous=before)
    if twin is not None:
        known = {schema.block_id(block) for block in before}
        read = twins.adopt(read, known=known, twin=schema.blocks(twin, section=section))
    yours = schema.with_blocks(base, read, section=section)
    joined = merge.merge(base, yours=yours, theirs=current)
    sides = [_doc(schema.blocks(body, section=section)) for body in (current, joined.body)]
    shown = differences.between(*sides)
    changed = [block.block for block in shown.blocks]
    return Joined(joined.body, joined.clashes, changed, shown)


def _readable(words: str, before: list[Body]) -> list[Body]:
    """Read words; those of which a passage was removed may not be Markdown any more."""
    try:
        return markdown.read(words, previous=before)
    except InvalidText:
        plain: Body = {"type": "text", "text": " ".join(words.split())}
        return [{"type": "paragraph", "attrs": {"id": "0" * 10}, "content": [plain]}]


def _doc(blocks: list[Body]) -> Body:
    return {"type": "doc", "content": blocks}
