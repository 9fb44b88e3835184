"""The day that is asked for: things as they stood at its end."""

from __future__ import annotations

import datetime as dt
from typing import Final

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from wco_portal.api.problems import BadQuery
from wco_portal.common import clock, days

STOOD: Final = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="As it stood at the end of this day, which is over; without it, as it stands.",
)


def asked(request: Request, *, since: dt.date | None = None) -> dt.date:
    """Return the day that a request names, or today; BadQuery where it was not public yet.

    Who writes, writes today.
    """
    if request.method not in SAFE_METHODS or "as_of" not in request.query_params:
        return clock.today()
    form = days.as_of(request.query_params).since(since)
    if not form.is_valid():
        raise BadQuery(f"as_of: {' '.join(map(str, form.errors['as_of']))}")
    return form.day
