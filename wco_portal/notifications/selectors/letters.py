"""A notice as a letter to one person: in their language and zone, text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
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
    told: dict[str, Any]


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


@dataclass(frozen=True)
class Body:
    """What a notice tells in one language and zone; asked for there, in its HTML too."""

    name: str
    words: dict[str, Any]
    subject: str
    text: str

    @cached_property
    def html(self) -> SafeString:
        """Write it as HTML, for a mail."""
        return render_to_string(f"emails/{self.name}.html", self.words)


@dataclass(frozen=True, slots=True)
class Bodies:
    """What is told to everybody of one language and zone alike; each is written once."""

    known: dict[tuple[int, str, str, str], Body] = field(default_factory=dict)

    def of(self, notice: Notice, delivery: Delivery) -> Body:
        """Return a body in the language and zone of the moment; a person's own is never kept."""
        if notice.own is not None:
            return _body(notice, delivery)
        zone = timezone.get_current_timezone_name()
        key = delivery.event_id, notice.name, active(), zone
        if key not in self.known:
            self.known[key] = _body(notice, delivery)
        return self.known[key]


def write(delivery: Delivery, bodies: Bodies | None = None) -> Letter:
    """Write the letter of a delivery; `bodies` are those that were written for others just now."""
    notice, person = _notice(delivery), delivery.recipient
    told = Bodies() if bodies is None else bodies
    languages = languages_of(person)
    parts = [_part(notice, delivery, language, told) for language in languages]
    with as_read_by(person, languages[0]):
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
            attachments=notice.attachments(delivery.event, person, parts[0].told),
            stop_link="" if notice.is_required else stopping.address(delivery),
        )


def headline(delivery: Delivery, bodies: Bodies | None = None) -> Item:
    """Say in one line what a delivery is about; the letter itself is not written."""
    notice, told = _notice(delivery), Bodies() if bodies is None else bodies
    languages = languages_of(delivery.recipient)
    items = [_line(notice, delivery, language, told) for language in languages]
    return replace(items[0], subject=" / ".join(item.subject for item in items))


def _notice(delivery: Delivery) -> Notice:
    if delivery.notice == SUMMARY:
        about = delivery.event.type
        return Notice(SUMMARY, about, "", lambda _event: (), lambda _event: {}, own=_summary)
    return NOTICES[delivery.notice]


def _summary(event: Event, person: Person, _words: dict[str, Any]) -> dict[str, Any]:
    """Return the notices of a summary, each as the subject of its own letter would say it."""
    rows = Delivery.objects.filter(summary__event=event, summary__recipient=person)
    items = [_item(row, person) for row in rows.select_related("event", "recipient").order_by("pk")]
    return {"items": items, "address": reverse("notifications")}


def _item(row: Delivery, person: Person) -> Item:
    """Say what a notice is about; of what is no longer there only why it was told is left."""
    language = active()
    row.recipient = person
    try:
        return _line(NOTICES[row.notice], row, language, Bodies())
    except (ObjectDoesNotExist, KeyError):
        reason = local(row, "reason", language=language).value
        return Item(reason, reason, settings.PORTAL_BASE_URL + reverse("notifications"))


def _line(notice: Notice, delivery: Delivery, language: str, bodies: Bodies) -> Item:
    with as_read_by(delivery.recipient, language):
        body = bodies.of(notice, delivery)
        return Item(body.subject, _reason(delivery, language), body.words["link"])


def _part(notice: Notice, delivery: Delivery, language: str, bodies: Bodies) -> Part:
    with as_read_by(delivery.recipient, language):
        body = bodies.of(notice, delivery)
        return Part(
            language,
            body.subject,
            body.text,
            body.html,
            _reason(delivery, language),
            body.words["link"],
            settings.PORTAL_BASE_URL + reverse("notification-settings"),
            body.words,
        )


def _reason(delivery: Delivery, language: str) -> str:
    return local(delivery, "reason", language=language).value


def _body(notice: Notice, delivery: Delivery) -> Body:
    """Write what a notice tells, in the language and zone of the moment."""
    words: dict[str, Any] = notice.context(delivery.event)
    if notice.own is not None:
        words |= notice.own(delivery.event, delivery.recipient, words)
    base = settings.PORTAL_BASE_URL
    words |= {"link": base + str(words.get("address") or reverse("notifications")), "base": base}
    return Body(notice.name, words, *_text(notice, words))


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
