"""Who may do what with theme activities."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.models import ThemeActivity
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person


def review(person: Person, obj: Model | None) -> Decision:
    """Whoever proposed an activity does not publish it."""
    if isinstance(obj, ThemeActivity) and obj.proposed_by_id == person.pk:
        return denied(_("Somebody else has to review what you proposed."))
    return ALLOWED


def register() -> None:
    """Fill this noun's rows of the table."""
    policies.register(Permission.ACTIVITY_REVIEW, review)
