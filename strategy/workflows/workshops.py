"""The life of a workshop and of a challenge, as tables."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.enums.workshops import ChallengeState as C
from strategy.enums.workshops import WorkshopState as S
from strategy.models import Workshop
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.publishing.workflow import Transition, Workflow


def has_times(workshop: Workshop) -> None:
    """Refuse to tell people of a workshop without times, or of one that has begun."""
    if workshop.starts_at is None:
        raise DomainError(_("Set the times of the workshop first."), code="no_times")
    if workshop.starts_at <= clock.now():
        raise DomainError(_("The workshop has begun: choose a later time."), code="has_begun")


def has_place(workshop: Workshop) -> None:
    """Refuse to invite people to nowhere."""
    if not (workshop.place_en or workshop.place_fr or workshop.online_address):
        raise DomainError(_("Say where the workshop is, or give an address."), code="no_place")


def is_over(workshop: Workshop) -> None:
    """Refuse to record what has not happened."""
    if workshop.ends_at is not None and workshop.ends_at > clock.now():
        raise DomainError(_("The workshop is not over yet."), code="not_over")


def has_conclusions(workshop: Workshop) -> None:
    """Refuse to tell the region of nothing, or a second time."""
    if not workshop.conclusions.exists():
        raise DomainError(_("Add a conclusion first."), code="no_conclusions")
    if workshop.shared_at is not None:
        raise DomainError(_("The region was told of the conclusions already."), code="shared")


WORKSHOP: Final = Workflow(
    transitions={
        "edit": Transition(
            "edit",
            {S.PLANNED},
            S.PLANNED,
            Permission.WORKSHOP_EDIT,
            "strategy.workshop.edited",
            pgettext_lazy("an act", "Edit"),
        ),
        "announce": Transition(
            "announce",
            {S.PLANNED},
            S.ANNOUNCED,
            Permission.WORKSHOP_ANNOUNCE,
            "strategy.workshop.announced",
            gettext_lazy("Announce and invite"),
            guards=(has_times, has_place),
        ),
        "change": Transition(
            "change",
            {S.ANNOUNCED},
            S.ANNOUNCED,
            Permission.WORKSHOP_ANNOUNCE,
            "strategy.workshop.changed",
            gettext_lazy("Change and tell those invited"),
            guards=(has_times,),
        ),
        "cancel": Transition(
            "cancel",
            {S.ANNOUNCED},
            S.CANCELLED,
            Permission.WORKSHOP_ANNOUNCE,
            "strategy.workshop.cancelled",
            gettext_lazy("Cancel and tell those invited"),
            guards=(has_times,),
        ),
        "drop": Transition(
            "drop",
            {S.PLANNED},
            S.CANCELLED,
            Permission.WORKSHOP_EDIT,
            "strategy.workshop.dropped",
            gettext_lazy("Drop the draft"),
        ),
        "close": Transition(
            "close",
            {S.ANNOUNCED},
            S.HELD,
            None,
            "strategy.workshop.held",
            pgettext_lazy("an act", "Close"),
        ),
        "record": Transition(
            "record",
            {S.HELD},
            S.HELD,
            Permission.WORKSHOP_EDIT,
            "strategy.workshop.recorded",
            gettext_lazy("Record what came out"),
            guards=(is_over,),
        ),
        "share": Transition(
            "share",
            {S.HELD},
            S.HELD,
            Permission.WORKSHOP_EDIT,
            "strategy.workshop.shared",
            gettext_lazy("Tell the region of the conclusions"),
            guards=(has_conclusions,),
        ),
    }
)

CHALLENGE: Final = Workflow(
    transitions={
        "take_up": Transition(
            "take_up",
            {C.RAISED, C.SET_ASIDE, C.TAKEN_UP},
            C.TAKEN_UP,
            Permission.CHALLENGE_ANSWER,
            "strategy.challenge.taken_up",
            gettext_lazy("Take up under an objective"),
        ),
        "set_aside": Transition(
            "set_aside",
            {C.RAISED},
            C.SET_ASIDE,
            Permission.CHALLENGE_ANSWER,
            "strategy.challenge.set_aside",
            gettext_lazy("Set aside with a reason"),
        ),
    }
)
