"""From a valid document to a plan of the portal; what it has no place for is kept beside it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any, Final

from strategy.enums.plans import NAMED, ElementKind
from strategy.rules.stratml import outline as o
from strategy.rules.stratml.document import Document
from strategy.rules.stratml.findings import Finding, Refused, short
from strategy.rules.stratml.measures import measure_of, told_apart
from strategy.rules.stratml.outline import Branch, Measure, Outline
from strategy.rules.stratml.tree import Node
from strategy.rules.stratml.values import as_day
from wco_portal.common import ids
from wco_portal.publishing.enums import Language
from wco_portal.publishing.rules.schema import InvalidText

SLUG: Final = re.compile("[a-z0-9-]{1,60}")
YEARS: Final = 3
# Of other days a plan cannot speak: they are slips of the pen.
SANE: Final = range(1956, 2196)
MOST_ELEMENTS: Final = 2_000
BESIDE: Final = ("Organization", "Vision", "Mission", "Value")


@dataclass(slots=True)
class _Reader:
    """Walks goals and objectives; numbers and names in addresses stay unique."""

    functions: frozenset[str]
    commitments: frozenset[str]
    notes: list[Finding]
    # The goals and objectives whose own marks tell them apart in the whole plan.
    marked: frozenset[int]
    branches: list[Branch] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    slugs: set[str] = field(default_factory=set)
    given: int = 0

    def note(self, node: Node, code: str, **values: Any) -> None:
        self.notes.append(Finding(node.line, code, values))

    def key(self, node: Node) -> str:
        """Return how the branch is called: its identifier, or its place in the file."""
        return node.words("Identifier") or f"-{len(self.branches) + 1}"

    def branch(self, node: Node, parent: str, place: str) -> Branch:
        """Read a goal or an objective."""
        extra = _valid(o.remarks(node.words("OtherInformation")), self.functions, self.commitments)
        key = self.key(node)
        kind = self._kind(extra, parent)
        if dropped := extra.get("dropped_on"):
            self.note(node, "dropped_before", day=dropped)
        made = Branch(
            key,
            title=extra.get("title", self._title(node)),
            number=self._number(node, extra, place),
            words=extra.get("words", o.words_of(node.words("Description"))),
            kind=kind,
            slug=self._slug(extra) if kind in NAMED else "",
            parent=extra.get("parent", parent),
            functions=tuple(extra.get("functions", ())),
            serves=tuple(extra.get("serves", ())),
            aligned=tuple(extra.get("aligned", ())),
            measures=self.measures(node),
            kept=node,
        )
        self.branches.append(made)
        return made

    def _title(self, node: Node) -> str:
        title = o.one_line(node.words("Name"))
        if title.endswith("…") and not node.words("Name").strip().endswith("…"):
            self.note(node, "title_shortened")
        return title

    def _kind(self, extra: dict[str, Any], parent: str) -> str:
        kind = str(extra.get("kind", ""))
        if kind in NAMED and extra.get("slug", "") in {"", *self.slugs}:
            kind = ""
        return kind or str(ElementKind.OBJECTIVE if parent else ElementKind.GOAL)

    def _slug(self, extra: dict[str, Any]) -> str:
        self.slugs.add(extra["slug"])
        return str(extra["slug"])

    def _number(self, node: Node, extra: dict[str, Any], place: str) -> str:
        asked = _mark(node, extra)
        fits = 1 <= len(asked) <= o.MOST_NUMBER and asked not in self.numbers
        if fits and id(node) in self.marked:
            self.numbers.add(asked)
            return str(asked)
        given = place[: o.MOST_NUMBER]
        while given in self.numbers:
            self.given += 1
            given = f"n{self.given}"
        self.numbers.add(given)
        if asked:
            self.note(node, "number_given", new=given)
        return given

    def measures(self, node: Node) -> tuple[Measure, ...]:
        """Read the indicators that the portal can measure; the others stay as they are."""
        found: list[Measure] = []
        for indicator in node.all("PerformanceIndicator"):
            made = measure_of(indicator, f"{len(self.branches)}-{len(found)}")
            if made is not None:
                found.append(made)
                for day in told_apart(indicator):
                    self.note(indicator, "figures_kept", day=day.isoformat(), name=short(made.name))
            elif not indicator.is_empty():
                tags = ("MeasurementDimension", "SequenceIndicator", "Identifier")
                name = next(filter(None, (indicator.words(tag).strip() for tag in tags)), "?")
                self.note(indicator, "indicator_kept", name=short(name))
        return tuple(found)


def outline_of(
    document: Document,
    *,
    today: dt.date,
    functions: Collection[str],
    commitments: Collection[str] = (),
) -> tuple[Outline, list[Finding]]:
    """Read a plan out of a document, with a note where the portal sees it otherwise."""
    root = document.root
    notes: list[Finding] = []
    core = root.one("StrategicPlanCore") or Node("StrategicPlanCore")
    goals = core.all("Goal")
    reader = _Reader(frozenset(functions), frozenset(commitments), notes, _marked(goals))
    for number, goal in enumerate(goals, 1):
        _goal(reader, goal, str(number))
    extra = _valid(o.remarks(root.words("OtherInformation")), frozenset())
    period = _period(root, notes, today)
    if any(not node.is_empty() for node in core.all(*BESIDE)):
        notes.append(Finding(core.line, "kept_beside"))
    made = Outline(
        extra.get("title") or _name(root, notes),
        *period,
        words=extra.get("words", o.words_of(root.words("Description"))),
        branches=_linked(reader.branches),
        slug=extra.get("slug", ""),
        language=_language(document),
        kept=root,
    )
    _fits(made, root)
    return made, sorted(notes, key=lambda note: note.line)


def _language(document: Document) -> str:
    """Return in which language a file says that it is: our own remark, or what XML has for it."""
    said = o.remarks(document.root.words("OtherInformation")).get("language") or document.language
    return next((code for code in Language.values if str(said).split("-")[0] == code), "")


def _goal(reader: _Reader, goal: Node, place: str) -> None:
    if o.remarks(goal.words("OtherInformation")).get("placeholder") is True:
        return
    made = reader.branch(goal, "", place)
    at = len(reader.branches) - 1
    for number, objective in enumerate(goal.all("Objective"), 1):
        if o.remarks(objective.words("OtherInformation")).get("holder") is True:
            more = made.measures + reader.measures(objective)
            made = replace(made, measures=more)
            reader.branches[at] = made
        else:
            reader.branch(objective, made.key, f"{place}.{number}")


def _mark(node: Node, extra: dict[str, Any]) -> str:
    """Return what a goal or an objective is numbered in the file."""
    return str(extra.get("number", o.one_line(node.words("SequenceIndicator"), 100)))


def _marked(goals: list[Node]) -> frozenset[int]:
    """Find whose marks hold: many files begin anew at 1 below each goal, which tells nothing."""

    def mark(node: Node) -> str:
        return _mark(node, _valid(o.remarks(node.words("OtherInformation")), frozenset()))

    counted = Counter(mark(goal) or str(place) for place, goal in enumerate(goals, 1))
    held = {id(goal) for goal in goals if counted[mark(goal)] == 1}
    counted.update(mark(each) for goal in goals for each in goal.all("Objective"))
    for goal in goals:
        below = goal.all("Objective")
        if all(counted[mark(each)] == 1 or not mark(each) for each in below):
            held |= {id(each) for each in below}
    return frozenset(held)


def _valid(
    extra: dict[str, Any], functions: frozenset[str], commitments: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Keep of our remarks only what is sound: a file may say anything."""
    sound = o.sound(extra)
    if extra.get("kind") in ElementKind.values:
        sound["kind"] = extra["kind"]
    if isinstance(extra.get("slug"), str) and SLUG.fullmatch(extra["slug"]):
        sound["slug"] = extra["slug"]
    for name, known in (("functions", functions), ("serves", None), ("aligned", commitments)):
        value = extra.get(name)
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            sound[name] = sorted({each for each in value if known is None or each in known})
    return sound


