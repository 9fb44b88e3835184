"""Answers for the editor: JSON, and problems as `application/problem+json` with a stable code."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _

from wco_portal.access.middleware import tell_denial
from wco_portal.access.pages import PersonRequest
from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError

SMALL: Final = 4_000
STATUS: Final = {
    "steps_invalid": 422,
    "shape_invalid": 422,
    "section_unknown": 422,
    "block_unknown": 422,
    "version_unknown": 422,
    "text_closed": 423,
    "text_too_large": 413,
    "client_unknown": 403,
}


def in_json(view: Callable[..., dict[str, Any] | HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer what the view returns as JSON, and what the services raise as a problem."""

    @wraps(view)
    def inner(request: HttpRequest, *target: Any) -> HttpResponse:
        try:
            found = view(request, *target)
        except Denied as denial:
            tell_denial(request.user, denial)
            return problem(str(denial), code="denied", status=403)
        except DomainError as no:
            status = STATUS.get(no.code, 409)
            return problem(
                str(no.message), code=no.code, status=status, at=getattr(no, "number", 0)
            )
        return found if isinstance(found, HttpResponse) else JsonResponse(found)

    return inner


def problem(words: str, *, code: str, status: int, **more: Any) -> JsonResponse:
    """Say what is wrong, in the reader's language, with a code for the program."""
    return JsonResponse(
        {"title": words, "code": code, "status": status} | more,
        status=status,
        content_type="application/problem+json",
    )


def sent(request: HttpRequest, *, most: int) -> dict[str, Any]:
    """Read an object from the request, of no more than so many bytes."""
    try:
        body = request.body
    except RawPostDataException:  # A form was sent, and has been read as one.
        body = b""
    if len(body) > most:
        raise DomainError(_("This is more than is sent at once."), code="text_too_large")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise DomainError(_("This is not what the editor sends."), code="shape_invalid")
    return found


def shaped(form: Form) -> dict[str, Any]:
    """Return what a form made of the request, or refuse it."""
    if not form.is_valid():
        names = ", ".join(form.errors)
        raise DomainError(
            _("This is not what the editor sends: %(names)s.") % {"names": names},
            code="shape_invalid",
        )
    return form.cleaned_data


def session_of(request: PersonRequest) -> str:
    """Return the key of the session that a window is bound to."""
    return request.session.session_key or ""
