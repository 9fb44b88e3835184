"""Load the plans, their elements and how they were made from the app's own files.

A plan is loaded as it stood on the day: what the Council decides later is still a draft. Once a
plan is there, its state belongs to the people who work with it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from strategy.enums.plans import Outcome, PlanState
from strategy.models import CoreFunction, Plan, PlanDecision, PlanElement, PlanStep
from wco_portal.common import clock
from wco_portal.common.models import BusinessClock
from wco_portal.common.reference import Bundle, Record, load_sources, rows, source, upsert
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.services import documents

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
NAMES: Final = (
    "plan_sources",
    "core_functions",
    "meetings",
    "plans",
    "plan_elements",
    "plan_steps",
)
FILES: Final = [DATA / f"{name}.csv" for name in NAMES]


def load(record: Record) -> None:
    """Load sources, core functions, meetings, plans, elements and steps."""
    load_sources(DATA / "plan_sources.csv", record)
    for row in rows(DATA / "core_functions.csv"):
        _function(row, record)
    for row in rows(DATA / "meetings.csv"):
        _meeting(row, record)
    plans = rows(DATA / "plans.csv")
    for row, following in zip(plans, [*plans[1:], None], strict=True):
        _plan(row, following, record)
    for row in rows(DATA / "plan_elements.csv"):
        _element(row, record)
    for row in rows(DATA / "plan_steps.csv"):
        _step(row, record)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _today() -> dt.date:
    """Return the day at which the facts are taken: the demonstration begins in March 2019."""
    if settings.PORTAL_DEMO and not BusinessClock.objects.exists():
        return clock.DEMONSTRATION_START.date()
    return clock.today()


def _sourced(row: dict[str, str]) -> dict[str, Any]:
    return {"source": source(row["source"]), "grade": row["grade"]}


def _function(row: dict[str, str], record: Record) -> None:
    values = {"order": int(row["order"]), "name_en": row["name_en"], "name_fr": row["name_fr"]}
    upsert(
        CoreFunction,
        key={"code": row["code"]},
        values=values | _sourced(row),
        event="strategy.function.loaded",
        record=record,
    )


def _meeting(row: dict[str, str], record: Record) -> None:
    names = ("body", "number", "name_en", "name_fr", "precision", "place_en", "place_fr")
    days = {name: _day(row[name]) for name in ("starts_on", "ends_on")}
    upsert(
        GoverningMeeting,
        key={"code": row["code"]},
        values={name: row[name] for name in names} | days | _sourced(row),
        event="publishing.meeting.loaded",
        record=record,
    )


def _plan(row: dict[str, str], following: dict[str, str] | None, record: Record) -> None:
    days = {name: _day(row[name]) for name in ("starts_on", "ends_on", "known_from")}
    values = {"title_en": row["title_en"], "title_fr": row["title_fr"]} | days | _sourced(row)
    known = Plan.objects.filter(slug=row["slug"]).first()
    if known is None:
        values |= {"text": documents.create("plan"), **_stand(row, following, on=_today())}
    plan = upsert(
        Plan,
        key={"slug": row["slug"]},
        values=values,
        event="strategy.plan.loaded",
        record=record,
    )
    if known is None and plan.is_decided and row["adopted_on"]:
        PlanDecision.objects.create(
            plan=plan,
            outcome=Outcome.ADOPTED,
            meeting=GoverningMeeting.objects.get(code=row["adopted_at"]),
            decided_on=dt.date.fromisoformat(row["adopted_on"]),
            at=clock.now(),
        )


def _stand(row: dict[str, str], following: dict[str, str] | None, *, on: dt.date) -> dict[str, Any]:
    """Say how a plan stood on a day; a later one takes its place on its own first day."""
    starts, decided = _day(row["starts_on"]), _day(row["adopted_on"])
    successor = _day(following["starts_on"]) if following else None
    if (decided or starts or on) > on:
        return {"state": PlanState.DRAFT}
    if starts and starts > on:
        return {"state": PlanState.ADOPTED}
    if successor and successor <= on:
        until = successor - dt.timedelta(days=1)
        return {"state": PlanState.SUPERSEDED, "in_force_from": starts, "in_force_until": until}
    return {"state": PlanState.IN_FORCE, "in_force_from": starts}


def _element(row: dict[str, str], record: Record) -> None:
    plan = Plan.objects.get(slug=row["plan"])
    names = ("kind", "slug", "title_en", "title_fr", "french_is", "functions_grade")
    values = {name: row[name] for name in names} | {
        "order": int(row["order"]),
        "known_from": _day(row["known_from"]),
        "parent": plan.elements.get(number=row["parent"]) if row["parent"] else None,
    }
    element = upsert(
        PlanElement,
        key={"plan": plan, "number": row["number"]},
        values=values | _sourced(row),
        event="strategy.element.loaded",
        record=record,
    )
    if not element.is_edited:
        served = plan.elements.filter(number__in=row["serves"].split(";"))
        functions = CoreFunction.objects.filter(code__in=row["functions"].split(";"))
        element.functions.set(functions)
        element.serves.set(served)


def _step(row: dict[str, str], record: Record) -> None:
    values = {
        "on": _day(row["on"]),
        "precision": row["precision"],
        "title_en": row["title_en"],
        "title_fr": row["title_fr"],
        "meeting": GoverningMeeting.objects.filter(code=row["meeting"]).first(),
        "known_from": _day(row["known_from"]),
    }
    upsert(
        PlanStep,
        key={"plan": Plan.objects.get(slug=row["plan"]), "code": row["code"]},
        values=values | _sourced(row),
        event="strategy.planstep.loaded",
        record=record,
    )


BUNDLE: Final = Bundle(name="plans", files=FILES, load=load)
