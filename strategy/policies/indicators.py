"""Who may enter and who may approve the figures of indicators."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.models import Indicator, Measurement
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person


def report(actor: Person, obj: Model | None) -> Decision:
    """An indicator has one owner, who alone enters its figures; without one, any editor does."""
    indicator = obj.indicator if isinstance(obj, Measurement) else obj
    if isinstance(indicator, Indicator) and indicator.owner_id not in {None, actor.pk}:
        return denied(_("The owner of the indicator enters its figures."))
    return ALLOWED


def approve(actor: Person, obj: Model | None) -> Decision:
    """Whoever entered a figure does not approve it."""
    if isinstance(obj, Measurement) and obj.entered_by_id == actor.pk:
        return denied(_("You entered this figure, so somebody else approves it."))
    return ALLOWED


def register() -> None:
    """Fill the rows of indicators in the table of conditions."""
    policies.register(Permission.INDICATOR_REPORT, report)
    policies.register(Permission.INDICATOR_APPROVE, approve)
