"""Join two people's changes to one text: by block, then by word; what truly clashes is handed back.

The merged text keeps `theirs` where the two clash: theirs is saved already. Nothing of `yours` is
lost: every clash carries all three forms, and the caller shows them.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import Node, block_id, blocks, placed, sections, with_blocks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clash:
    """A block that both changed in the same place; None where it was deleted or not there yet."""

    block: str
    section: str
    base: Node | None
    yours: Node | None
    theirs: Node | None


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined text and what could not be joined."""

    body: Node
    clashes: tuple[Clash, ...]


class CannotJoin(Exception):  # noqa: N818 -- an answer, not a fault
    """Both changed the same words."""


def merge(base: Node, *, yours: Node, theirs: Node) -> Merged:
    """Join two texts that both grew from `base`."""
    known = [_index(body) for body in (base, yours, theirs)]
    chosen: dict[str, Node] = {}
    clashes: list[Clash] = []
    for identity in dict.fromkeys([*known[2], *known[1], *known[0]]):
        versions = [index.get(identity) for index in known]
        try:
            block = _joined(*(version[1] if version else None for version in versions))
        except CannotJoin:
            block = versions[2][1] if versions[2] else None
            place = next(version[0] for version in (*versions[1:], versions[0]) if version)
            clashes.append(Clash(identity, place, *(v[1] if v else None for v in versions)))
        if block is not None:
            chosen[identity] = block
    return Merged(_rebuilt(base, yours, theirs, known, chosen), tuple(clashes))


def beside(base: Node, *, yours: list[Node], theirs: Node) -> list[Node] | None:
    """Join another wording of one block with what the block says now; None where both clash."""
    bodies: list[Node] = [{"type": "doc", "content": each} for each in ([base], yours, [theirs])]
    joined = merge(bodies[0], yours=bodies[1], theirs=bodies[2])
    return None if joined.clashes else joined.body.get("content", [])


def resolved(base: Node, *, yours: Node, theirs: Node, clashes: tuple[Clash, ...]) -> Node:
    """Join two texts with `yours` where they clash: what the writer goes on from, knowingly."""
    for clash in clashes:
        kept = [b for b in blocks(base, section=clash.section) if block_id(b) != clash.block]
        place = next(
            (
                n
                for n, b in enumerate(blocks(base, section=clash.section))
                if block_id(b) == clash.block
            ),
            len(kept),
        )
        if clash.theirs is not None:
            kept.insert(place, clash.theirs)
        base = with_blocks(base, kept, section=clash.section)
    return merge(base, yours=yours, theirs=theirs).body


def _index(body: Node) -> dict[str, tuple[str, Node]]:
    return {block_id(block): (place, block) for place, block in placed(body)}


def _joined(base: Node | None, yours: Node | None, theirs: Node | None) -> Node | None:
    if yours == base:
        return theirs
    if theirs in (base, yours):
        return yours
    if base is None or yours is None or theirs is None:
        raise CannotJoin
    return _joined_nodes(base, yours, theirs)


def _joined_nodes(base: Node, yours: Node, theirs: Node) -> Node:
    kind = _three(base["type"], yours["type"], theirs["type"])
    if not base["type"] == yours["type"] == theirs["type"]:
        return _retyped(kind, base, yours, theirs)
    result: Node = {"type": kind}
    names = dict.fromkeys(name for node in (base, yours, theirs) for name in node.get("attrs", {}))
    attrs = {
        name: _three(*(node.get("attrs", {}).get(name) for node in (base, yours, theirs)))
        for name in names
    }
    if attrs:
        result["attrs"] = attrs
    content = _content(base, yours, theirs)
    if content:
        result["content"] = content
    return result


def _retyped(kind: str, base: Node, yours: Node, theirs: Node) -> Node:
    """One made it another kind of block: the other must have left the words alone."""
    typed, other = (yours, theirs) if kind == yours["type"] else (theirs, yours)
    if inline.same_content(base, other):
        return typed
    raise CannotJoin


def _content(base: Node, yours: Node, theirs: Node) -> list[Node]:
    if inline.is_line(base):
        joined = three_ways(*(inline.tokens(node) for node in (base, yours, theirs)))
        return inline.runs(joined)
    children = [node.get("content", []) for node in (base, yours, theirs)]
    if len({len(found) for found in children}) == 1:
        return [
            part for three in zip(*children, strict=True) if (part := _joined(*three)) is not None
        ]
    keyed = [[json.dumps(child, sort_keys=True) for child in found] for found in children]
    return [json.loads(child) for child in three_ways(*keyed)]


