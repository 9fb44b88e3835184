"""From a plan of the portal to a valid document; what came in and still stands leaves as it was."""

from __future__ import annotations

from typing import Any

from strategy.enums.plans import ElementKind
from strategy.rules.stratml import outline as o
from strategy.rules.stratml import results
from strategy.rules.stratml.incoming import BESIDE
from strategy.rules.stratml.outline import Branch, Measure, Outline
from strategy.rules.stratml.shape import SHAPES, kind
from strategy.rules.stratml.tree import ROOTS, Node, all_copied, copied, leaf
from strategy.rules.stratml.values import Names, allowed, repaired
from strategy.rules.stratml.writing import clean


def document_of(outline: Outline, part: int) -> Node:
    """Make the document of a Part."""
    kept = outline.kept or Node(ROOTS[part])
    root = Node(ROOTS[part], attrs={"Type": kept.attrs.get("Type", outline.type_)})
    writer = _Writer(outline)
    extra, root.children = writer.named(kept, outline.title, outline.words)
    facts = dict(outline.facts)
    if facts and outline.slug:
        facts["slug"] = outline.slug
    root.children += writer.other(kept, extra, facts)
    core = Node("StrategicPlanCore", children=writer.beside())
    core.children += [writer.goal(branch) for branch in outline.branches if writer.is_top(branch)]
    if not outline.branches:
        empty = [leaf("Name", ""), leaf("Description", "")]
        remark = leaf("OtherInformation", o.remark({"placeholder": True}))
        core.children.append(Node("Goal", children=[*empty, remark]))
    root.children += [core, *_about(outline, kept)]
    return _fitted(root, part)


