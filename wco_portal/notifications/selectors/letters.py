"""A notice as a letter to one person: in their language and zone, text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from wco_portal.common.bilingual import local
from wco_portal.directory.models import Person
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.tables import NOTICES, Attachment, Notice


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
class Letter:
    """What one person gets."""

    subject: str
    text: str
    html: str
    address: str
    attachments: Sequence[Attachment]
    settings_link: str
    is_required: bool


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
    notice = NOTICES[delivery.notice]
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
            settings_link=parts[0].settings_link,
            is_required=notice.is_required,
        )


def _part(notice: Notice, delivery: Delivery, language: str) -> Part:
    person = delivery.recipient
    with as_read_by(person, language):
        context: dict[str, Any] = notice.context(delivery.event, person)
        base = settings.PORTAL_BASE_URL
        link = base + str(context.get("address") or reverse("notifications"))
        reason = local(delivery, "reason", language=language).value
        context |= {"recipient": person, "reason": reason, "link": link, "base": base}
        subject, _, text = _plain(f"emails/{notice.name}.txt", context).partition("\n")
        html = render_to_string(f"emails/{notice.name}.html", context)
        settings_link = base + reverse("notification-settings")
        return Part(language, subject.strip(), text.strip(), html, reason, link, settings_link)


def _plain(template: str, context: dict[str, Any]) -> str:
    """Render plain text: nothing is escaped, because nothing reads it as HTML."""
    found: Any = get_template(template)
    return str(found.template.render(Context(context, autoescape=False)))


@contextmanager
def as_read_by(person: Person, language: str) -> Iterator[None]:
    """Speak the person's language and show the times of their zone."""
    with translation.override(language), timezone.override(zone_of(person)):
        yield
