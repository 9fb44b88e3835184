"""A scale, dots or points region by region: turnout, agreement, differences, how answers spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.models import Consultation
from strategy.rules import aggregation, score_regions
from strategy.rules.score_regions import SCALE, SHARES, Band, Comparison, Stratum
from strategy.selectors import scores
from strategy.selectors.regional import Slope, Spot
from strategy.selectors.score_parts import Apart, ScoreField, ScorePart, said_of, to_two
from strategy.selectors.scores import ScoreOutcome, ScoreRow, title
from strategy.selectors.turnout import Turnout
from wco_portal.common import dates

COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Region"),
    gettext_lazy("Members that answered"),
    gettext_lazy("Members"),
    gettext_lazy("Agreement"),
    gettext_lazy("Item (English)"),
    gettext_lazy("Item (French)"),
    gettext_lazy("Members with an answer"),
    pgettext_lazy("in an order", "Place"),
)
BAND_NAMES: Final[dict[Band, Promise]] = {
    Band.AGREE: gettext_lazy("Agree (4 or 5)"),
    Band.NEITHER: gettext_lazy("Neither (3)"),
    Band.DISAGREE: gettext_lazy("Disagree (1 or 2)"),
    Band.NO_OPINION: pgettext_lazy("on a scale", "No opinion"),
    Band.MOST: gettext_lazy("Twice an even share or more"),
    Band.MUCH: gettext_lazy("An even share or more"),
    Band.LITTLE: gettext_lazy("Less than an even share"),
    Band.NOTHING: pgettext_lazy("points given", "Nothing"),
}


@dataclass(frozen=True)
class ScoreDashboard:
    """A consultation region by region, as far as the reader may see it."""

    consultation: Consultation
    outcome: ScoreOutcome
    parts: Sequence[ScorePart]
    found: Comparison
    asked: tuple[str, str]

    @property
    def places(self) -> int:
        """Return how many decimals a value is told with."""
        return 2 if self.outcome.is_scale else 1

    @property
    def overall(self) -> Turnout:
        """Return the turnout of all Members."""
        return self.outcome.overall

    @property
    def agreement(self) -> float | None:
        """Return the agreement of all Members to two decimals."""
        return to_two(self.found.agreement)

    @property
    def said(self) -> str:
        """Say the agreement of all Members in words, or why there is none."""
        return said_of(self.found.agreement, self.outcome.result.answered)

    @cached_property
    def shown(self) -> list[ScorePart]:
        """Return the regions that have figures to show."""
        return [part for part in self.parts if part.is_shown]

    @cached_property
    def heat(self) -> list[tuple[ScoreRow, list[ScoreField]]]:
        """Return, per item in the order of the result, its field in each region."""
        return [
            (row, [self._field(row, at) for at in range(len(self.parts))])
            for row in self.outcome.rows
        ]

    def _field(self, row: ScoreRow, at: int) -> ScoreField:
        part, item = self.parts[at], row.line.item
        value = self._value(part.stratum.values[item])
        apart = None if value is None or row.value is None else round(value - row.value, 2)
        count = part.stratum.counts[item]
        place = part.stratum.places.get(item)
        return ScoreField(part, row.cells[at], value, apart, count, place)

    def _value(self, value: Fraction | None) -> float | None:
        """Return mean agreement, or the mean share in per cent."""
        if value is None:
            return None
        return round(float(value), 2) if self.outcome.is_scale else round(100 * float(value), 1)

    @cached_property
    def pairs(self) -> list[Apart]:
        """Return the items that both orders hold with their values, the left order first.

        Places are counted among these items: one that the other side hides would look like a rise.
        """
        sides = [self._side(code) for code in self.asked]
        shared = [row for row in self.outcome.rows if all(row.line.item in each for each in sides)]
        found = []
        places = [aggregation.places([each[row.line.item][0] for row in shared]) for each in sides]
        for row, before, after in zip(shared, *places, strict=True):
            item, name = row.line.item, title(row)
            left, right = (each[item][1] for each in sides)
            rise = before - after
            spots = Spot(item, name, before, rise), Spot(item, name, after, rise)
            found.append(Apart(*spots, left, right))
        return sorted(found, key=lambda each: each.before.place)

    def _side(self, code: str) -> dict[int, tuple[int, float]]:
        """Return place and value of each item in an order: of all Members, or of a region."""
        if not code:
            return {
                row.line.item: (row.line.place, row.value)
                for row in self.outcome.rows
                if row.value is not None
            }
        stratum = self.found.strata[code]
        values = {item: self._value(stratum.values[item]) for item in stratum.places}
        return {
            item: (stratum.places[item], value)
            for item, value in values.items()
            if value is not None
        }

    @cached_property
    def slope(self) -> Slope | None:
        """Return the two orders that were asked for, or all Members and the most different."""
        if not self.shown or not self.pairs:
            return None
        regions = (part.turnout.region for part in self.parts)
        names = {"": _("All Members")} | {each.code: str(each) for each in regions if each}
        left, right = self.asked
        lines = [(each.before, each.after) for each in self.pairs]
        return Slope(left, right, names[left], names[right], lines)

    @cached_property
    def farthest(self) -> list[Apart]:
        """Return the items by how far the two sides are apart, the farthest first."""
        return sorted(self.pairs, key=lambda each: -abs(each.difference))

    @cached_property
    def apart(self) -> str:
        """Say on which item the two sides that are compared differ most."""
        if self.slope is None or not self.farthest[0].difference:
            return _("Both give each item the same.")
        most = self.farthest[0]
        return _("%(left)s and %(right)s differ most on %(title)s: %(this)s and %(that)s.") % {
            "left": self.slope.left_name,
            "right": self.slope.right_name,
            "title": most.before.name,
            "this": dates.number(most.left),
            "that": dates.number(most.right),
        }

    @property
    def names(self) -> tuple[Band, ...]:
        """Return the bands of the instrument, the highest first."""
        return SCALE if self.outcome.is_scale else SHARES

    @property
    def band_names(self) -> list[str]:
        """Name the bands."""
        return [str(BAND_NAMES[name]) for name in self.names]

    @cached_property
    def spread(self) -> list[tuple[ScoreRow, list[tuple[str, int]], float | None]]:
        """Return, per item, how many of all Members stand in each band, and their agreement."""
        return [
            (
                row,
                [(str(BAND_NAMES[name]), count) for name, count in counts.items()],
                to_two(self.found.consensus[row.line.item]),
            )
            for row in self.outcome.rows
            for counts in [self.found.spread[row.line.item]]
        ]

    @cached_property
    def bands(self) -> list[tuple[ScoreRow, list[tuple[str, int | None]]]]:
        """Return, per item, its bands in the region on the right; None is hidden."""
        code = self.asked[1]
        if not code or self.slope is None:
            return []
        at = list(self.found.strata).index(code)
        return [
            (
                row,
                [
                    (str(BAND_NAMES[name]), self.found.bands[row.line.item][name][at])
                    for name in self.names
                ],
            )
            for row in self.outcome.rows
        ]

    @cached_property
    def differing(self) -> str:
        """Say on which item the regions differ most."""
        return _differing(self)

    def table(self) -> list[list[object]]:
        """Return what is shown as a table: a line per region and item, all Members first."""
        value = _("Mean") if self.outcome.is_scale else _("Share, per cent")
        head = [*map(str, COLUMNS), value, _("Difference from all Members"), *self.band_names]
        return [list(head), *_lines(self)]


def of(outcome: ScoreOutcome, *, left: str = "", right: str | None = None) -> ScoreDashboard:
    """Return the result of a scale, of dots or of points region by region."""
    codes = tuple(outcome.result.strata)
    found = score_regions.compare(
        outcome.cast, codes, outcome.result.hidden, is_scale=outcome.is_scale
    )
    pairs = zip(outcome.turnout, found.strata.values(), strict=True)
    parts = [ScorePart(each, stratum) for each, stratum in pairs]
    asked = _asked(outcome, found, left, right)
    return ScoreDashboard(outcome.consultation, outcome, parts, found, asked)


def _asked(
    outcome: ScoreOutcome, found: Comparison, left: str, right: str | None
) -> tuple[str, str]:
    """Return the two orders to compare; what is not known or hidden gives way to the default."""
    shown = [code for code, stratum in found.strata.items() if stratum.is_shown]
    if left not in shown:
        left = ""
    if right == "" or right in shown:
        return left, right
    return left, max(shown, key=lambda code: _distance(outcome, found.strata[code]), default="")


def _distance(outcome: ScoreOutcome, stratum: Stratum) -> Fraction:
    """Return how far a region's values are from those of all Members, on average."""
    pairs = [(line.value, stratum.values[line.item]) for line in outcome.result.lines]
    known = [
        abs(ours - theirs) for ours, theirs in pairs if ours is not None and theirs is not None
    ]
    return sum(known, Fraction()) / max(len(known), 1)


