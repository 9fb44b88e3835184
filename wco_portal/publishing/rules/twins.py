"""Two languages of one text: which block is the translation of which, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from wco_portal.publishing.rules.schema import Node, block_digest, block_id, placed, sections


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where the two languages differ in structure; a kind is empty where a block lacks."""

    block: str
    section: str
    first_kind: str
    second_kind: str


def adopt(fresh: list[Node], *, known: set[str], twin: list[Node]) -> list[Node]:
    """Give new blocks the ids of the other language's blocks that stand in the same gap.

    `known` are the ids that this language had before; a new block takes the id of a block of the
    same kind that only the other language has, between the same neighbours, in order.
    """
    here = {block_id(block) for block in fresh}
    result = list(fresh)
    for places, others in _gaps(fresh, twin):
        open_ids = [
            (block_id(other), other["type"])
            for other in others
            if block_id(other) not in here and block_id(other) not in known
        ]
        for place in places:
            block = result[place]
            if block_id(block) in known:
                continue
            match = next(
                (i for i, (_id, kind) in enumerate(open_ids) if kind == block["type"]), None
            )
            if match is None:
                continue
            identity, _kind = open_ids[match]
            open_ids = open_ids[match + 1 :]
            result[place] = block | {"attrs": block["attrs"] | {"id": identity}}
    return result


def _gaps(fresh: list[Node], twin: list[Node]) -> Iterator[tuple[list[int], list[Node]]]:
    """Walk the stretches between blocks that both languages have, in the same order."""
    position = {block_id(block): number for number, block in enumerate(twin)}
    start = other_start = 0
    for number, block in enumerate(fresh):
        other = position.get(block_id(block), -1)
        if other >= other_start:
            yield list(range(start, number)), twin[other_start:other]
            start, other_start = number + 1, other + 1
    yield list(range(start, len(fresh))), twin[other_start:]


def gaps(first: Node, second: Node) -> list[Gap]:
    """List where two languages of a text differ in structure: blocks, kinds, sections, order."""
    one = {block_id(block): (place, _kind(block)) for place, block in placed(first)}
    two = {block_id(block): (place, _kind(block)) for place, block in placed(second)}
    found = [
        Gap(
            identity,
            (one.get(identity) or two[identity])[0],
            one[identity][1] if identity in one else "",
            two[identity][1] if identity in two else "",
        )
        for identity in dict.fromkeys([*one, *two])
        if one.get(identity) != two.get(identity)
    ]
    return found or _swapped(one, two)


def _swapped(one: Mapping[str, tuple[str, str]], two: Mapping[str, tuple[str, str]]) -> list[Gap]:
    """List the blocks that stand in another order; which section was written first is no order."""
    in_order = [sorted(each, key=lambda block: each[block][0]) for each in (one, two)]
    return [
        Gap(mine, one[mine][0], one[mine][1], two[other][1])
        for mine, other in zip(*in_order, strict=True)
        if mine != other
    ]


def _kind(block: Node) -> str:
    level = block.get("attrs", {}).get("level")
    return f"{block['type']}_{level}" if level else str(block["type"])


def interleaved(first: Iterable[str], second: Iterable[str]) -> list[str]:
    """Put two lists of blocks into one: what only the second has follows what it follows there."""
    result = list(first)
    known, place = set(result), -1
    for block in second:
        if block in known:
            place = result.index(block)
        else:
            place += 1
            result.insert(place, block)
    return result


def digests(body: Node) -> dict[str, str]:
    """Return the short hash of every block by its id: what a translation is compared with."""
    return {block_id(block): block_digest(block) for _section, block in placed(body)}


def section_ids(body: Node) -> list[str]:
    """List the ids of the sections."""
    return [block_id(section) for section in sections(body)]
