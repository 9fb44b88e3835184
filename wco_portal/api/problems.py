"""Every refusal is `application/problem+json` (RFC 9457) with a stable `code`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from wco_portal.access.middleware import tell_denial
from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 2

Described: TypeAlias = tuple[dict[str, Any], dict[str, str]]


class BadQuery(exceptions.APIException):
    """A parameter of the address that means nothing."""

    status_code = 400
    default_code = "bad_query"


class ChangedMeanwhile(exceptions.APIException):
    """If-Match names an older version."""

    status_code = 412
    default_code = "changed_meanwhile"


class MatchRequired(exceptions.APIException):
    """A change without If-Match."""

    status_code = 428
    default_code = "if_match_required"


class Conflict(exceptions.APIException):
    """Something else is under way."""

    status_code = 409
    wait = RETRY_SECONDS


class KeyReused(exceptions.APIException):
    """An Idempotency-Key that stood for another request."""

    status_code = 422
    default_code = "idempotency_key_reused"


def problem(
    status: int, code: str, detail: str, *, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """Describe a refusal."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    return body | ({"errors": errors} if errors else {})


def answer(refusal: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what services and the framework raise into a problem; None leaves a real defect."""
    if isinstance(refusal, Denied):
        request = context.get("request")
        tell_denial(getattr(request, "user", None), refusal)
        if refusal.is_closed and not _only_reads(context):
            return _response(*_closed(refusal))
    if isinstance(refusal, DataError) and _only_reads(context):
        refusal = BadQuery(_("A value is out of the range that can be kept."))
    body, headers = _described(refusal)
    if body is None:
        return None
    return _response(body, headers)


def _response(body: dict[str, Any], headers: dict[str, str]) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


def _only_reads(context: dict[str, Any]) -> bool:
    return getattr(context.get("request"), "method", "") in SAFE_METHODS


def _described(refusal: Exception) -> tuple[dict[str, Any] | None, dict[str, str]]:
    for kind, describe in KINDS:
        if isinstance(refusal, kind):
            return describe(refusal)
    return None, {}


def _rule(no: DomainError) -> Described:
    return problem(409, no.code, str(no.message)), {}


def _framework(no: exceptions.APIException) -> Described:
    headers: dict[str, str] = {}
    if wait := getattr(no, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if header := getattr(no, "auth_header", None):
        headers["WWW-Authenticate"] = header
    return problem(no.status_code, _code(no), str(no.detail)), headers


def _busy(_no: Exception) -> Described:
    detail = _("The portal is busy. Try again in a moment.")
    return problem(503, "busy", detail), {"Retry-After": str(RETRY_SECONDS)}


def _out_of_range(_no: Exception) -> Described:
    detail = _("A value is out of the range that can be kept.")
    return problem(422, "out_of_range", detail), {}


def _already(_no: Exception) -> Described:
    return problem(409, "already_there", _("This is there already.")), {}


def _forbidden(no: PermissionDenied) -> Described:
    return problem(403, "permission_denied", str(no) or _("You may not do this.")), {}


def _closed(no: Denied) -> Described:
    """Describe what is closed to everybody now, as the editor's windows hear it."""
    return problem(423, "text_closed", str(no)), {}


def _missing(_no: Exception) -> Described:
    return problem(404, "not_found", _("There is nothing here.")), {}


# What may be raised, the narrower before the wider, and how it is described.
KINDS: Final[tuple[tuple[type[Exception], Callable[[Any], Described]], ...]] = (
    (DomainError, _rule),
    (exceptions.ValidationError, lambda no: (_invalid(list(_lines(no.detail))), {})),
    (exceptions.APIException, _framework),
    (PermissionDenied, _forbidden),
    (Http404, _missing),
    # What an act names in its body and a selector does not find.
    (ObjectDoesNotExist, _missing),
    (ValidationError, lambda no: (_invalid(_django_lines(no)), {})),
    (DataError, _out_of_range),
    (IntegrityError, _already),
    (OperationalError, _busy),
    (InterfaceError, _busy),
)


def _code(refusal: exceptions.APIException) -> str:
    found = refusal.get_codes()
    return found if isinstance(found, str) else refusal.default_code


def _invalid(lines: list[dict[str, str]]) -> dict[str, Any]:
    return problem(422, "invalid", _("Some values are missing or wrong."), errors=lines)


def _lines(detail: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """Name each wrong value by its JSON pointer."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            whole = name == "non_field_errors"
            yield from _lines(inner, pointer if whole else f"{pointer}/{name}")
    elif isinstance(detail, list) and detail and isinstance(detail[0], dict | list):
        for number, inner in enumerate(detail):
            yield from _lines(inner, f"{pointer}/{number}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from _lines(inner, pointer)
    else:
        code = getattr(detail, "code", "invalid")
        yield {"pointer": pointer, "code": str(code), "detail": str(detail)}


def _django_lines(refusal: ValidationError) -> list[dict[str, str]]:
    by_field = getattr(refusal, "error_dict", None) or {"": refusal.error_list}
    return [
        {
            "pointer": f"/{field}" if field and field != "__all__" else "",
            "code": str(error.code or "invalid"),
            "detail": " ".join(error.messages),
        }
        for field, errors in by_field.items()
        for error in errors
    ]


def plain(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """Answer outside the framework: an unknown address, a defect."""
    del request
    return JsonResponse(problem(status, code, detail), status=status, content_type=MEDIA_TYPE)
