"""A notice as a letter to one person: in their language and zone, text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wco_portal.audit.models import Event
from wco_portal.common.bilingual import active, local
from wco_portal.directory.models import Person
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.selectors import stopping
from wco_portal.notifications.tables import NOTICES, Attachment, Notice

# The letter that tells many notices at once; it belongs to no group and answers no event.
SUMMARY: Final = "summary"


@dataclass(frozen=True, slots=True)
class Part:
    """The letter's words in one language."""

    language: str
    subject: str
    text: str
    html: SafeString
    reason: str
    link: str
    settings_link: str


@dataclass(frozen=True, slots=True)
class Item:
    """A notice in one line: in a summary, or in the centre."""

    subject: str
    reason: str
    link: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person gets."""

    subject: str
    text: str
    html: str
    address: str
    attachments: Sequence[Attachment]
    stop_link: str


def languages_of(person: Person) -> list[str]:
    """Return the language a person chose, else the administration's, else English with French."""
    if person.language:
        return [person.language]
    administration = {
        role.member.language
        for role in person.roles_held()
        if role.member is not None and role.member.language
    }
    return sorted(administration) if len(administration) == 1 else ["en", "fr"]


def zone_of(person: Person) -> ZoneInfo:
    """Return the time zone of a person."""
    return ZoneInfo(person.time_zone or settings.PORTAL_ZONE)


def write(delivery: Delivery) -> Letter:
    """Write the letter of a delivery."""
    notice = _notice(delivery)
    person = delivery.recipient
    parts = [_part(notice, delivery, language) for language in languages_of(person)]
    with as_read_by(person, parts[0].language):
        words = {"parts": parts, "first": parts[0], "portal_name": gettext(settings.PORTAL_NAME)}
        words |= {
            "organisation": gettext(settings.PORTAL_ORGANISATION),
            "is_demo": settings.PORTAL_DEMO,
        }
        return Letter(
            subject=" / ".join(part.subject for part in parts),
            text=_plain("emails/layout.txt", words),
            html=render_to_string("emails/layout.html", words),
            address=parts[0].link.removeprefix(settings.PORTAL_BASE_URL),
            attachments=notice.attachments(delivery.event, person),
            stop_link="" if notice.is_required else stopping.address(delivery),
        )


def headline(delivery: Delivery) -> Item:
    """Say in one line what a delivery is about; the letter itself is not written."""
    notice, person = _notice(delivery), delivery.recipient
    items = [_line(notice, delivery, language) for language in languages_of(person)]
    return replace(items[0], subject=" / ".join(item.subject for item in items))


def _notice(delivery: Delivery) -> Notice:
    if delivery.notice == SUMMARY:
        return Notice(SUMMARY, delivery.event.type, "", lambda _event: (), _summary)
    return NOTICES[delivery.notice]


def _summary(event: Event, person: Person) -> dict[str, Any]:
    """Return the notices of a summary, each as the subject of its own letter would say it."""
    rows = Delivery.objects.filter(summary__event=event, summary__recipient=person)
    items = [_item(row, person) for row in rows.select_related("event", "recipient").order_by("pk")]
    return {"items": items, "address": reverse("notifications")}


def _item(row: Delivery, person: Person) -> Item:
    """Say what a notice is about; of what is no longer there only why it was told is left."""
    language = active()
    row.recipient = person
    try:
        return _line(NOTICES[row.notice], row, language)
    except (ObjectDoesNotExist, KeyError):
        reason = local(row, "reason", language=language).value
        return Item(reason, reason, settings.PORTAL_BASE_URL + reverse("notifications"))


def _line(notice: Notice, delivery: Delivery, language: str) -> Item:
    with as_read_by(delivery.recipient, language):
        words = _words(notice, delivery, language)
        return Item(_text(notice, words)[0], words["reason"], words["link"])


def _part(notice: Notice, delivery: Delivery, language: str) -> Part:
    with as_read_by(delivery.recipient, language):
        words = _words(notice, delivery, language)
        return Part(
            language,
            *_text(notice, words),
            render_to_string(f"emails/{notice.name}.html", words),
            words["reason"],
            words["link"],
            settings.PORTAL_BASE_URL + reverse("notification-settings"),
        )


def _words(notice: Notice, delivery: Delivery, language: str) -> dict[str, Any]:
    """Return what the bodies of a notice are rendered with."""
    words: dict[str, Any] = notice.context(delivery.event, delivery.recipient)
    base = settings.PORTAL_BASE_URL
    return words | {
        "recipient": delivery.recipient,
        "reason": local(delivery, "reason", language=language).value,
        "link": base + str(words.get("address") or reverse("notifications")),
        "base": base,
    }


def _text(notice: Notice, words: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text of a notice."""
    subject, _, text = _plain(f"emails/{notice.name}.txt", words).partition("\n")
    return subject.strip(), text.strip()


def _plain(template: str, context: dict[str, Any]) -> str:
    """Render plain text: nothing is escaped, because nothing reads it as HTML."""
    found: Any = get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))


@contextmanager
def as_read_by(person: Person, language: str) -> Iterator[None]:
    """Speak the person's language and show the times of their zone."""
    with translation.override(language), timezone.override(zone_of(person)):
        yield
