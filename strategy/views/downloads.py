"""Tables as files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response

from strategy.rules import tables
from wco_portal.access.pages import AnyRequest
from wco_portal.directory.models import Person
from wco_portal.files.services import sheets


def table(rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """Hand out a table as CSV that a spreadsheet opens with its accents."""
    response = HttpResponse(tables.as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def data(made: Mapping[str, object], *, name: str) -> HttpResponse:
    """Hand out data as JSON, readable by people as well."""
    shape = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(made, json_dumps_params=shape)
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def workbook(rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """Write a table as a spreadsheet."""
    response = HttpResponse(sheets.write(rows, name=name), content_type=sheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def conditional(request: AnyRequest, response: HttpResponse) -> HttpResponse:
    """Let whoever has the answer already ask whether it changed: `If-None-Match`."""
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = tag
    is_own = isinstance(request.user, Person)
    response["Cache-Control"] = "private, no-cache" if is_own else "no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response