def _differing(board: ScoreDashboard) -> str:
    """Say on which item the regions differ most, and how far."""
    spans = [
        (row, [each for each in fields if each.value is not None]) for row, fields in board.heat
    ]
    if max((len(fields) for _row, fields in spans), default=0) < 2:  # noqa: PLR2004 -- one is none
        return _("So few regions have figures that may be shown that nothing can be compared.")
    row, fields = max(spans, key=lambda two: _span(two[1]))
    if not _span(fields):
        return _("All regions give each item the same.")
    first = max(fields, key=lambda each: each.value or 0)
    last = min(fields, key=lambda each: each.value or 0)
    return _("Regions differ most on %(title)s: %(first)s in %(here)s, %(last)s in %(there)s.") % {
        "title": title(row),
        "first": dates.number(first.value or 0),
        "here": first.part.turnout.region,
        "last": dates.number(last.value or 0),
        "there": last.part.turnout.region,
    }


def _span(fields: Sequence[ScoreField]) -> float:
    values = [each.value for each in fields if each.value is not None]
    return max(values) - min(values) if values else 0


def _lines(board: ScoreDashboard) -> Iterator[list[object]]:
    head = [_("All Members"), board.overall.answered, board.overall.members, board.agreement]
    for row in board.outcome.rows:
        titles = [row.item.title_en, row.item.title_fr]
        place = None if row.value is None else row.line.place
        counts = board.found.spread[row.line.item].values()
        yield [*head, *titles, row.line.count, place, row.value, None, *counts]
    for at, part in enumerate(board.parts):
        yield from _lines_of(board, part, at)


def _lines_of(board: ScoreDashboard, part: ScorePart, at: int) -> Iterator[list[object]]:
    """Yield a region's line per item; what is hidden says so."""
    hidden = str(scores.HIDDEN)
    agreement = hidden if part.is_hidden else part.agreement
    head = [str(part.turnout.region), part.turnout.answered, part.turnout.members, agreement]
    for row, fields in board.heat:
        here, titles = fields[at], [row.item.title_en, row.item.title_fr]
        figures = [hidden] * 3 if here.is_hidden else [here.place, here.value, here.difference]
        counts = [board.found.bands[row.line.item][name][at] for name in board.names]
        yield [
            *head,
            *titles,
            hidden if here.count is None else here.count,
            *figures,
            *(hidden if count is None else count for count in counts),
        ]
