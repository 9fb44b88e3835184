"""A plan in one language as it leaves the portal in a file, as its reader may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q

from strategy.enums.indicators import Direction
from strategy.enums.plans import PlanState
from strategy.models import (
    Commitment,
    Indicator,
    IndicatorPeriod,
    IndicatorScore,
    Measurement,
    Plan,
    PlanImport,
)
from strategy.rules.stratml import outgoing, tree, writing
from strategy.rules.stratml.outline import Branch, Measure, Outline, remarks
from strategy.rules.stratml.tree import Node
from strategy.selectors import commitments, contents, lives, plans
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import pick
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion


@dataclass(frozen=True, slots=True)
class Edition:
    """What is handed out: the rows and both texts of a version, or of the plan as it stands."""

    plan: Plan
    content: dict[str, Any]
    frozen: FrozenVersion | None = None
    is_demonstration: bool = False
    parents: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, list[Indicator]] = field(default_factory=dict)
    aligned: dict[str, list[Commitment]] = field(default_factory=dict)
    origin: PlanImport | None = None

    @property
    def version(self) -> str:
        """Return how the version is called in names of files."""
        if self.frozen is not None:
            return f"v{self.frozen.number}"
        return "draft" if self.plan.is_editable else "current"


def edition(plan: Plan, actor: Actor) -> Edition:
    """Return what an actor may read of a plan now."""
    text = plans.reading(plan, actor=actor)
    if text.frozen is not None:
        return _edition(plan, text.frozen.content, text.frozen)
    return _edition(plan, contents.of(plan) | {"documents": text.bodies}, None)


def numbered(slug: str, number: int, actor: Actor) -> Edition:
    """Return a frozen version of a visible plan, or 404."""
    plan, frozen = lives.version(slug, number, actor)
    return _edition(plan, frozen.content, frozen)


def of_content(plan: Plan, content: dict[str, Any]) -> Edition:
    """Return a plan as it stood when its rows and texts were kept."""
    return _edition(plan, content, None)


def _edition(plan: Plan, content: dict[str, Any], frozen: FrozenVersion | None) -> Edition:
    return Edition(
        plan,
        content,
        frozen,
        is_demonstration=(
            frozen.is_demonstration
            if frozen
            else plan.is_demonstration or plan.text.is_demonstration
        ),
        parents=_parents(plan, content),
        indicators=_indicators(plan),
        aligned=_aligned(content),
        origin=PlanImport.objects.filter(plan=plan).first(),
    )


def _parents(plan: Plan, content: dict[str, Any]) -> dict[str, str]:
    """Return what each element stands under; the first versions did not keep it."""
    kept = {each["id"]: each["part_of"] for each in content["elements"] if "part_of" in each}
    if kept:
        return kept
    rows = plan.elements.select_related("parent")
    return {each.public_id: each.parent.public_id for each in rows if each.parent}


def _aligned(content: dict[str, Any]) -> dict[str, list[Commitment]]:
    """Return what each element serves; versions from before there were commitments hold none."""
    codes = {each["id"]: each.get("aligned", []) for each in content["elements"]}
    known = commitments.by_codes(code for mine in codes.values() for code in mine)
    return {key: [known[code] for code in mine if code in known] for key, mine in codes.items()}


def _indicators(plan: Plan) -> dict[str, list[Indicator]]:
    """Return the indicators with the figures known by the day, by element."""
    today = clock.today()
    values = Measurement.objects.counting(by_file=plan.known_from is None)
    values = values.filter(measured_on__lte=today).order_by("measured_on")
    aimed = IndicatorPeriod.objects.filter(target__isnull=False).order_by("ends_on")
    known = Indicator.objects.filter(element__plan=plan)
    found: dict[str, list[Indicator]] = {}
    for indicator in (
        known.select_related("element")
        .prefetch_related(
            Prefetch("measurements", queryset=values),
            Prefetch("periods", queryset=aimed, to_attr="aimed"),
            Prefetch("scores", queryset=IndicatorScore.objects.order_by("value")),
        )
        .order_by("pk")
    ):
        found.setdefault(indicator.element.public_id, []).append(indicator)
    return found


def outline(given: Edition, language: str) -> Outline:
    """Return the plan of an edition in a language; what lacks there is taken from the other."""
    about, body = given.content["plan"], given.content["documents"].get(language)
    kept = tree.from_json(given.origin.document) if given.origin else None
    nodes = {node.ref: node for node in kept.walk() if node.ref} if kept else {}
    branches = [
        _branch(given, element, body, language, nodes) for element in given.content["elements"]
    ]
    return Outline(
        title=pick(**about["title"], language=language).value,
        starts_on=dt.date.fromisoformat(about["starts_on"]),
        ends_on=dt.date.fromisoformat(about["ends_on"]),
        words=_words(body, ""),
        branches=tuple(_met(branches)),
        slug=given.plan.slug,
        organisation=settings.PORTAL_ORGANISATION,
        type_=_type(given),
        source=settings.PORTAL_BASE_URL + given.plan.get_absolute_url(),
        facts=_facts(given, language),
        kept=kept,
    )


def _words(body: dict[str, Any] | None, section: str) -> str:
    return publishing.documents.markdown_of(body, section=section) if body else ""


def _branch(
    given: Edition,
    element: dict[str, Any],
    body: dict[str, Any] | None,
    language: str,
    nodes: dict[str, Node],
) -> Branch:
    own = element["id"]
    measures = [_measure(each, language, nodes) for each in given.indicators.get(own, [])]
    return Branch(
        key=f"_{own}",
        title=pick(**element["title"], language=language).value,
        number=element["number"],
        words=_words(body, own),
        kind=element["kind"],
        slug=element["slug"],
        parent=f"_{given.parents[own]}" if own in given.parents else "",
        functions=tuple(element["functions"]),
        serves=tuple(f"_{key}" for key in element["serves"]),
        aligned=tuple(each.code for each in given.aligned.get(own, ())),
        added_on=element.get("added_on", ""),
        dropped_on=element.get("dropped_on", ""),
        measures=tuple(measures),
        kept=nodes.get(own),
    )


def _measure(indicator: Indicator, language: str, nodes: dict[str, Node]) -> Measure:
    name, unit = (
        pick(
            en=getattr(indicator, f"{word}_en"),
            fr=getattr(indicator, f"{word}_fr"),
            language=language,
        )
        for word in ("name", "unit")
    )
    return Measure(
        key=f"_{indicator.public_id}",
        name=name.value,
        unit=unit.value,
        baseline=indicator.baseline,
        baseline_on=indicator.baseline_on,
        target=indicator.target,
        target_on=indicator.target_on,
        values=_values(indicator),
        kind=indicator.kind,
        direction=_direction(indicator),
        is_cumulative=indicator.is_cumulative,
        scores=tuple(
            (each.value, pick(en=each.name_en, fr=each.name_fr, language=language).value)
            for each in indicator.scores.all()
        ),
        targets=_targets(indicator),
        kept=nodes.get(indicator.public_id),
    )


def _values(indicator: Indicator) -> tuple[tuple[dt.date, Decimal], ...]:
    found = indicator.measurements.all()
    return tuple((each.measured_on, each.value) for each in found if each.value is not None)


def _direction(indicator: Indicator) -> str:
    """Return which way is better, where baseline and target do not tell."""
    if indicator.baseline is not None and indicator.baseline != indicator.target:
        return ""
    return "" if indicator.direction == Direction.UP else str(indicator.direction)


def _targets(indicator: Indicator) -> tuple[tuple[dt.date, Decimal], ...]:
    aimed: list[IndicatorPeriod] = getattr(indicator, "aimed", [])
    return tuple(
        (each.ends_on, each.target)
        for each in aimed
        if each.target is not None and indicator.baseline_on < each.ends_on < indicator.target_on
    )


def _met(branches: list[Branch]) -> Iterable[Branch]:
    """Put the elements in the order in which a reader meets them: what is below comes after."""
    known = {branch.key for branch in branches}
    below: dict[str, list[Branch]] = {}
    for branch in branches:
        below.setdefault(branch.parent if branch.parent in known else "", []).append(branch)
    waiting = list(reversed(below.get("", [])))
    while waiting:
        branch = waiting.pop()
        yield branch
        waiting.extend(reversed(below.get(branch.key, [])))


def _type(given: Edition) -> str:
    """Return what the document is, by the state of the plan."""
    if given.plan.state not in {PlanState.IN_FORCE, PlanState.SUPERSEDED}:
        return "Strategic_Plan"
    found = [each for group in given.indicators.values() for each in group]
    if any(each.measurements.all() for each in found):
        return "Performance_Report"
    return "Performance_Plan" if found else "Strategic_Plan"


def _facts(given: Edition, language: str) -> dict[str, Any]:
    """Return what the standard has no element for: state, version, decisions."""
    if _is_as_it_came(given, language):
        return {}
    facts: dict[str, Any] = {"state": given.plan.state, "language": language}
    if given.frozen is not None:
        facts |= {"version": given.frozen.number, "sha256": given.frozen.sha256}
    if given.is_demonstration:
        facts["demonstration"] = True
    decisions = [
        {
            "outcome": each.outcome,
            "reference": each.reference,
            "decided_on": each.decided_on.isoformat(),
            "meeting": each.meeting.code if each.meeting else None,
        }
        for each in decisions_known(given.plan)
    ]
    return facts | ({"decisions": decisions} if decisions else {})


def _is_as_it_came(given: Edition, language: str) -> bool:
    """Say whether a draft is still a file of others, which leaves without a word of ours."""
    origin = given.origin
    if origin is None or given.frozen is not None or given.is_demonstration:
        return False
    words = tree.from_json(origin.document).words("OtherInformation")
    is_draft = given.plan.state == PlanState.DRAFT and given.plan.known_from is None
    return is_draft and origin.language == language and not remarks(words)


def decisions_known(plan: Plan) -> list[Any]:
    """Return the decisions that are known by the day."""
    today = clock.today()
    return [each for each in lives.history(plan).decisions if each.decided_on <= today]


def of_any(name: str) -> Plan:
    """Return a plan by its name in the address or its id, whoever may see it."""
    return Plan.objects.select_related("text").get(Q(slug=name) | Q(public_id=name))


def working(plan: Plan) -> Edition:
    """Return the plan as it stands, for whoever runs the portal."""
    return _edition(plan, contents.of(plan), None)


def stratml(given: Edition, part: int, language: str) -> bytes:
    """Write an edition as a StratML document."""
    return writing.write(outgoing.document_of(outline(given, language), part), part)
