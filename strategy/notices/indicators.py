"""Whom figures tell what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from wco_portal.audit.models import Event
from wco_portal.common import clock, dates
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice


def approvers(event: Event) -> Iterator[Recipient]:
    """Tell who approves figures, but not whoever sent this one; an import tells for all of its."""
    if event.data.get("is_imported"):
        return
    for person in people.in_secretariat(RoleName.APPROVER, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You approve figures."))


def who_reports(event: Event) -> Iterator[Recipient]:
    """Tell the owner of the indicator that a figure is due; without one, every editor."""
    owner = selectors.figure_reminders.of_event(event).indicator.owner
    if owner is not None:
        yield Recipient(owner, _("You are the owner of this indicator."))
        return
    for person in people.in_secretariat(RoleName.EDITOR, on=clock.today()):
        yield Recipient(person, _("You enter figures of this indicator."))


def who_entered(event: Event) -> Iterator[Recipient]:
    """Tell who entered the figure, and the owner of the indicator."""
    figure = selectors.measurements.of_event(event)
    told = {figure.entered_by, figure.indicator.owner} - {None}
    for person in sorted(filter(None, told), key=lambda each: each.pk):
        if person.key != event.actor:
            yield Recipient(person, _("You enter figures of this indicator."))


def context(event: Event, _person: Person) -> dict[str, Any]:
    """Return the figure with its indicator."""
    figure = selectors.measurements.of_event(event)
    return {
        "figure": figure,
        "indicator": figure.indicator,
        "said": selectors.indicators.written(figure.indicator, figure.value),
        "address": figure.get_absolute_url(),
    }


def period_context(event: Event, _person: Person) -> dict[str, Any]:
    """Return the period whose figure is due, with its indicator and the page to enter it on."""
    period = selectors.figure_reminders.of_event(event)
    return {
        "period": period,
        "indicator": period.indicator,
        "due_on": dates.day(dt.date.fromisoformat(event.data["due_on"])),
        "address": reverse("measurement-enter", args=[period.public_id]),
    }


def import_context(event: Event, _person: Person) -> dict[str, Any]:
    """Return the plan whose figures were sent together, and how many they are."""
    plan = selectors.lives.of_event(event.target)
    return {"plan": plan, "count": event.data["figures"], "address": reverse("measurements")}


def register() -> None:
    """Fill the rows of figures in the table."""
    add_group("figures", _("Figures of indicators"))
    for name, audience in (
        ("submitted", approvers),
        ("returned", who_entered),
        ("approved", who_entered),
    ):
        add_notice(
            f"figure_{name}",
            event=f"strategy.measurement.{name}",
            group="figures",
            audience=audience,
            context=context,
        )
    for name in ("due", "overdue"):
        add_notice(
            f"figure_{name}",
            event=f"strategy.period.{name}",
            group="figures",
            audience=who_reports,
            context=period_context,
        )
    add_notice(
        "figures_submitted",
        event="strategy.plan.figures_submitted",
        group="figures",
        audience=approvers,
        context=import_context,
    )
