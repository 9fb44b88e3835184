"""Spreadsheets in and out: read under limits, write what no program takes for a formula."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wco_portal.common.errors import DomainError

CHILD: Final = Path(__file__).with_name("sheet_child.py")
MOST_BYTES: Final = 5 * 1024 * 1024
SECONDS: Final = 30
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a cell begins with when a spreadsheet takes it for a formula, in both widths.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
REASONS: Final = {
    "too_many_entries": gettext_lazy("The file has too many parts: save it anew as .xlsx."),
    "too_large_inside": gettext_lazy("The file is too large inside: at most 30 MB."),
    "too_many_rows": gettext_lazy("The sheet has more than 5,000 rows; empty ones count."),
    "too_many_columns": gettext_lazy("The sheet has more than 50 columns."),
    "doctype": gettext_lazy("The file declares a document type, which is refused."),
    "unreadable": gettext_lazy("This is not a spreadsheet in the .xlsx format."),
}


def read(data: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet of an .xlsx file, or say why it is not read."""
    if len(data) > MOST_BYTES:
        raise DomainError(_("The file is too large: at most 5 MB."), code="sheet_too_large")
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, nothing of the caller's
            [sys.executable, "-I", str(CHILD)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        found = json.loads(done.stdout or b"{}")
    except (subprocess.TimeoutExpired, ValueError):
        found = {}
    if "rows" in found:
        return list(found["rows"])
    code = found.get("refused", "too_large_inside")
    raise DomainError(REASONS[code], code=f"sheet_{code}")


def write(rows: Iterable[Sequence[object]], *, name: str) -> bytes:
    """Write one sheet: numbers as numbers, every text as text and harmless."""
    import xlsxwriter  # noqa: PLC0415 -- two megabytes that no page needs

    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(held, options)
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True})
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, Decimal | int | float) and not isinstance(cell, bool):
                sheet.write_number(at, column, float(cell))
            elif cell not in (None, ""):
                sheet.write_string(at, column, harmless(str(cell)), None if at else bold)
    sheet.freeze_panes(1, 0)
    book.close()
    return held.getvalue()


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV that a spreadsheet opens with its accents."""
    held = io.StringIO(newline="")
    held.write("\ufeff")
    csv.writer(held).writerows(
        [harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return held.getvalue()


def harmless(text: str) -> str:
    """Put a mark before a text that a spreadsheet could take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
