"""Read governing meetings."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from wco_portal.publishing.enums import Body
from wco_portal.publishing.models import GoverningMeeting


def coming(body: Body, *, on: dt.date) -> QuerySet[GoverningMeeting]:
    """Return the meetings of a body that are not over, the next one first."""
    return GoverningMeeting.objects.of(body).not_over(on)


def by_code(code: str) -> GoverningMeeting:
    """Return the meeting of a code."""
    return GoverningMeeting.objects.get(code=code)
