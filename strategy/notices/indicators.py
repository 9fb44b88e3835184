"""Whom figures tell what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice


def approvers(event: Event) -> Iterator[Recipient]:
    """Tell who approves figures, but not whoever sent this one."""
    for person in people.in_secretariat(RoleName.APPROVER, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You approve figures."))


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
