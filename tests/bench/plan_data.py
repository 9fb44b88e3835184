"""Large plans for the bench: 400 elements with 45 indicators, many versions, long histories.

Their years lie before those of every plan there was, so that no page of the demonstration that
shows "the plan before" or "the plan in force" meets them.
"""

import datetime as dt
from copy import deepcopy
from decimal import Decimal

from strategy.enums.indicators import MeasurementState
from strategy.enums.plans import ElementKind, PlanState
from strategy.models import (
    CoreFunction,
    Indicator,
    IndicatorPeriod,
    Measurement,
    Plan,
    PlanElement,
)
from strategy.selectors import contents
from strategy.services import plans
from tests.bench.words import paragraphs
from wco_portal.common import clock, ids
from wco_portal.publishing.models import FrozenVersion, Revision
from wco_portal.publishing.services import chain, frozen

# By name in the address: how many frozen versions, or how many revisions in each language.
VERSIONS = {"bench-1-version": 1, "bench-100-versions": 100}
HISTORIES = {"bench-10-revisions": 10, "bench-10000-revisions": 10_000}
GOALS, ELEMENTS, INDICATORS = 10, 400, 45
BLOCKS = 2 * ELEMENTS
# The versions that are compared: as it was, all reworded, and the newest with a tenth changed.
BEFORE, REWRITTEN, NEWEST = 1, 2, 100
CHANGED = 10


def make(editor, approver):
    """Make the plans; whoever enters a figure does not approve it."""
    for year, (slug, number) in zip((1981, 1984), VERSIONS.items(), strict=True):
        plan = _plan(slug, year, by=editor)
        _elements(plan)
        _indicators(plan, editor=editor, approver=approver)
        _versions(plan, number, by=editor)
    for year, (slug, number) in zip((1987, 1990), HISTORIES.items(), strict=True):
        _history(_plan(slug, year, by=editor, is_known=False), number, by=editor)


def _plan(slug, year, *, by, is_known=True):
    first, last = dt.date(year, 7, 1), dt.date(year + 3, 6, 30)
    titles = {"title_en": f"Plan {slug}", "title_fr": f"Plan {slug}"}
    plan = plans.create(
        slug=slug, starts_on=first, ends_on=last, is_demonstration=True, by=by, **titles
    )
    if is_known:
        plan.state, plan.known_from = PlanState.SUPERSEDED, first
        plan.in_force_from, plan.in_force_until = first, last
        plan.save()
    return plan


def _elements(plan):
    def element(order, kind, number, parent=None):
        return PlanElement(
            plan=plan,
            parent=parent,
            kind=kind,
            number=number,
            order=order,
            title_en=f"Make the borders of {number} safe and quick for legitimate trade",
            title_fr=f"Rendre les frontières de {number} sûres et rapides pour le commerce licite",
            is_demonstration=True,
            is_edited=True,
        )

    each = ELEMENTS // GOALS
    goals = [element(n * each, ElementKind.GOAL, f"{n + 1}") for n in range(GOALS)]
    PlanElement.objects.bulk_create(goals)
    PlanElement.objects.bulk_create(
        element(goal.order + n, ElementKind.OBJECTIVE, f"{goal.number}.{n}", goal)
        for goal in goals
        for n in range(1, each)
    )
    functions = list(CoreFunction.objects.order_by("order"))
    joins = PlanElement.functions.through
    joins.objects.bulk_create(
        joins(planelement=each, corefunction=functions[each.order % len(functions)])
        for each in plan.elements.all()
    )


