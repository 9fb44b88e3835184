"""What can be found of conferences and their programmes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from conferences.models import Conference, Session
from wco_portal.search.tables import Found, add_source


def register() -> None:
    """Fill this app's rows of the table."""
    add_source(
        "conference", _("Conferences"), found=conferences, follows=("conferences.conference.",)
    )
    add_source("session", _("Sessions"), found=sessions, follows=("conferences.session.",))


def conferences() -> Iterator[Found]:
    """Yield every conference, from the day of its announcement."""
    for each in Conference.objects.order_by("pk"):
        yield Found(
            key=each.public_id,
            address=each.get_absolute_url,
            title_en=each.title_en,
            title_fr=each.title_fr,
            summary_en=each.summary_en,
            summary_fr=each.summary_fr,
            body_en=each.place_en,
            body_fr=each.place_fr,
            visible_from=each.announced_on,
            is_demonstration=each.is_demonstration,
        )


def sessions() -> Iterator[Found]:
    """Yield every session of a programme."""
    for each in Session.objects.select_related("conference").order_by("pk"):
        yield Found(
            key=each.public_id,
            address=each.get_absolute_url,
            title_en=each.title_en,
            title_fr=each.title_fr,
            summary_en=each.summary_en,
            summary_fr=each.summary_fr,
            visible_from=each.conference.announced_on,
            is_demonstration=each.is_demonstration,
        )
