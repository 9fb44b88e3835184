"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from wco_portal.common import clock
from wco_portal.home import navigation


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give pages the operator's names, the business day and the menu."""
    return {
        "portal": {
            "name": settings.PORTAL_NAME,
            "organisation": settings.PORTAL_ORGANISATION,
            "is_demonstration": settings.PORTAL_DEMO,
            "today": clock.today(),
        },
        "navigation": navigation.public(request),
    }