def _indicators(plan, *, editor, approver):
    objectives = list(plan.elements.filter(kind=ElementKind.OBJECTIVE).in_order())
    spread = len(objectives) // INDICATORS
    indicators = Indicator.objects.bulk_create(
        Indicator(
            element=objectives[n * spread],
            name_en=f"Share of consignments released within {n + 1} hours",
            name_fr=f"Part des envois libérés en {n + 1} heures",
            unit_en="a day",
            unit_fr="par jour",
            baseline=Decimal(50),
            baseline_on=plan.starts_on,
            target=Decimal(100),
            target_on=plan.ends_on,
            is_demonstration=True,
        )
        for n in range(INDICATORS)
    )
    periods = IndicatorPeriod.objects.bulk_create(
        IndicatorPeriod(
            indicator=each,
            starts_on=dt.date(year, 7, 1),
            ends_on=dt.date(year + 1, 6, 30),
            due_on=dt.date(year + 1, 7, 31),
        )
        for each in indicators
        for year in range(plan.starts_on.year, plan.ends_on.year)
    )
    Measurement.objects.bulk_create(
        Measurement(
            indicator=each.indicator,
            period=each,
            state=MeasurementState.APPROVED,
            measured_on=each.ends_on,
            value=Decimal(60 + 7 * (n % 6)),
            entered_by=editor,
            decided_by=approver,
            decided_at=clock.end_of(each.due_on),
            is_demonstration=True,
        )
        for n, each in enumerate(periods)
    )


def _versions(plan, number, *, by):
    """Write the text of both languages, and freeze it as it came to be what it is."""
    names = [ids.public_id() for _block in range(BLOCKS)]
    for seed, document in enumerate(plan.text.documents.order_by("language"), start=1):
        document.body = _body(plan, names, paragraphs(BLOCKS, seed=seed))
        document.save(update_fields=["body"])
    content = contents.of(plan)
    older = {BEFORE: deepcopy(content), REWRITTEN: deepcopy(content)}
    for language in content["documents"]:
        _reword(older[BEFORE]["documents"][language], every=CHANGED)
        _reword(older[REWRITTEN]["documents"][language], every=1)
    sealed = {n: (each, frozen.digest(each)) for n, each in {**older, number: content}.items()}
    for n in range(1, number + 1):
        held, sha256 = sealed.get(n, sealed[BEFORE])
        FrozenVersion.objects.create(
            owner=plan.public_id,
            number=n,
            content=held,
            sha256=sha256,
            reason_en="For the meeting",
            reason_fr="Pour la réunion",
            event="strategy.plan.submitted",
            by=by,
            at=clock.start_of(plan.starts_on) + dt.timedelta(days=n),
            is_demonstration=True,
        )


def _body(plan, names, words):
    blocks = [
        {
            "type": "paragraph",
            "attrs": {"id": name},
            "content": [{"type": "text", "text": text}],
        }
        for name, text in zip(names, words, strict=True)
    ]
    per = BLOCKS // ELEMENTS
    sections = [
        {
            "type": "section",
            "attrs": {"id": element.public_id},
            "content": blocks[n * per : (n + 1) * per],
        }
        for n, element in enumerate(plan.elements.in_order())
    ]
    return {"type": "doc", "content": sections}


def _reword(body, *, every):
    """Change, in one block of so many, every tenth word; drop a block, move another."""
    sections = body["content"]
    blocks = [block for section in sections for block in section["content"]]
    for block in blocks[::every]:
        words = block["content"][0]["text"].split()
        words[::10] = [f"{word}s" for word in words[::10]]
        block["content"][0]["text"] = " ".join(words)
    for section in sections[::20]:
        section["content"] = section["content"][1:]
    sections[5], sections[7] = sections[7], sections[5]


def _history(plan, number, *, by):
    """Keep as many versions of a short text in each language, each sealed by the next."""
    for seed, document in enumerate(plan.text.documents.order_by("language"), start=1):
        first, second = paragraphs(2, seed=seed)
        before = ""
        for version in range(1, number + 1):
            document.body = _short(first, f"{second} {version}")
            revision = Revision(
                document=document,
                version=version,
                body=document.body,
                prev_sha256=before,
                author=by,
                at=clock.start_of(plan.starts_on) + dt.timedelta(minutes=version),
            )
            revision.sha256 = before = chain.expected(revision, [])
            revision.save()
        joins, kept = Revision.authors.through, document.revisions.values_list("pk", flat=True)
        joins.objects.bulk_create(
            (joins(revision_id=key, person=by) for key in kept), batch_size=5000
        )
        document.version = document.kept_version = number
        document.save(update_fields=["body", "version", "kept_version"])


def _short(*words):
    return {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "attrs": {"id": f"BENCH0000{n}"},
                "content": [{"type": "text", "text": text}],
            }
            for n, text in enumerate(words)
        ],
    }


def plan(slug):
    """Return one of the plans."""
    return Plan.objects.select_related("text").get(slug=slug)
