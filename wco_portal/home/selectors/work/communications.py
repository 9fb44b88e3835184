"""What waits around the handbook, practices, messages and the forum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communications import selectors
from communications.enums import TopicState
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person
from wco_portal.home.selectors.work.task import Task

# Per kind of thing that waits: what is to be done, and the word of the act.
WORDS: Final[Mapping[str, tuple[Promise, Promise]]] = {
    "chapters_to_review": (_("Review the chapter “%(title)s”"), _("Review")),
    "practices_to_review": (_("Review the practice “%(title)s”"), _("Review")),
    "practices_to_finish": (_("Finish the practice “%(title)s”"), _("Go on")),
    "messages_to_endorse": (_("Endorse the message “%(title)s”, or say why not"), _("Answer")),
    "messages_to_finish": (_("Finish the message “%(title)s”"), _("Go on")),
    "messages_to_prove": (_("Prove the message “%(title)s” anew"), _("Open")),
    "messages_to_adopt": (_("Decide on the message “%(title)s”"), _("Decide")),
    "topics_to_close": (_("Lead the topic “%(title)s” to a conclusion"), _("Open")),
}


def waiting(person: Person) -> Iterable[Task]:
    """Find everything of this app that waits for a person."""
    for each in selectors.work.waiting(person):
        title, act = WORDS[each.kind]
        things: Iterable[Any] = each.things
        for thing in things:
            yield Task(
                title=str(title) % {"title": thing},
                act=str(act),
                address=thing.get_absolute_url(),
                is_demonstration=bool(getattr(thing, "is_demonstration", False)),
            )


def to_discuss(person: Person) -> Iterable[Task]:
    """Find the open topics in which a Member's person has not written."""
    if not person.member_ids() or not policies.check(person, Permission.POST_WRITE):
        return
    for topic in (
        selectors.forum.topics().filter(state=TopicState.OPEN).exclude(posts__author=person)[:2]
    ):
        yield Task(
            title=str(_("Say what you know of “%(title)s”")) % {"title": topic},
            note=str(topic.space),
            act=str(_("Join in")),
            address=topic.get_absolute_url(),
            is_demonstration=topic.is_demonstration,
        )
