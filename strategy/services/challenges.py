"""Raise a challenge, take it up under an objective, or set it aside with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.workshops import ChallengeState
from strategy.models import Challenge, PlanElement, Workshop
from strategy.workflows.workshops import CHALLENGE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person
from wco_portal.links import services as links
from wco_portal.links.enums import Relation


@transaction.atomic
def raise_at(
    workshop: Workshop, *, member: Member, title: dict[str, str], text: dict[str, str], by: Person
) -> Challenge:
    """Raise a challenge for the own administration at a workshop of its region."""
    policies.require(by, Permission.CHALLENGE_RAISE, workshop)
    own = by.member_ids(RoleName.FOCAL_POINT)
    if member.pk not in own or member.region_id != workshop.region_id:
        raise DomainError(_("You raise challenges for your own administration."), code="not_own")
    challenge = Challenge(
        workshop=workshop,
        member=member,
        raised_by=by,
        raised_at=clock.now(),
        title_en=title.get("en", ""),
        title_fr=title.get("fr", ""),
        text_en=text.get("en", ""),
        text_fr=text.get("fr", ""),
        is_demonstration=by.is_demonstration,
    )
    challenge.full_clean()
    challenge.save()
    audit.record("strategy.challenge.raised", target=challenge, by=by)
    return challenge


@transaction.atomic
def take_up(
    challenge: Challenge, *, element: PlanElement, by: Person, version: int | None = None
) -> Challenge:
    """Take a challenge up: from now on the objective answers it, and everybody can read it."""
    challenge = _locked(challenge, version=version)
    arrow = CHALLENGE.follow("take_up", challenge, by=by)
    _move(challenge, arrow.target, answer="")
    links.links.join(
        ("planelement", element.public_id),
        ("challenge", challenge.public_id),
        relation=Relation.ANSWERS,
        by=by,
        is_demonstration=challenge.is_demonstration,
    )
    audit.record(arrow.event, target=challenge, by=by, data={"element": element.public_id})
    return challenge


@transaction.atomic
def set_aside(
    challenge: Challenge, *, reason: str, by: Person, version: int | None = None
) -> Challenge:
    """Set a challenge aside, and tell the Member why."""
    challenge = _locked(challenge, version=version)
    arrow = CHALLENGE.follow("set_aside", challenge, by=by)
    if not reason.strip():
        raise DomainError(_("Give the Member a reason."), code="no_reason")
    _move(challenge, arrow.target, answer=reason.strip())
    audit.record(arrow.event, target=challenge, by=by)
    return challenge


def _locked(challenge: Challenge, *, version: int | None) -> Challenge:
    locked = Challenge.objects.select_for_update().get(pk=challenge.pk)
    if version is not None and version != locked.version:
        raise ChangedMeanwhile(
            _("Somebody answered the challenge before you; read it again."),
            code="changed_meanwhile",
        )
    return locked


def _move(challenge: Challenge, state: str, *, answer: str) -> None:
    challenge.state = ChallengeState(state)
    challenge.answer = answer
    challenge.version += 1
    challenge.full_clean()
    challenge.save(update_fields=["state", "answer", "version", "updated_at"])
