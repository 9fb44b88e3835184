"""Tables for spreadsheets: no cell of any file is ever taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise

# A cell that begins so could be taken for a formula by a spreadsheet; the wide forms as well.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_LETTERS: Final = 32_000
# What a workbook would write as "_x000D_" and the like: carriage returns and control characters.
UNWRITTEN: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
XLSX: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def safe(cell: object) -> object:
    """Return a cell that no spreadsheet computes."""
    if isinstance(cell, str | Promise) and str(cell).startswith(FORMULA):
        return f"'{cell}"
    return cell


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Write a table as CSV that a spreadsheet opens with its accents."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[safe(cell) for cell in row] for row in rows])
    return "\ufeff".encode() + out.getvalue().encode()


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], *, title: str, on: dt.date) -> bytes:
    """Write tables as a workbook, a sheet each; the first row of each holds its headings.

    The same tables of the same day are the same file, byte for byte.
    """
    import xlsxwriter  # noqa: PLC0415 -- two megabytes that no page needs

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, XLSX)
    made_at = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)
    book.set_properties({"title": title, "created": made_at})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max((len(row) for row in rows), default=1), 24)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _cell(sheet, (number, column), cell, plain if number else bold)
    book.close()
    return out.getvalue()


def _cell(sheet: Any, place: tuple[int, int], cell: object, look: Any) -> None:
    if isinstance(cell, int | float | Decimal):
        sheet.write_number(*place, cell, look)
    elif cell is not None:
        words = UNWRITTEN.sub("", str(cell))
        sheet.write_string(*place, str(safe(words))[:MOST_LETTERS], look)
