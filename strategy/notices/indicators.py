"""Whom figures tell what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from wco_portal.audit.models import Event
from wco_portal.common import clock
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
    """Tell whoever the list of figures was made for."""
    for person in Person.objects.filter(key=event.subject):
        yield Recipient(person, _("You enter these figures."))


def who_entered(event: Event) -> Iterator[Recipient]:
    """Tell who entered the figure, and the owner of the indicator."""
    figure = selectors.measurements.of_event(event)
    told = {figure.entered_by, figure.indicator.owner} - {None}
    for person in sorted(filter(None, told), key=lambda each: each.pk):
        if person.key != event.actor:
            yield Recipient(person, _("You enter figures of this indicator."))


def context(event: Event) -> dict[str, Any]:
    """Return the figure with its indicator."""
    figure = selectors.measurements.of_event(event)
    return {
        "figure": figure,
        "indicator": figure.indicator,
        "said": selectors.indicators.written(figure.indicator, figure.value),
        "address": figure.get_absolute_url(),
    }


def due_context(event: Event) -> dict[str, Any]:
    """Return the figures that are due; of one alone, the page to enter it on."""
    dues = selectors.figure_reminders.of_event(event)
    rows = [(due, reverse("measurement-enter", args=[due.period.public_id])) for due in dues]
    address = rows[0][1] if len(rows) == 1 else reverse("measurements")
    return {"dues": rows, "only": dues[0] if len(dues) == 1 else None, "address": address}


def import_context(event: Event) -> dict[str, Any]:
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
    add_notice(
        "figures_due",
        event="strategy.figures.due",
        group="figures",
        audience=who_reports,
        context=due_context,
    )
    add_notice(
        "figures_submitted",
        event="strategy.plan.figures_submitted",
        group="figures",
        audience=approvers,
        context=import_context,
    )
