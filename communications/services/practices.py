"""Write, send, review and publish practices."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from communications.enums import TopicState
from communications.models import Audience, Channel, Practice, Topic
from communications.rules import Account, principles_in_order, slug_from
from communications.services import topics
from communications.workflows import PRACTICE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.common.ids import public_id
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links


@transaction.atomic
def create(
    account: Account,
    *,
    language: str,
    principles: Iterable[str] = (),
    audiences: Iterable[Audience] = (),
    channels: Iterable[Channel] = (),
    by: Person,
) -> Practice:
    """Start a practice, of the writer's Member or of the Secretariat."""
    policies.require(by, Permission.PRACTICE_CREATE)
    practice = Practice(
        public_id=public_id(),
        member=_member_of(by),
        author=by,
        principles=principles_in_order(principles),
        is_demonstration=by.is_demonstration,
    )
    _put(practice, account, language=language)
    return _begin(practice, account.title, audiences=audiences, channels=channels, by=by)


@transaction.atomic
def create_from_topic(topic: Topic, *, by: Person) -> Practice:
    """Turn the conclusion of a closed topic into a draft practice."""
    topic = topics.locked(topic)
    policies.require(by, Permission.TOPIC_TURN, topic)
    if topic.state != TopicState.CLOSED:
        raise DomainError(
            _("Close the topic with a conclusion first; the practice begins with it."),
            code="wrong_state",
        )
    practice = Practice(
        public_id=public_id(),
        member=topic.member,
        author=by,
        is_demonstration=by.is_demonstration,
    )
    for language in ("en", "fr"):
        conclusion = getattr(topic, f"conclusion_{language}")
        if conclusion:
            title = topic.title
            _put(practice, Account(title=title, lessons=conclusion), language=language)
    practice = _begin(practice, topic.title, by=by, data={"topic": topic.public_id})
    ends = (("practice", practice.public_id), ("topic", topic.public_id))
    links.join(
        *ends,
        relation=Relation.ARISES_FROM,
        by=by,
        is_demonstration=practice.is_demonstration,
    )
    return practice


@transaction.atomic
def edit(
    practice: Practice,
    account: Account,
    *,
    language: str,
    principles: Iterable[str],
    audiences: Iterable[Audience],
    channels: Iterable[Channel],
    version: int,
    by: Person,
) -> Practice:
    """Change a practice that has not been sent, in one language."""
    practice = locked(practice)
    policies.require(by, Permission.PRACTICE_EDIT, practice)
    _require_newest(practice, version)
    _put(practice, account, language=language)
    practice.principles = principles_in_order(principles)
    practice.version += 1
    practice.is_edited = True
    practice.full_clean()
    practice.save()
    practice.audiences.set(audiences)
    practice.channels.set(channels)
    audit.record(
        "communications.practice.edited", target=practice, by=by, data={"language": language}
    )
    return practice


def _require_newest(practice: Practice, version: int) -> None:
    if practice.version != version:
        raise ChangedMeanwhile(
            _("Somebody saved this practice first. Read the newer text and save again."),
            code="changed_meanwhile",
        )


@transaction.atomic
def submit(practice: Practice, *, by: Person) -> Practice:
    """Send a practice to the Secretariat."""
    practice = locked(practice)
    arrow = PRACTICE.follow("submit", practice, by=by)
    practice.submitted_at = clock.now()
    return _move(practice, arrow.target, arrow.event, by=by, fields=["submitted_at"])


@transaction.atomic
def publish(practice: Practice, *, by: Person) -> Practice:
    """Publish a practice under the name of its Member."""
    practice = locked(practice)
    arrow = PRACTICE.follow("publish", practice, by=by)
    practice.published_at, practice.reviewed_by = clock.now(), by
    fields = ["published_at", "reviewed_by"]
    return _move(practice, arrow.target, arrow.event, by=by, fields=fields)


@transaction.atomic
def request_changes(practice: Practice, *, note: str, by: Person) -> Practice:
    """Return a practice with reasons."""
    practice = locked(practice)
    arrow = PRACTICE.follow("request_changes", practice, by=by)
    practice.review_note, practice.reviewed_by = note.strip(), by
    _with_reason(practice.review_note)
    fields = ["review_note", "reviewed_by"]
    return _move(practice, arrow.target, arrow.event, by=by, fields=fields)


@transaction.atomic
def withdraw(practice: Practice, *, note: str, by: Person) -> Practice:
    """Take a practice off the public pages, with the reason."""
    practice = locked(practice)
    arrow = PRACTICE.follow("withdraw", practice, by=by)
    practice.review_note, practice.reviewed_by = note.strip(), by
    _with_reason(practice.review_note)
    fields = ["review_note", "reviewed_by"]
    return _move(practice, arrow.target, arrow.event, by=by, fields=fields)


def locked(practice: Practice) -> Practice:
    """Return the practice, held until the end of the transaction."""
    return Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)


def _begin(
    practice: Practice,
    title: str,
    *,
    audiences: Iterable[Audience] = (),
    channels: Iterable[Channel] = (),
    by: Person,
    data: dict[str, str] | None = None,
) -> Practice:
    practice.slug = slug_from(
        title,
        is_taken=lambda slug: Practice.objects.filter(slug=slug).exists(),
        otherwise=practice.public_id.lower(),
    )
    practice.full_clean()
    practice.save()
    practice.audiences.set(audiences)
    practice.channels.set(channels)
    audit.record("communications.practice.created", target=practice, by=by, data=data)
    return practice


def _move(practice: Practice, state: str, event: str, *, by: Person, fields: list[str]) -> Practice:
    practice.state = state
    practice.version += 1
    practice.save(update_fields=["state", "version", "updated_at", *fields])
    audit.record(event, target=practice, by=by, subject=practice.author)
    return practice


def _put(practice: Practice, account: Account, *, language: str) -> None:
    for name in ("title", "context", "done", "results", "lessons"):
        setattr(practice, f"{name}_{language}", getattr(account, name).strip())


def _with_reason(note: str) -> None:
    if not note:
        raise DomainError(_("Give the reason; the Member reads it."), code="reason_missing")


def _member_of(person: Person) -> Member | None:
    held = person.roles_held()
    return next((role.member for role in held if role.name == RoleName.FOCAL_POINT), None)