def _linked(branches: list[Branch]) -> tuple[Branch, ...]:
    """Drop links to branches that are not in the file, and parents that stand in a circle."""
    keys = {branch.key for branch in branches}
    seen: set[str] = set()
    linked = []
    for branch in branches:
        serves = tuple(key for key in branch.serves if key in keys and key != branch.key)
        parent = branch.parent if branch.parent in seen else ""
        linked.append(replace(branch, serves=serves, parent=parent))
        seen.add(branch.key)
    return tuple(linked)


def _name(root: Node, notes: list[Finding]) -> str:
    title = o.one_line(root.words("Name"))
    if not title:
        title = "StratML"
        notes.append(Finding(root.line, "name_missing", {"new": title}))
    elif title.endswith("…") and not root.words("Name").strip().endswith("…"):
        notes.append(Finding(root.line, "title_shortened"))
    return title


def _period(root: Node, notes: list[Finding], today: dt.date) -> tuple[dt.date, dt.date]:
    about = root.one("AdministrativeInformation") or Node("AdministrativeInformation")
    start, end, published = (_sane(about, f"{tag}Date") for tag in ("Start", "End", "Publication"))
    if start and end and start < end:
        return start, end
    if end and not start:
        start = _years(end, -YEARS) + dt.timedelta(days=1)
    start = start or published or today
    if not end or end <= start:
        end = _years(start, YEARS) - dt.timedelta(days=1)
    notes.append(Finding(about.line or root.line, "period_missing", {"new": f"{start} – {end}"}))
    return start, end


def _sane(about: Node, tag: str) -> dt.date | None:
    day = as_day(about.words(tag))
    return day if day and day.year in SANE else None


def _years(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004 -- February


def _fits(made: Outline, root: Node) -> None:
    """Refuse what the portal's texts cannot hold."""
    if len(made.branches) > MOST_ELEMENTS:
        line = _line(made.branches[MOST_ELEMENTS], root)
        raise Refused(line, "too_many_elements", most=MOST_ELEMENTS)
    names = {branch.key: ids.public_id() for branch in made.branches}
    if _is_too_long(made, names):
        alone = (replace(made, words="", branches=(each,)) for each in made.branches)
        lines = (_line(each.branches[0], root) for each in alone if _is_too_long(each, names))
        raise Refused(next(lines, root.line), "too_long")


def _is_too_long(made: Outline, names: dict[str, str]) -> bool:
    try:
        o.body_of(made, names)
    except InvalidText:
        return True
    return False


def _line(branch: Branch, root: Node) -> int:
    return branch.kept.line if branch.kept else root.line
