"""Error pages, in the reader's language; the one for a lost database asks nothing of it."""

from __future__ import annotations

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from wco_portal.api import problems
from wco_portal.common.forms import written

AWAY = (OperationalError, InterfaceError)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old, and what to do; who wrote it here gets the words back."""
    del reason
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    said = written(request.POST, request.user) if is_ours else []
    return _plain(request, "csrf.html", 403, said=said)


def server_error(request: HttpRequest) -> HttpResponse:
    """Tell a lost database (503, comes back by itself) from a defect (500)."""
    is_away, is_api = isinstance(sys.exc_info()[1], AWAY), request.path.startswith("/api/")
    if is_away:
        response = _busy(request) if is_api else _plain(request, "503.html", 503)
        response.headers["Retry-After"] = "5"
        return response
    if is_api:
        detail = _("Something went wrong on our side.")
        return problems.plain(request, 500, "defect", detail)
    return _plain(request, "500.html", 500)


def _busy(request: HttpRequest) -> HttpResponse:
    return problems.plain(request, 503, "busy", _("The portal is busy. Try again in a moment."))


def _plain(request: HttpRequest, template: str, status: int, **words: Any) -> HttpResponse:
    # What goes wrong before the middleware of languages is told in the language of the address.
    asked = translation.get_language_from_path(request.path_info)
    language = asked or translation.get_language() or "en"
    context: dict[str, Any] = {"language": language, **words}
    with translation.override(language):
        return HttpResponse(loader.get_template(template).render(context), status=status)
