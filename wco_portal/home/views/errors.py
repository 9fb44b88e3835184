"""Error pages, in the reader's language; the one for a lost database asks nothing of it."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation

AWAY = (OperationalError, InterfaceError)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old, and what to do."""
    del request, reason
    return _plain("csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Tell a lost database (503, comes back by itself) from a defect (500)."""
    del request
    problem = sys.exc_info()[1]
    if isinstance(problem, AWAY):
        response = _plain("503.html", 503)
        response.headers["Retry-After"] = "5"
        return response
    return _plain("500.html", 500)


def _plain(template: str, status: int) -> HttpResponse:
    context: dict[str, Any] = {"language": translation.get_language() or "en"}
    return HttpResponse(loader.get_template(template).render(context), status=status)
