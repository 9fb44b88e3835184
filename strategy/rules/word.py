"""What a Word file makes of a plan: headings become elements, what stands under them their text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from strategy.enums.plans import ElementKind
from wco_portal.common import ids
from wco_portal.publishing.rules import inline, schema
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.word.draft import Draft, Piece
from wco_portal.publishing.rules.word.findings import Finding, Refused, short

MOST_TITLE: Final = 200
MOST_NUMBER: Final = 8
MOST_ELEMENTS: Final = 500
# A number that somebody typed before a heading.
NUMBER: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})[.)]?[\s\u2002]+(?=\S)")
BEFORE: Final = frozenset({"introduction", "foreword", "preface", "préface", "avant-propos"})
BESIDE: Final = frozenset({"title", "subtitle"})


@dataclass(slots=True)
class Branch:
    """A heading that becomes an element, and the pieces under it."""

    title: str = ""
    number: str = ""
    kind: str = ""
    parent: int | None = None
    identity: str = field(default_factory=ids.public_id)
    pieces: list[tuple[str, Piece, Node]] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A whole plan as the file makes it; the first branch is its introduction."""

    title: str
    branches: list[Branch]
    findings: list[Finding]

    @property
    def elements(self) -> list[Branch]:
        """Return the goals and objectives."""
        return self.branches[1:]

    def counts(self) -> dict[str, int]:
        """Count what would be made."""
        pieces = [piece for branch in self.branches for _id, piece, _node in branch.pieces]
        return {
            "goals": sum(each.kind == ElementKind.GOAL for each in self.elements),
            "objectives": sum(each.kind == ElementKind.OBJECTIVE for each in self.elements),
            "blocks": len(pieces),
            "suggestions": sum(len(each.changes) for each in pieces),
            "comments": sum(len(each.remarks) for each in pieces),
        }

    def body(self) -> dict[str, Any]:
        """Return the text of the plan: its introduction, and a section for each branch."""
        content: list[Node] = []
        for branch in self.branches:
            blocks = [node for _id, _piece, node in branch.pieces]
            if branch is self.branches[0]:
                content += blocks
            elif blocks:
                attrs = {"id": branch.identity}
                content.append({"type": "section", "attrs": attrs, "content": blocks})
        return schema.parse({"type": "doc", "content": content})


def identified(node: Node, identity: str) -> Node:
    """Give a block an id."""
    return node | {"attrs": node.get("attrs", {}) | {"id": identity}}


def outline_of(draft: Draft, *, name: str) -> Outline:
    """Make the outline of a plan, or raise Refused."""
    pieces = [each for each in draft.pieces if each.role not in BESIDE]
    title = draft.title
    levels = sorted({each.level for each in pieces if each.level})
    tops = [each for each in pieces if levels and each.level == levels[0]]
    # A single outermost heading before everything else is the title of the plan.
    if len(levels) > 1 and len(tops) == 1 and pieces[0] is tops[0]:
        title, levels, pieces = inline.plain(tops[0].node), levels[1:], pieces[1:]
    made = Outliner(levels, list(draft.findings))
    for piece in pieces:
        made.take(piece)
    if len(made.branches) > MOST_ELEMENTS:
        raise Refused("too_many_elements", most=MOST_ELEMENTS)
    return Outline(one_line(title or name), made.branches, made.found)


def one_line(words: str) -> str:
    """Bring a name on one line of the portal's length."""
    line = " ".join(words.split())
    return line if len(line) <= MOST_TITLE else f"{line[: MOST_TITLE - 1].rstrip()}…"


@dataclass(slots=True)
class Outliner:
    """Puts pieces one after the other where they belong."""

    levels: list[int]
    found: list[Finding]
    branches: list[Branch] = field(default_factory=lambda: [Branch()])
    numbers: set[str] = field(default_factory=set)
    goal: int | None = None

    def take(self, piece: Piece) -> None:
        """Begin an element with a heading; put anything else under the last one."""
        words = inline.plain(piece.node)
        is_before = len(self.branches) == 1 and words.strip().lower() in BEFORE
        if piece.level and piece.level in self.levels[:2] and not is_before:
            self._element(piece, words)
            return
        node = piece.node
        if piece.level:
            beneath = self.levels.index(piece.level) if piece.level in self.levels else 0
            level = min(max(beneath, schema.HEADING_LEVELS[0]), schema.HEADING_LEVELS[-1])
            node = node | {"attrs": {"level": level}}
        identity = ids.public_id()
        self.branches[-1].pieces.append((identity, piece, identified(node, identity)))

    def _element(self, piece: Piece, words: str) -> None:
        is_goal = piece.level == self.levels[0] or self.goal is None
        typed = NUMBER.match(words)
        title = one_line(words[typed.end() :] if typed else words)
        if title.endswith("…") and not words.endswith("…"):
            self._tell(piece, "title_shortened", words=short(words))
        parent = None if is_goal else self.goal
        number = self._number(typed.group(1) if typed else "", parent)
        kind = ElementKind.GOAL if is_goal else ElementKind.OBJECTIVE
        self.branches.append(Branch(title, number, str(kind), parent))
        if is_goal:
            self.goal = len(self.branches) - 1
        if typed and number != typed.group(1):
            self._tell(piece, "number_given", words=short(words), number=number)
        if piece.changes:
            self._tell(piece, "title_change", words=short(words))
        for remark in piece.remarks:
            self._tell(piece, "remark", author=remark.author, words=short(remark.words))

    def _number(self, asked: str, parent: int | None) -> str:
        above = self.branches[parent].number if parent is not None else ""
        count = 1 + sum(each.parent == parent for each in self.branches[1:])
        number = asked
        while not number or number in self.numbers or len(number) > MOST_NUMBER:
            number = f"{above}.{count}" if above else str(count)
            above = above if len(number) <= MOST_NUMBER else "n"
            count += 1
        self.numbers.add(number)
        return number

    def _tell(self, piece: Piece, code: str, **values: object) -> None:
        self.found.append(Finding(piece.place, short(inline.plain(piece.node)), code, dict(values)))
