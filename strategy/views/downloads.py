"""Tables as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse, JsonResponse

from strategy.rules import tables
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
