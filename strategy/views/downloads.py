"""Tables as files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins so could be taken for a formula by a spreadsheet.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """Write a table as CSV that a spreadsheet opens with its accents."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    csv.writer(response).writerows([[_safe(cell) for cell in row] for row in rows])
    return response


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return cell
