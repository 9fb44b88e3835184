"""Conditions on this app's objects, asked after the matrix of roles has said yes."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from communications.enums import MessageState, PublicationState, TopicState
from communications.models import Chapter, Message, Practice, Topic
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.links.selectors import threads

OPEN_TO_WRITING = {PublicationState.DRAFT, PublicationState.CHANGES_REQUESTED}


def belongs_to(practice: Practice, person: Person) -> bool:
    """Say whether the person writes for the practice's Member, or is its author."""
    own = practice.member_id in person.member_ids(RoleName.FOCAL_POINT)
    return own or practice.author_id == person.pk


def chapter_edit(_person: Person, obj: Model | None) -> Decision:
    """A text that a second person reads is not changed meanwhile."""
    if isinstance(obj, Chapter) and obj.state == PublicationState.IN_REVIEW:
        return denied(_("The chapter is being reviewed; it can be changed when it is returned."))
    return ALLOWED


def chapter_publish(person: Person, obj: Model | None) -> Decision:
    """Whoever wrote in the next edition does not publish it."""
    if not isinstance(obj, Chapter) or obj.state != PublicationState.IN_REVIEW:
        return ALLOWED
    if obj.was_written_by(person):
        return denied(_("You wrote in this edition: somebody else has to publish it."))
    return ALLOWED


def practice_edit(person: Person, obj: Model | None) -> Decision:
    """The Member's focal point writes its practice, until it is sent."""
    if not isinstance(obj, Practice):
        return ALLOWED
    if not belongs_to(obj, person):
        return denied(_("Only the administration whose practice it is may change it."))
    if obj.state not in OPEN_TO_WRITING:
        return denied(_("The practice has been sent; it can be changed when it is returned."))
    return ALLOWED


def practice_submit(person: Person, obj: Model | None) -> Decision:
    """The Member's focal point sends its practice."""
    if isinstance(obj, Practice) and not belongs_to(obj, person):
        return denied(_("Only the administration whose practice it is may send it."))
    return ALLOWED


def practice_review(person: Person, obj: Model | None) -> Decision:
    """Whoever wrote does not publish."""
    if isinstance(obj, Practice) and obj.author_id == person.pk:
        return denied(_("You wrote this practice: somebody else has to review it."))
    return ALLOWED


def message_edit(_person: Person, obj: Model | None) -> Decision:
    """A message is changed as long as it is a draft."""
    if isinstance(obj, Message) and obj.state != MessageState.DRAFT:
        return denied(_("The message has been put to the Members and is no longer changed."))
    return ALLOWED


def message_prove(_person: Person, obj: Model | None) -> Decision:
    """A message gets new proof as long as it is used."""
    if isinstance(obj, Message) and obj.state == MessageState.RETIRED:
        return denied(_("The message is retired."))
    return ALLOWED


def message_adopt(person: Person, obj: Model | None) -> Decision:
    """Whoever wrote does not publish."""
    if isinstance(obj, Message) and obj.author_id == person.pk:
        return denied(_("You wrote this message: somebody else has to bring it into use."))
    return ALLOWED


def message_endorse(_person: Person, obj: Model | None) -> Decision:
    """A Member takes a position while the message is put to the Members or in use."""
    states = {MessageState.CONSULTED, MessageState.IN_USE}
    if isinstance(obj, Message) and obj.state not in states:
        return denied(_("This message is not open for endorsement."))
    return ALLOWED


def topic_turn(_person: Person, obj: Model | None) -> Decision:
    """A conclusion becomes one practice."""
    if isinstance(obj, Topic) and threads.origins(obj.public_id, kind="practice"):
        return denied(_("A practice was already made from this conclusion."))
    return ALLOWED


def post_write(_person: Person, obj: Model | None) -> Decision:
    """A closed topic takes no more posts."""
    if isinstance(obj, Topic) and obj.state == TopicState.CLOSED:
        return denied(_("The topic is closed; its conclusion stands at the top."))
    return ALLOWED


def register() -> None:
    """Fill this app's rows of the table."""
    policies.register(Permission.CHAPTER_EDIT, chapter_edit)
    policies.register(Permission.CHAPTER_PUBLISH, chapter_publish)
    policies.register(Permission.PRACTICE_EDIT, practice_edit)
    policies.register(Permission.PRACTICE_SUBMIT, practice_submit)
    policies.register(Permission.PRACTICE_REVIEW, practice_review)
    policies.register(Permission.MESSAGE_EDIT, message_edit)
    policies.register(Permission.MESSAGE_PROVE, message_prove)
    policies.register(Permission.MESSAGE_ADOPT, message_adopt)
    policies.register(Permission.MESSAGE_ENDORSE, message_endorse)
    policies.register(Permission.TOPIC_TURN, topic_turn)
    policies.register(Permission.POST_WRITE, post_write)
