"""Tables as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from strategy.rules import tables


def table(rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """Hand out a table as CSV that a spreadsheet opens with its accents."""
    response = HttpResponse(tables.as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
