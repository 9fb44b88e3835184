"""Where the points of a drawing lie: pure, in whole pixels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Frame:
    """The area that a series is drawn into, and what it spans."""

    left: int
    top: int
    width: int
    height: int
    first: dt.date
    last: dt.date
    low: Fraction
    high: Fraction

    def x(self, day: dt.date) -> int:
        """Return where a day lies from the left; outside the span at its edge."""
        whole = (self.last - self.first).days or 1
        part = min(max((day - self.first).days, 0), whole)
        # Exact: halves are halves in floats, and nothing else is rounded to one at these sizes.
        return self.left + round(self.width * part / whole)

    def y(self, value: Fraction) -> int:
        """Return where a value lies from the top; outside the span at its edge."""
        whole = (self.high - self.low) or Fraction(1)
        top = self.low + whole
        if value >= top:
            return self.top
        if value <= self.low:
            return self.top + self.height
        return self.top + round(self.height * (top - value) / whole)

    def points(self, series: Iterable[tuple[dt.date, Fraction]]) -> list[tuple[int, int]]:
        """Return where the points of a series lie."""
        return [(self.x(day), self.y(value)) for day, value in series]


def path(points: Sequence[tuple[int, int]]) -> str:
    """Write a line through points."""
    return "".join(f"{'L' if at else 'M'}{x} {y}" for at, (x, y) in enumerate(points))


def extent(values: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest value; a little room where they are the same."""
    known = sorted(values)
    if not known:
        return Fraction(0), Fraction(1)
    low, high = known[0], known[-1]
    return (low, high) if low != high else (low - 1, high + 1)
