"""How often somebody may call: counters with a life of two minutes in the shared cache."""

from __future__ import annotations

import logging
import time
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

log = logging.getLogger(__name__)

WINDOW: Final = 60


class Calls(BaseThrottle):
    """Count all calls: per address without a token, per person with one."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Say whether one more call is within the limits."""
        return is_within(*_who(request))

    def wait(self) -> float:
        """Return the seconds until the next window."""
        return WINDOW - time.time() % WINDOW


class Writes(Calls):
    """Count what changes something."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Say whether one more write is within the limits."""
        return request.method in SAFE_METHODS or is_within("writes", _who(request)[1])


def _who(request: Request) -> tuple[str, str]:
    if request.user.is_authenticated:
        return "api_token", request.user.public_id
    return "api_anonymous", request.META.get("REMOTE_ADDR", "")


def is_within(limit: str, who: str) -> bool:
    """Count one more in this minute; a cache that is away counts nothing and lets pass."""
    most = int(settings.LIMITS[limit].split("/")[0])
    key = f"limit:{limit}:{who}:{int(time.time() // WINDOW)}"
    shared = caches["shared"]
    try:
        shared.add(key, 0, timeout=2 * WINDOW)
        return bool(shared.incr(key) <= most)
    except (RedisError, OSError, ValueError) as away:
        log.warning("The shared cache is away (%s): limits are not counted.", away)
        return True