def _three(base: T, yours: T, theirs: T) -> T:
    if yours in (base, theirs):
        return theirs
    if theirs == base:
        return yours
    raise CannotJoin


def three_ways(base: Sequence[T], yours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """Join two sequences that grew from one, or raise CannotJoin where both changed one place."""
    result: list[T] = []
    at = at_yours = at_theirs = 0
    for start, end, yours_at, theirs_at in [
        *_steady(base, yours, theirs),
        (len(base), len(base), len(yours), len(theirs)),
    ]:
        result += _gap(base[at:start], yours[at_yours:yours_at], theirs[at_theirs:theirs_at])
        result += base[start:end]
        length = end - start
        at, at_yours, at_theirs = end, yours_at + length, theirs_at + length
    return result


def _gap(base: Sequence[T], yours: Sequence[T], theirs: Sequence[T]) -> Sequence[T]:
    if yours == base:
        return theirs
    if theirs in (base, yours):
        return yours
    raise CannotJoin


def _steady(
    base: Sequence[T], yours: Sequence[T], theirs: Sequence[T]
) -> list[tuple[int, int, int, int]]:
    """List the stretches of the base that both left alone."""
    kept_yours, kept_theirs = _kept(base, yours), _kept(base, theirs)
    found: list[tuple[int, int, int, int]] = []
    for at in range(len(base)):
        if at not in kept_yours or at not in kept_theirs:
            continue
        mine, other = kept_yours[at], kept_theirs[at]
        if found:
            start, end, first_yours, first_theirs = found[-1]
            length = end - start
            if (end, first_yours + length, first_theirs + length) == (at, mine, other):
                found[-1] = (start, at + 1, first_yours, first_theirs)
                continue
        found.append((at, at + 1, mine, other))
    return found


def _kept(base: Sequence[T], other: Sequence[T]) -> dict[int, int]:
    matcher = difflib.SequenceMatcher(None, base, other, autojunk=False)
    return {
        first + step: second + step
        for first, second, length in matcher.get_matching_blocks()
        for step in range(length)
    }


# --- order ----------------------------------------------------------------------------------------


def _rebuilt(
    base: Node,
    yours: Node,
    theirs: Node,
    known: list[dict[str, tuple[str, Node]]],
    chosen: dict[str, Node],
) -> Node:
    """Put the chosen blocks where the three texts want them."""
    place = {
        identity: _place(*(index[identity][0] if identity in index else None for index in known))
        for identity in chosen
    }
    versions = (base, yours, theirs)
    homes = _ordered([[block_id(node) for node in sections(body)] for body in versions])
    content: list[Node] = []
    for home in ("", *homes):
        named = _ordered([_children(body, home) for body in versions])
        filled = [chosen[i] for i in named if i in chosen and place[i] == home]
        if not home:
            content += filled
        elif filled or _still_there(home, *versions):
            section: Node = {"type": "section", "attrs": {"id": home}}
            content.append(section | ({"content": filled} if filled else {}))
    return {"type": "doc"} | ({"content": content} if content else {})


def _still_there(home: str, *bodies: Node) -> bool:
    base, yours, theirs = (home in {block_id(node) for node in sections(body)} for body in bodies)
    return (yours and theirs) or (not base and (yours or theirs))


def _place(base: str | None, yours: str | None, theirs: str | None) -> str:
    if yours is None or yours == base:
        return theirs if theirs is not None else yours or base or ""
    return yours


def _children(body: Node, home: str) -> list[str]:
    return [block_id(block) for place, block in placed(body) if place == home]


def _ordered(orders: list[list[str]]) -> list[str]:
    """Join the orders of three lists of ids; what one added follows what it followed there."""
    base, yours, theirs = orders
    if not set(base) <= set(yours) | set(theirs):
        base = [i for i in base if i in yours or i in theirs]
    common = [i for i in base if i in set(yours) and i in set(theirs)]
    if [i for i in yours if i in common] == common:
        return _inserted(theirs, yours)
    return _inserted(yours, theirs)


def _inserted(lead: list[str], other: list[str]) -> list[str]:
    result, known = list(lead), set(lead)
    anchor = -1
    for identity in other:
        if identity in known:
            anchor = result.index(identity)
        else:
            anchor += 1
            result.insert(anchor, identity)
    return result
