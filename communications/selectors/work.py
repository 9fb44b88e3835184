"""What waits for a person in this app: the lines of "My work"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from communications.enums import PublicationState, TopicState
from communications.models import Topic
from communications.selectors import chapters, messages, practices
from wco_portal.access import policies, roles
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.directory.models import Person
from wco_portal.publishing.workflow import Open, Workflow


@dataclass(frozen=True, slots=True)
class Waiting:
    """The things of a kind that wait for somebody."""

    kind: str
    things: Sequence[Model]


def acts(workflow: Workflow, thing: Model, actor: Actor) -> list[Open]:
    """Return the arrows that concern the actor: possible now, or why not for who has the role."""
    if not isinstance(actor, Person):
        return []
    return [
        each
        for each in workflow.offered(thing, by=actor)
        if each.decision
        or (each.transition.permission and actor.holds(*roles.holders(each.transition.permission)))
    ]


def waiting(person: Person) -> list[Waiting]:
    """Return what the person can do today: review, complete, endorse, adopt, close."""
    found: list[Waiting] = []
    if policies.check(person, Permission.CHAPTER_PUBLISH):
        theirs = [each for each in chapters.to_review() if not each.was_written_by(person)]
        found.append(Waiting("chapters_to_review", theirs))
    if policies.check(person, Permission.PRACTICE_REVIEW):
        found.append(Waiting("practices_to_review", list(practices.to_review(person))))
    if policies.check(person, Permission.PRACTICE_EDIT):
        open_states = (PublicationState.DRAFT, PublicationState.CHANGES_REQUESTED)
        begun = practices.mine(person).filter(state__in=open_states)
        found.append(Waiting("practices_to_finish", list(begun)))
    if policies.check(person, Permission.MESSAGE_ENDORSE):
        found.append(Waiting("messages_to_endorse", list(messages.to_endorse(person))))
    if policies.check(person, Permission.MESSAGE_EDIT):
        found.append(Waiting("messages_to_finish", list(messages.drafts())))
    if policies.check(person, Permission.MESSAGE_PROVE):
        found.append(Waiting("messages_to_prove", list(messages.to_prove())))
    if policies.check(person, Permission.MESSAGE_ADOPT):
        found.append(Waiting("messages_to_adopt", list(messages.to_adopt(person))))
    if policies.check(person, Permission.TOPIC_CLOSE):
        open_topics = Topic.objects.filter(state=TopicState.OPEN).order_by("last_post_at")
        found.append(Waiting("topics_to_close", list(open_topics)))
    return [each for each in found if each.things]
