"""Read the rows of an import of figures: typed cells, errors that name row and column; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from strategy.rules.figures import Figure, Parts

COLUMNS: Final = (
    "indicator",
    "ends_on",
    "name",
    "unit",
    "region",
    "value",
    "numerator",
    "denominator",
    "note_en",
    "note_fr",
)
# A figure has eleven digits before the point at most.
MOST_DIGITS: Final = 11
# A thousand in English, one in French.
TWO_WAYS: Final = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where: row and column as the spreadsheet counts them."""

    row: int
    column: str
    message: str


@dataclass(slots=True)
class Entry:
    """The figure of a period of an indicator, gathered from its rows."""

    row: int
    indicator: str
    ends_on: dt.date
    total: Parts = field(default_factory=Parts)
    regions: dict[str, Parts] = field(default_factory=dict)
    note: dict[str, str] = field(default_factory=dict)
    # By row: in which unit somebody says that the figure is.
    units: dict[int, str] = field(default_factory=dict)

    def figure(self) -> Figure:
        """Return what was entered."""
        return Figure(self.total, dict(self.regions), dict(self.note))


@dataclass(slots=True)
class Sheet:
    """What a sheet holds, and what is wrong with it."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def letter(column: int) -> str:
    """Name a column as spreadsheets do, from A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def parse(rows: Sequence[Sequence[Any]]) -> Sheet:
    """Read rows with their head; an empty row is passed over."""
    sheet = Sheet()
    head = [str(cell or "").strip().lower() for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in head]
    if missing:
        message = _("These columns are missing: %(names)s. Start from the template.")
        sheet.problems.append(Problem(1, "A", message % {"names": ", ".join(missing)}))
        return sheet
    places = {name: head.index(name) for name in COLUMNS}
    found: dict[tuple[str, dt.date], Entry] = {}
    for number, row in enumerate(rows[1:], start=2):
        if any(cell not in (None, "") for cell in row):
            _read(_Row(number, row, places, sheet.problems), found)
    sheet.entries = list(found.values())
    return sheet


def _read(row: _Row, found: dict[tuple[str, dt.date], Entry]) -> None:
    indicator, ends_on = row.text("indicator").upper(), row.day("ends_on")
    parts = Parts(row.number("value"), row.number("numerator"), row.number("denominator"))
    if not indicator:
        row.wrong("indicator", _("Name the indicator by its code."))
    if not indicator or ends_on is None:
        return
    entry = found.setdefault((indicator, ends_on), Entry(row.at, indicator, ends_on))
    if unit := row.text("unit"):
        entry.units[row.at] = unit
    region = row.text("region").lower()
    known = entry.regions.get(region) if region else entry.total
    if known is not None and not known.is_empty:
        row.wrong("region", _("This figure stands in an earlier row already."))
    elif region:
        entry.regions[region] = parts
    else:
        entry.total, entry.row = parts, row.at
        entry.note = {"en": row.text("note_en"), "fr": row.text("note_fr")}


@dataclass(slots=True)
class _Row:
    """A row under reading; what is wrong is gathered."""

    at: int
    cells: Sequence[Any]
    places: dict[str, int]
    problems: list[Problem]

    def wrong(self, name: str, message: str) -> None:
        """Keep what is wrong."""
        self.problems.append(Problem(self.at, letter(self.places[name]), message))

    def cell(self, name: str) -> Any:
        """Return a cell; a row may be shorter than its head."""
        place = self.places[name]
        return self.cells[place] if place < len(self.cells) else None

    def text(self, name: str) -> str:
        """Return a text; the mark that made it harmless is taken away."""
        cell = self.cell(name)
        return "" if cell is None else str(cell).strip().removeprefix("'")[:2000]

    def number(self, name: str) -> Decimal | None:
        """Return a number, as a number or as people write it; empty is not zero."""
        cell = self.cell(name)
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        words = "".join(str(cell).split())
        if TWO_WAYS.fullmatch(words):
            message = _("“%(cell)s” can be read in two ways: write it without the comma.")
            self.wrong(name, message % {"cell": words})
            return None
        try:
            value = Decimal(words.replace(",", ".") if words.count(",") == 1 else words)
        except InvalidOperation:
            value = Decimal("NaN")
        if isinstance(cell, bool) or not value.is_finite() or value.adjusted() >= MOST_DIGITS:
            self.wrong(name, _("Write a number, for example 12.5."))
            return None
        return value.quantize(Decimal("0.001"))

    def day(self, name: str) -> dt.date | None:
        """Return a day."""
        try:
            return dt.date.fromisoformat(self.text(name)[:10])
        except ValueError:
            self.wrong(name, _("Write a day as 2019-06-30."))
            return None


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems from the top down."""
    return sorted(problems, key=lambda each: (each.row, len(each.column), each.column))
