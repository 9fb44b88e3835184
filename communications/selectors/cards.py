"""How this app's things look from afar: cards of links, and what stands behind a principle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from communications.models import Chapter, Message, Practice, Topic
from communications.selectors import practices
from strategy.models import AnnualTheme
from strategy.tables import Shown
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.links.tables import Card, card_of

# The theme whose five principles the practices name.
YEAR_OF_PRINCIPLES: Final = 2019


def of_practices(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of practices that the actor may see."""
    found = Practice.objects.visible_to(actor).filter(public_id__in=public_ids).distinct()
    return [card_of(each) for each in found]


def of_chapters(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of chapters that the actor may see."""
    found = Chapter.objects.visible_to(actor).filter(public_id__in=public_ids)
    return [card_of(each) for each in found]


def of_messages(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of common messages that the actor may see."""
    found = Message.objects.visible_to(actor).filter(public_id__in=public_ids)
    return [card_of(each) for each in found]


def of_topics(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of topics, to people who may read the forum."""
    if not policies.check(actor, Permission.FORUM_VIEW):
        return []
    return [_topic(each) for each in Topic.objects.filter(public_id__in=public_ids)]


def any_practice(actor: Actor) -> Iterable[Card]:
    """List the practices that can be linked by hand."""
    return [card_of(each) for each in Practice.objects.visible_to(actor).order_by("slug")]


def any_chapter(actor: Actor) -> Iterable[Card]:
    """List the chapters that can be linked by hand."""
    return [card_of(each) for each in Chapter.objects.visible_to(actor).order_by("number")]


def any_message(actor: Actor) -> Iterable[Card]:
    """List the messages that can be linked by hand."""
    return [card_of(each) for each in Message.objects.visible_to(actor).order_by("slug")]


def any_topic(actor: Actor) -> Iterable[Card]:
    """List the topics that can be linked by hand."""
    if not policies.check(actor, Permission.FORUM_VIEW):
        return []
    return [_topic(each) for each in Topic.objects.order_by("-opened_at")]


def behind(theme: AnnualTheme, actor: Actor) -> Mapping[str, Sequence[Shown]]:
    """Return the published practices by principle, for the theme that has these principles."""
    del actor  # everybody reads what is published
    if theme.year != YEAR_OF_PRINCIPLES:
        return {}
    found: dict[str, list[Shown]] = {}
    for practice in practices.published():
        title = str(local(practice, "title"))
        shown = Shown(title, practice.get_absolute_url(), practice.is_demonstration)
        for letter in practice.principles:
            found.setdefault(letter, []).append(shown)
    return found


def _topic(topic: Topic) -> Card:
    return Card(
        public_id=topic.public_id,
        title=topic.title,
        address=topic.get_absolute_url(),
        language=topic.language,
        is_demonstration=topic.is_demonstration,
    )
