"""Read a spreadsheet in a process of its own, under hard limits; speaks JSON on standard output.

Run by path, without the portal: a file that is made to exhaust memory or time ends this process
and nothing else.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import resource
import sys
import zipfile
from typing import Any

MOST_ENTRIES = 200
MOST_INFLATED = 30 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5000, 50
# As long as a spreadsheet allows: a shorter limit would cut a text and nobody would see it.
LONGEST_CELL = 32_767
MEMORY = 400 * 1024 * 1024
SECONDS = 20
CHUNK = 65536


class Refused(Exception):  # noqa: N818 -- the word of its report
    """The file is not read; the code says why."""


def inspect(data: bytes) -> None:
    """Inflate every entry and count: a header may lie."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        entries = packed.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Refused("too_many_entries")
        total = 0
        for entry in entries:
            with packed.open(entry) as stream:
                head = True
                while chunk := stream.read(CHUNK):
                    total += len(chunk)
                    if total > MOST_INFLATED:
                        raise Refused("too_large_inside")
                    if head and b"<!DOCTYPE" in chunk.upper():
                        raise Refused("doctype")
                    head = False


def rows(data: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet."""
    from openpyxl import load_workbook  # noqa: PLC0415 -- after the limits are set

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found = []
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        if number > MOST_ROWS + 1:
            raise Refused("too_many_rows")
        if len(cells) > MOST_COLUMNS and any(cell is not None for cell in cells[MOST_COLUMNS:]):
            raise Refused("too_many_columns")
        found.append([plain(cell) for cell in cells[:MOST_COLUMNS]])
    return found


def plain(cell: Any) -> Any:
    """Return a cell as JSON can say it."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, bool | int | float) or cell is None:
        return cell
    return str(cell)[:LONGEST_CELL]


def answer() -> dict[str, Any]:
    """Read standard input within the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = sys.stdin.buffer.read()
    try:
        inspect(data)
        return {"rows": rows(data)}
    except Refused as no:
        return {"refused": str(no)}
    except MemoryError:
        return {"refused": "too_large_inside"}
    except Exception:  # noqa: BLE001 -- whatever a broken file does to its reader
        return {"refused": "unreadable"}


if __name__ == "__main__":
    os.environ.setdefault("OPENPYXL_LXML", "False")
    json.dump(answer(), sys.stdout)
