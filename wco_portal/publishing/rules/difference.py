"""What changed between two texts, by block and by word, as a structure for pages and mail."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from wco_portal.publishing.rules import align, inline, rows
from wco_portal.publishing.rules.inline import Cut, Line, Mark
from wco_portal.publishing.rules.rows import Row
from wco_portal.publishing.rules.schema import Node, block_id, placed, sections

NOTHING: Final = Cut([], [])


class Change(StrEnum):
    """What happened to a block or a passage."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    REFORMATTED = "reformatted"


class Span(NamedTuple):
    """Words with one fate: kept, added or removed."""

    change: Change
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class LineChange:
    """A paragraph, item or cell with its words."""

    change: Change
    role: str
    row: int
    spans: tuple[Span, ...]
    formatting: frozenset[tuple[str, Change]] = frozenset()


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block: what happened to it, whether it moved, and its words."""

    block: str
    section: str
    kind: str
    change: Change
    lines: tuple[LineChange, ...]
    moved: bool = False
    was_kind: str = ""
    formatting: tuple[tuple[str, Change], ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing happened here."""
        return self.change is Change.SAME and not self.moved


@dataclass(frozen=True, slots=True)
class Difference:
    """All blocks of the newer text in its order, removed ones where they stood."""

    changes: tuple[BlockChange, ...] = ()
    added_sections: tuple[str, ...] = ()
    removed_sections: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether the two texts are the same."""
        return not (any(self.counts.values()) or self.added_sections or self.removed_sections)


def compare(old: Node, new: Node) -> Difference:
    """Say what changed from one text to another."""
    before = {block_id(block): (place, block) for place, block in placed(old)}
    after = {block_id(block): (place, block) for place, block in placed(new)}
    moved = _moved(before, after)
    changes = tuple(
        change
        for identity in _woven(list(before), list(after))
        for change in [_block(before.get(identity), after.get(identity), moved=identity in moved)]
    )
    old_places, new_places = (
        dict.fromkeys(block_id(section) for section in sections(body)) for body in (old, new)
    )
    return Difference(
        changes,
        added_sections=tuple(place for place in new_places if place not in old_places),
        removed_sections=tuple(place for place in old_places if place not in new_places),
        counts=_counts(changes),
    )


def _counts(changes: tuple[BlockChange, ...]) -> dict[str, int]:
    counts = {
        kind.value: sum(change.change is kind for change in changes)
        for kind in (Change.ADDED, Change.REMOVED, Change.REWORDED, Change.REFORMATTED)
    }
    return counts | {"moved": sum(change.moved for change in changes)}


def _moved(before: dict[str, tuple[str, Node]], after: dict[str, tuple[str, Node]]) -> set[str]:
    """Name the blocks that went to another section or passed the ones that kept their order."""
    common = [identity for identity in after if identity in before]
    stayed = [identity for identity in common if before[identity][0] == after[identity][0]]
    position = {identity: number for number, identity in enumerate(before)}
    kept = longest_rising([position[identity] for identity in stayed])
    return set(common) - {stayed[number] for number in kept}


def longest_rising(values: Sequence[int]) -> set[int]:
    """Return the places of a longest rising run of values."""
    tails: list[int] = []
    ends: list[int] = []
    parent = [-1] * len(values)
    for number, value in enumerate(values):
        at = bisect_left(tails, value)
        parent[number] = ends[at - 1] if at else -1
        if at == len(tails):
            tails.append(value)
            ends.append(number)
        else:
            tails[at], ends[at] = value, number
    chosen: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.add(at)
        at = parent[at]
    return chosen


def _woven(old: list[str], new: list[str]) -> Iterator[str]:
    """Walk the new order; a removed block follows the one that it followed before."""
    present, gone_after = set(new), dict[str, list[str]]()
    anchor = ""
    for identity in old:
        if identity in present:
            anchor = identity
        else:
            gone_after.setdefault(anchor, []).append(identity)
    yield from gone_after.get("", [])
    for identity in new:
        yield identity
        yield from gone_after.get(identity, [])


def _block(
    old: tuple[str, Node] | None, new: tuple[str, Node] | None, *, moved: bool
) -> BlockChange:
    place, block = new or old or ("", {})
    lines = tuple(_line_changes(old[1] if old else None, new[1] if new else None))
    was, now = _kind(old[1]) if old else "", _kind(block)
    formatting = {told for line in lines for told in line.formatting}
    if not old:
        change = Change.ADDED
    elif not new:
        change = Change.REMOVED
    elif any(line.change in {Change.ADDED, Change.REMOVED, Change.REWORDED} for line in lines):
        change = Change.REWORDED
    elif was != now or formatting or any(line.change is not Change.SAME for line in lines):
        change = Change.REFORMATTED
    else:
        change = Change.SAME
    return BlockChange(
        block=block_id(block),
        section=place,
        kind=now,
        change=change,
        lines=lines,
        moved=moved,
        was_kind=was if was and was != now else "",
        formatting=tuple(sorted(formatting)),
    )


def _kind(block: Node) -> str:
    level = block.get("attrs", {}).get("level")
    return f"{block['type']}_{level}" if level else str(block["type"])


def _line_changes(old: Node | None, new: Node | None) -> Iterator[LineChange]:
    olds = inline.lines(old) if old else []
    news = inline.lines(new) if new else []
    if old == new:
        yield from map(_kept, news)
        return
    if len(olds) == len(news) == 1:
        yield _line(olds[0], news[0])
        return
    texts = [inline.plain(line.node) for line in olds], [inline.plain(line.node) for line in news]
    pairs = align.pairs(*texts)
    kept = longest_rising([pairs[number] for number in sorted(pairs)])
    steady = {number: pairs[number] for at, number in enumerate(sorted(pairs)) if at in kept}
    done = 0
    for number, line in enumerate(news):
        match = steady.get(number)
        if match is None:
            yield _line(None, line)
            continue
        yield from (_line(gone, None) for gone in olds[done:match])
        done = match + 1
        yield _line(olds[match], line)
    yield from (_line(gone, None) for gone in olds[done:])


def of_words(old: str, new: str) -> LineChange:
    """Compare two plain lines, such as titles, word by word; one of them may be empty."""
    return _line(_plain(old), _plain(new))


def _plain(text: str) -> Line | None:
    run = {"type": "text", "text": text}
    return Line("", 0, {"type": "paragraph", "content": [run]}) if text else None


def _kept(line: Line) -> LineChange:
    """Most lines of two versions are the same, and nothing in them has to be compared."""
    whole = inline.passages(line.node)
    spans = tuple(Span(Change.SAME, text, marks) for text, marks in whole)
    return LineChange(Change.SAME, line.role, line.row, spans)


def _line(old: Line | None, new: Line | None) -> LineChange:
    here = new or old
    assert here is not None  # noqa: S101 -- one of the two is always given
    if old == new:
        return _kept(here)
    was, now = (inline.cut(line.node) if line else NOTHING for line in (old, new))
    alike = rows.shared(was.words, now.words)
    spans = _words(was, now, alike)
    formatting = frozenset(_formatting(was, now, alike))
    if not old:
        change = Change.ADDED
    elif not new:
        change = Change.REMOVED
    elif any(span.change is not Change.SAME for span in spans):
        change = Change.REWORDED
    elif formatting or was != now or old.role != new.role:
        change = Change.REFORMATTED
    else:
        change = Change.SAME
    return LineChange(change, here.role, here.row, spans, formatting)


def _words(old: Cut, new: Cut, alike: list[Row]) -> tuple[Span, ...]:
    """Tell what became of every word; kept words carry the newer marks."""
    spans: list[Span] = []
    for is_same, old_from, old_to, new_from, new_to in _without_islands(
        _steps(alike, old, new), new
    ):
        if is_same:
            spans += _spans(Change.SAME, new, new_from, new_to)
        else:
            spans += _spans(Change.REMOVED, old, old_from, old_to)
            spans += _spans(Change.ADDED, new, new_from, new_to)
    return tuple(spans)


Step = tuple[bool, int, int, int, int]


def _steps(alike: Sequence[Row], old: Cut, new: Cut) -> Iterator[Step]:
    """Walk both texts from the first word to the last: what they share, and what is between."""
    old_at = new_at = 0
    for old_from, new_from, size in alike:
        if old_from > old_at or new_from > new_at:
            yield (False, old_at, old_from, new_at, new_from)
        old_at, new_at = old_from + size, new_from + size
        yield (True, old_from, old_at, new_from, new_at)
    if len(old.words) > old_at or len(new.words) > new_at:
        yield (False, old_at, len(old.words), new_at, len(new.words))


def _without_islands(codes: Iterable[Step], new: Cut) -> list[Step]:
    """Join changes that only a space parts, so that a reworded phrase reads as one."""
    found = list(codes)
    steps: list[Step] = []
    for number, (is_alike, old_from, old_to, new_from, new_to) in enumerate(found):
        inner = 0 < number < len(found) - 1
        is_island = inner and all(map(str.isspace, new.words[new_from:new_to]))
        is_same = is_alike and not is_island
        if steps and not is_same and not steps[-1][0]:
            _same, first_old, _old, first_new, _new = steps.pop()
            steps.append((False, first_old, old_to, first_new, new_to))
        else:
            steps.append((is_same, old_from, old_to, new_from, new_to))
    return steps


def _spans(change: Change, found: Cut, first: int, last: int) -> Iterator[Span]:
    for begins, ends, marks in found.marked:
        if words := found.words[max(begins, first) : min(ends, last)]:
            yield Span(change, "".join(words), marks)


def _formatting(old: Cut, new: Cut, alike: list[Row]) -> set[tuple[str, Change]]:
    """Name the marks that words kept in both texts won or lost."""
    found: set[tuple[str, Change]] = set()
    if not (old.has_marks or new.has_marks):
        return found
    before, after = old.marks, new.marks
    for first, second, length in alike:
        for step in range(length):
            was, now = before[first + step], after[second + step]
            if was != now and not new.words[second + step].isspace():
                found |= {(mark.name, Change.ADDED) for mark in set(now) - set(was)}
                found |= {(mark.name, Change.REMOVED) for mark in set(was) - set(now)}
    return found


def summary(difference: Difference) -> dict[str, int]:
    """Return only the counts that are not nought."""
    return {name: count for name, count in difference.counts.items() if count}
