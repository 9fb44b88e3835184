"""Positions that wait for the head of an administration, and how a position came about."""

from __future__ import annotations

from django.db.models import F, QuerySet

from strategy.enums.paper_answers import ReleaseState
from strategy.models import Position, PositionRevision, Release, ReleaseRule
from strategy.selectors import consultations, positions
from wco_portal.access.policies import Actor
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person


def visible(actor: Actor) -> QuerySet[Release]:
    """Return the releases of the actor's own administrations."""
    found = Release.objects.select_related(
        "position__consultation", "position__member__region", "passed_by", "decided_by"
    )
    if not isinstance(actor, Person):
        return found.none()
    own = actor.member_ids(RoleName.HEAD, RoleName.FOCAL_POINT)
    return found.filter(position__member__in=own).order_by("-pk")


def by_public_id(public_id: str, actor: Actor) -> Release:
    """Return a release, or 404 through `Release.DoesNotExist`."""
    found = visible(actor).get(public_id=public_id)
    slug, region = found.position.consultation.slug, found.position.member.region
    consultation = consultations.for_region(slug, region, actor)
    found.position.consultation = consultation
    return found


def passed(release: Release) -> PositionRevision:
    """Return the draft as it was passed, whatever was written since."""
    found = release.position.revisions.select_related("by").get(number=release.draft)
    found.position = release.position
    return found


def waiting(person: Person) -> QuerySet[Release]:
    """Return what waits for the person as head."""
    own = person.member_ids(RoleName.HEAD)
    found = visible(person).filter(state=ReleaseState.WAITING, position__member__in=own)
    due = consultations.due_at("position__consultation", "position__member__region")
    return found.annotate(**due).order_by(F("due_at"), "pk")


def last(position: Position) -> Release | None:
    """Return what became of the position when it was passed last."""
    if not position.version:
        return None
    return position.releases.select_related("decided_by", "passed_by").order_by("-pk").first()


def is_by_head(member: Member) -> bool:
    """Say whether the Member's head sends its positions."""
    return ReleaseRule.is_by_head(member)


def member(code: str, actor: Actor) -> Member:
    """Return the Member whose rule is to be set, or 404 through `Member.DoesNotExist`."""
    del actor
    return Member.objects.select_related("release_rule").get(code=code)


def own_member(code: str, person: Person) -> Member | None:
    """Return the administration of which the person is the head."""
    return Member.objects.filter(pk__in=person.member_ids(RoleName.HEAD), code=code).first()


def position(slug: str, code: str, actor: Actor) -> Position:
    """Return the saved position of one of the actor's administrations, or 404."""
    consultation = consultations.by_slug(slug, actor)
    own = actor.member_ids(RoleName.HEAD, RoleName.FOCAL_POINT) if isinstance(actor, Person) else ()
    member = Member.objects.filter(pk__in=own).select_related("region").filter(code=code).get()
    return positions.of_member(consultation, member)


def history(position: Position) -> QuerySet[PositionRevision]:
    """Return every revision of a position, the newest first."""
    if not position.version:
        return PositionRevision.objects.none()
    return position.revisions.select_related("by", "paper__scan").order_by("-number")


def of_event(public_id: str) -> Release:
    """Return the release of an event."""
    found = Release.objects.select_related(
        "position__consultation", "position__member", "passed_by", "decided_by"
    )
    return found.get(public_id=public_id)
