"""The review of a registration, as a table; the place is the other axis: see services.places."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from conferences.enums import ReviewState as S
from conferences.models import Registration
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.publishing.workflow import Transition, Workflow


def before_the_end(registration: Registration) -> None:
    """Object when the conference is over."""
    if registration.conference.is_over_at(clock.now()):
        raise DomainError(_("The conference is over."), code="conference_over")


def before_changes_close(registration: Registration) -> None:
    """Object when delegates can no longer be replaced."""
    closes = registration.conference.changes_close_at
    if closes is not None and clock.now() >= closes:
        raise DomainError(_("Replacements are closed; ask the Secretariat."), code="changes_closed")


ANY: Final = frozenset({S.REVIEW, S.RETURNED, S.APPROVED})

REGISTRATION: Final[Workflow] = Workflow(
    transitions={
        "confirm": Transition(
            name="confirm",
            sources={S.REVIEW},
            target=S.APPROVED,
            permission=Permission.REGISTRATION_REVIEW,
            event="conferences.registration.confirmed",
            label=_("Confirm"),
            guards=(before_the_end,),
        ),
        "return": Transition(
            name="return",
            sources={S.REVIEW},
            target=S.RETURNED,
            permission=Permission.REGISTRATION_REVIEW,
            event="conferences.registration.returned",
            label=_("Ask for a correction"),
            guards=(before_the_end,),
        ),
        "correct": Transition(
            name="correct",
            sources={S.RETURNED},
            target=S.REVIEW,
            permission=Permission.REGISTRATION_CORRECT,
            event="conferences.registration.corrected",
            label=_("Correct"),
            guards=(before_the_end,),
        ),
        "reject": Transition(
            name="reject",
            sources=ANY,
            target=S.REJECTED,
            permission=Permission.REGISTRATION_REVIEW,
            event="conferences.registration.rejected",
            label=_("Reject"),
            guards=(before_the_end,),
        ),
        "withdraw": Transition(
            name="withdraw",
            sources=ANY,
            target=S.WITHDRAWN,
            permission=Permission.REGISTRATION_WITHDRAW,
            event="conferences.registration.withdrawn",
            label=_("Withdraw"),
            guards=(before_the_end,),
        ),
        "substitute": Transition(
            name="substitute",
            sources=ANY,
            target=S.SUBSTITUTED,
            permission=Permission.REGISTRATION_NOMINATE,
            event="conferences.registration.substituted",
            label=_("Replace"),
            guards=(before_changes_close,),
        ),
    }
)
