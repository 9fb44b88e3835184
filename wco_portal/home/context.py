"""What every page knows."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from wco_portal.common import clock, compression
from wco_portal.home import navigation
from wco_portal.home.enums import Theme


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give pages the operator's names, the business day and the menu."""
    return {
        "portal": {
            "name": gettext(settings.PORTAL_NAME),
            "organisation": gettext(settings.PORTAL_ORGANISATION),
            "is_demonstration": settings.PORTAL_DEMO,
            "today": clock.today(),
            "theme": theme if (theme := request.COOKIES.get("theme")) in set(Theme) else "",
            "saves_data": compression.saves_data(request.headers.get("Save-Data", "")),
        },
        "navigation": navigation.public(request),
        "foot_navigation": navigation.foot(request),
        "work_navigation": partial(navigation.work, request),
    }
