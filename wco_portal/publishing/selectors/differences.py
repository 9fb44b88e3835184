"""Differences as pages show them: blocks with pieces of words, in plain words what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wco_portal.common.parts import Piece
from wco_portal.publishing.rules import align, difference, markdown, schema
from wco_portal.publishing.rules.difference import BlockChange, Change, Difference, LineChange


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A changed block: what happened to it in words, and its lines in pieces."""

    block: str
    section: str
    what: str
    tone: str
    lines: list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference for a page: counts in words and the changed blocks in order."""

    counts: list[str]
    blocks: list[ShownBlock]
    unchanged: int


def between(old: dict[str, Any], new: dict[str, Any]) -> Shown:
    """Compare two texts for a page."""
    return show(difference.compare(old, new))


def between_sections(
    old: dict[str, Any], new: dict[str, Any], *, old_ids: Sequence[str], new_ids: Sequence[str]
) -> Shown:
    """Compare sections of two texts of which one was made from the other: ids do not count."""
    before = [block for key in old_ids for block in schema.blocks(old, section=key)]
    after = [block for key in new_ids for block in schema.blocks(new, section=key)]
    words = [[markdown.write_block(block) for block in blocks] for blocks in (before, after)]
    continues = align.pairs(*words)
    renamed = [
        block | {"attrs": block["attrs"] | {"id": schema.block_id(before[continues[number]])}}
        if number in continues
        else block
        for number, block in enumerate(after)
    ]
    return between({"type": "doc", "content": before}, {"type": "doc", "content": renamed})


def show(told: Difference) -> Shown:
    """Put a difference into words; blocks to which nothing happened are only counted."""
    return Shown(
        counts=counts(told),
        blocks=[block(change) for change in told.changes if not change.is_quiet],
        unchanged=sum(change.is_quiet for change in told.changes),
    )


def counts(told: Difference) -> list[str]:
    """Say how much was added, removed, reworded, reformatted and moved."""
    found = told.counts
    sentences = [
        ngettext("%(count)d block added", "%(count)d blocks added", found["added"]),
        ngettext("%(count)d block removed", "%(count)d blocks removed", found["removed"]),
        ngettext("%(count)d block reworded", "%(count)d blocks reworded", found["reworded"]),
        ngettext(
            "%(count)d block reformatted", "%(count)d blocks reformatted", found["reformatted"]
        ),
        ngettext("%(count)d block moved", "%(count)d blocks moved", found["moved"]),
    ]
    names = ("added", "removed", "reworded", "reformatted", "moved")
    return [
        sentence % {"count": found[name]}
        for name, sentence in zip(names, sentences, strict=True)
        if found[name]
    ]


def block(change: BlockChange) -> ShownBlock:
    """Put what happened to one block into words and pieces."""
    return ShownBlock(
        block=change.block,
        section=change.section,
        what=_what(change),
        tone=TONES[change.change],
        lines=[pieces(line) for line in change.lines],
    )


def of_blocks(old: dict[str, Any] | None, new: dict[str, Any] | None) -> ShownBlock | None:
    """Compare two forms of one block; a form that is not there was deleted."""
    bodies = [{"type": "doc", "content": [each] if each else []} for each in (old, new)]
    found = difference.compare(*bodies).changes
    return block(found[0]) if found else None


def of_words(old: str, new: str) -> list[Piece]:
    """Say what became of a plain line, word by word; nothing when it is the same."""
    return pieces(difference.of_words(old, new)) if old != new else []


TONES = {
    Change.ADDED: "good",
    Change.REMOVED: "bad",
    Change.REWORDED: "warn",
    Change.REFORMATTED: "idle",
    Change.SAME: "idle",
}
WORDS = {
    Change.ADDED: gettext_lazy("Added"),
    Change.REMOVED: gettext_lazy("Removed"),
    Change.REWORDED: gettext_lazy("Reworded"),
    Change.REFORMATTED: gettext_lazy("Only the form changed"),
    Change.SAME: "",
}
MARKS = {
    "strong": gettext_lazy("bold"),
    "em": gettext_lazy("italics"),
    "link": gettext_lazy("link"),
}


def pieces(line: LineChange) -> list[Piece]:
    """Return the words of a line with their fate."""
    return [
        Piece(
            text,
            "added" if change is Change.ADDED else "removed" if change is Change.REMOVED else "",
        )
        for change, text, _marks in line.spans
    ]


def _what(change: BlockChange) -> str:
    told = [str(WORDS[change.change])]
    for mark, fate in change.formatting:
        added = fate is Change.ADDED
        told.append(
            (_("%(mark)s added") if added else _("%(mark)s removed")) % {"mark": MARKS[mark]}
        )
    if change.moved:
        told.append(_("moved") if told[0] else _("Moved"))
    return ", ".join(word for word in told if word)
