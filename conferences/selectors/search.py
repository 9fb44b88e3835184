"""What can be found of conferences and their sessions."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Session
from wco_portal.search.tables import Found, add_source


def register() -> None:
    """Fill this app's rows of the table."""
    follows = ("conferences.conference.", "conferences.session.")
    add_source("conference", _("Conferences"), found=conferences, follows=follows)
    add_source("session", _("Sessions"), found=sessions, follows=follows)


def conferences() -> Iterator[Found]:
    """Yield the conferences, each from the day it was announced."""
    for conference in Conference.objects.exclude(announced_on=None):
        yield Found(
            key=conference.slug,
            address=conference.get_absolute_url,
            title_en=conference.title_en,
            title_fr=conference.title_fr,
            summary_en=conference.place_en,
            summary_fr=conference.place_fr,
            body_en=conference.summary_en,
            body_fr=conference.summary_fr,
            visible_from=conference.announced_on,
            is_demonstration=conference.is_demonstration,
        )


def sessions() -> Iterator[Found]:
    """Yield the sessions of announced conferences."""
    found = Session.objects.exclude(conference__announced_on=None)
    for session in found.select_related("conference"):
        yield Found(
            key=session.public_id,
            address=session.get_absolute_url,
            title_en=session.title_en,
            title_fr=session.title_fr,
            summary_en=session.conference.title_en,
            summary_fr=session.conference.title_fr,
            body_en=session.summary_en,
            body_fr=session.summary_fr,
            visible_from=session.conference.announced_on,
            is_demonstration=session.is_demonstration,
        )