class _Writer:
    """Knows how each branch is called in the file."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.by_key = {branch.key: branch for branch in outline.branches}
        self.children: dict[str, list[Branch]] = {}
        for branch in outline.branches:
            self.children.setdefault(branch.parent, []).append(branch)
        self.names: dict[str, str] = {}
        needed = {key for branch in outline.branches for key in branch.serves}
        needed |= {branch.parent for branch in outline.branches if self._is_deep(branch)}
        taken = Names()
        for branch in outline.branches:
            own = branch.kept.words("Identifier") if branch.kept else branch.key
            if own or branch.key in needed:
                self.names[branch.key] = taken.fresh(own or branch.key)

    def is_top(self, branch: Branch) -> bool:
        """Say whether a branch is written as a goal."""
        return branch.parent not in self.by_key

    def _is_deep(self, branch: Branch) -> bool:
        """Say whether a branch stands more than one step below a goal."""
        above = self.by_key.get(branch.parent)
        return above is not None and not self.is_top(above)

    def named(self, kept: Node, title: str, words: str) -> tuple[dict[str, Any], list[Node]]:
        """Write name and description; what they cannot say stands in the remark."""
        was = kept.was
        extra: dict[str, Any] = {}
        name, description = kept.one("Name"), kept.one("Description")
        if was.get("title") != title:
            name = leaf("Name", clean(title))
        if was.get("words") != words:
            description = leaf("Description", clean(o.text_of(words)))
        said = o.remarks(kept.words("OtherInformation"))
        if was.get("title") == title:
            extra |= {"title": title} if "title" in said else {}
        elif o.one_line(name.text if name else "") != title:
            extra["title"] = title
        if was.get("words") == words:
            extra |= {"words": words} if "words" in said else {}
        elif o.words_of(description.text if description else "") != words:
            extra["words"] = words
        return extra, [copied(each) for each in (name, description) if each is not None]

    def other(self, kept: Node, extra: dict[str, Any], facts: dict[str, Any]) -> list[Node]:
        """Write OtherInformation: what came in, and our remark."""
        found = kept.one("OtherInformation")
        if found is not None and not facts and o.remarks(found.text) == extra:
            return [copied(found)]
        words = o.without_remarks(found.text) if found else ""
        line = o.remark(facts | extra)
        text = "\n".join(part for part in (words, line) if part)
        return [leaf("OtherInformation", text)] if text or found else []

    def beside(self) -> list[Node]:
        """Write organisations, vision, mission and values."""
        kept = self.outline.kept
        if kept is not None:
            core = kept.one("StrategicPlanCore") or Node("StrategicPlanCore")
            return all_copied(core.all(*BESIDE))
        if not self.outline.organisation:
            return []
        return [Node("Organization", children=[leaf("Name", self.outline.organisation)])]

    def goal(self, branch: Branch) -> Node:
        """Write a goal with everything below it."""
        made = self.element(branch, "Goal", "")
        for below in self._below(branch):
            objective = self.element(below, "Objective", branch.key)
            objective.children += self.indicators(below.kept, below.measures)
            made.children.append(objective)
        if holder := self._holder(branch):
            made.children.append(holder)
        return made

    def _below(self, branch: Branch) -> list[Branch]:
        found, waiting = [], list(reversed(self.children.get(branch.key, [])))
        while waiting:
            found.append(waiting.pop())
            waiting.extend(reversed(self.children.get(found[-1].key, [])))
        return found

    def element(self, branch: Branch, tag: str, inside: str) -> Node:
        """Write what goals and objectives have in common."""
        kept = branch.kept or Node(tag)
        extra, children = self.named(kept, branch.title, branch.words)
        made = Node(tag, children=children)
        if name := self.names.get(branch.key):
            made.children.append(leaf("Identifier", name))
        made.children += self._number(branch, kept, extra)
        made.children += all_copied(kept.all("Stakeholder"))
        extra |= self._extra(branch, inside)
        made.children += self.other(kept, extra, {})
        return made

    def _number(self, branch: Branch, kept: Node, extra: dict[str, Any]) -> list[Node]:
        found = kept.one("SequenceIndicator")
        if kept.was.get("number") == branch.number:
            if "number" in o.remarks(kept.words("OtherInformation")):
                extra["number"] = branch.number
            return [copied(found)] if found else []
        written = clean(branch.number)
        if o.one_line(written, 100) != branch.number:
            extra["number"] = branch.number
        return [leaf("SequenceIndicator", written)]

    def _extra(self, branch: Branch, inside: str) -> dict[str, Any]:
        usual = ElementKind.OBJECTIVE if inside else ElementKind.GOAL
        extra: dict[str, Any] = {}
        if branch.kind != usual:
            extra["kind"] = branch.kind
        if branch.slug:
            extra["slug"] = branch.slug
        if branch.functions:
            extra["functions"] = sorted(branch.functions)
        if branch.aligned:
            extra["aligned"] = sorted(branch.aligned)
        # Goals and objectives have no dates in the standard.
        days = {"added_on": branch.added_on, "dropped_on": branch.dropped_on}
        extra |= {name: day for name, day in days.items() if day}
        serves = [self.names[key] for key in branch.serves if key in self.names]
        if serves:
            extra["serves"] = sorted(serves)
        if branch.parent != inside and branch.parent in self.names:
            extra["parent"] = self.names[branch.parent]
        return extra

    def _holder(self, branch: Branch) -> Node | None:
        """Write the indicators of a goal: the standard has them on objectives only."""
        kept = next(
            (
                node
                for node in (branch.kept.all("Objective") if branch.kept else [])
                if o.remarks(node.words("OtherInformation")).get("holder") is True
            ),
            None,
        )
        indicators = self.indicators(kept, branch.measures)
        if not indicators:
            return None
        remark = leaf("OtherInformation", o.remark({"holder": True}))
        return Node("Objective", children=[remark, *indicators])

    def indicators(self, kept: Node | None, measures: tuple[Measure, ...]) -> list[Node]:
        """Write indicators, those that came in at their old place."""
        by_row = {each.kept.ref: each for each in measures if each.kept and each.kept.ref}
        by_node = {id(each.kept): each for each in measures if each.kept}
        written = []
        for node in kept.all("PerformanceIndicator") if kept else []:
            found = by_row.get(node.ref) if node.ref else by_node.get(id(node))
            if found is not None:
                written.append(indicator_of(found))
            elif not node.ref:
                written.append(copied(node))
        written += [indicator_of(measure) for measure in measures if measure.kept is None]
        return written


def indicator_of(measure: Measure) -> Node:
    """Write an indicator; one that nobody changed leaves as it came."""
    kept = measure.kept
    if kept is not None and (not kept.was or kept.was == measure.state()):
        return copied(kept)
    kept = kept or Node(
        "PerformanceIndicator",
        attrs={"PerformanceIndicatorType": "Qualitative" if measure.scores else "Quantitative"},
        children=[leaf("Identifier", measure.key)],
    )
    name, unit = clean(measure.name), clean(measure.unit)
    return Node(
        "PerformanceIndicator",
        attrs=dict(kept.attrs),
        children=[
            *kept.all("SequenceIndicator"),
            leaf("MeasurementDimension", name),
            leaf("UnitOfMeasurement", unit),
            *kept.all("Identifier"),
            *all_copied(kept.all("Relationship")),
            *results.of(measure, kept),
            *_unsaid(measure, name, unit, kept),
        ],
    )


def _unsaid(measure: Measure, name: str, unit: str, kept: Node) -> list[Node]:
    """Write what came in beside an indicator, and what its name and unit cannot say."""
    extra: dict[str, Any] = measure.rule()
    if o.one_line(name) != measure.name:
        extra["title"] = measure.name
    if o.one_line(unit, o.MOST_UNIT) != measure.unit:
        extra["words"] = measure.unit
    if measure.baseline is None:
        extra["since"] = measure.baseline_on.isoformat()
    parts = (o.without_remarks(kept.words("OtherInformation")), o.remark(extra))
    other = "\n".join(part for part in parts if part)
    return [leaf("OtherInformation", other)] if other else []


def _about(outline: Outline, kept: Node) -> list[Node]:
    """Write the period, the source and who submitted it."""
    old = kept.one("AdministrativeInformation") or Node("AdministrativeInformation")
    made = Node("AdministrativeInformation", children=all_copied(old.all("Identifier")))
    for tag, day in (("StartDate", outline.starts_on), ("EndDate", outline.ends_on)):
        if kept.was and kept.was.get(tag) == day.isoformat():
            made.children += all_copied(old.all(tag))
        elif kept.was or outline.kept is None:
            made.children.append(leaf(tag, day.isoformat()))
        else:
            made.children += all_copied(old.all(tag))
    made.children += all_copied(old.all("PublicationDate", "Source"))
    source = repaired(outline.source, "anyURI") if outline.source else None
    if source and outline.kept is None:
        made.children.append(leaf("Source", source))
    submitter = all_copied(kept.all("Submitter") or old.all("Submitter"))
    is_there = made.children or kept.one("AdministrativeInformation")
    return [*([made] if is_there else []), *submitter]


def _fitted(root: Node, part: int) -> Node:
    """Leave out what a Part has no place for: Part 1 knows no indicators and no roles."""
    if part == 1 and (submitter := root.one("Submitter")):
        about = root.one("AdministrativeInformation") or Node("AdministrativeInformation")
        about.children.append(submitter)
        rest = [each for each in root.children if each.tag not in {"Submitter", about.tag}]
        root.children = [*rest, about]
    shapes = SHAPES[part]
    for node in root.walk():
        node.line, node.ref, node.was = 0, "", {}
        shape = shapes.get(node.tag)
        if shape is None:
            continue
        node.attrs = {name: value for name, value in node.attrs.items() if name in shape.attrs}
        node.children = [
            child
            for child in node.children
            if shape.place(child.tag)
            and (child.tag in shapes or allowed(child.text, kind(child.tag, part)))
        ]
    return root


def remember(outline: Outline) -> None:
    """Mark on the kept tree what the portal made of it, to know later what was changed."""
    if (root := outline.kept) is not None:
        root.was = {"title": outline.title, "words": outline.words} | {
            "StartDate": outline.starts_on.isoformat(),
            "EndDate": outline.ends_on.isoformat(),
        }
    for branch in outline.branches:
        if branch.kept is not None:
            branch.kept.was = {
                "title": branch.title,
                "words": branch.words,
                "number": branch.number,
            }
        for measure in branch.measures:
            if measure.kept is not None:
                measure.kept.was = measure.state()
