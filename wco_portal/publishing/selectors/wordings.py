"""Other words for a section: what they change, and how they join the text as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wco_portal.publishing.rules import markdown, merge, schema, twins
from wco_portal.publishing.rules.merge import Clash
from wco_portal.publishing.rules.schema import InvalidText
from wco_portal.publishing.selectors import differences
from wco_portal.publishing.selectors.differences import Shown

Body = dict[str, Any]
LINE: Final = "0" * 10


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


def change_line(old: str, new: str) -> Shown:
    """Compare a line, such as a title, with other words for it, word by word."""
    return differences.between(_doc([_line(old)]), _doc([_line(new)]))


def join_line(base: str, words: str, *, current: str) -> Joined:
    """Join a line that was written on `base` with the line as it stands: whole, or as a clash."""
    if current not in (base, words):
        clash = Clash(LINE, "", _line(base), _line(words), _line(current))
        return Joined({}, (clash,), [], change_line(current, current))
    shown = change_line(current, words)
    return Joined({}, (), [block.block for block in shown.blocks], shown)


def _line(words: str) -> Body:
    """Return a line as a block, which has an id only to be compared."""
    content = [{"type": "text", "text": words}] if words else []
    return {"type": "paragraph", "attrs": {"id": LINE}, "content": content}


def _readable(words: str, before: list[Body]) -> list[Body]:
    """Read words; those of which a passage was removed may not be Markdown any more."""
    try:
        return markdown.read(words, previous=before)
    except InvalidText:
        return [_line(" ".join(words.split()))]


def _doc(blocks: list[Body]) -> Body:
    return {"type": "doc", "content": blocks}
