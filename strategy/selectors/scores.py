"""The result of a scale, of dots or of points in words and figures, for page, files and API."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.enums.consultations import Agreement, Instrument
from strategy.models import Consultation, ConsultationItem
from strategy.rules import results, score_regions
from strategy.rules.counting import ScoreCount
from strategy.rules.intervals import REPEATS, SEED
from strategy.rules.results import Firmness
from strategy.rules.scores import Given, Line, Scores
from strategy.selectors import turnout
from strategy.selectors.counts import Counting
from strategy.selectors.turnout import Turnout
from wco_portal.common import dates
from wco_portal.common.bilingual import colon, local

HIDDEN: Final = gettext_lazy("hidden")
HEAD: Final[tuple[Promise, ...]] = (
    pgettext_lazy("in an order", "Place"),
    gettext_lazy("Item (English)"),
    gettext_lazy("Item (French)"),
    gettext_lazy("Members with an answer"),
    gettext_lazy("Members asked"),
    gettext_lazy("Mean"),
    gettext_lazy("Median"),
)
TAIL: Final[tuple[Promise, ...]] = (
    gettext_lazy("Lower end in 95 of 100 repeats"),
    gettext_lazy("Upper end in 95 of 100 repeats"),
    gettext_lazy("Place, each region the same"),
    gettext_lazy("Value, each region the same"),
)
FIRM_NAMES: Final[dict[Firmness, Promise]] = {
    Firmness.FIRM: pgettext_lazy("how sure a place is", "Firm"),
    Firmness.CLOSE: pgettext_lazy("how sure a place is", "Close"),
    Firmness.OPEN: pgettext_lazy("how sure a place is", "Open"),
}
FIRM_TONES: Final = {Firmness.FIRM: "good", Firmness.CLOSE: "half", Firmness.OPEN: "idle"}
SHADES: Final = 5


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """What a region's Members gave an item, and how many of them said something.

    None is a number that the comparison of the regions hides too: together they tell no more.
    """

    value: float | None
    count: int | None
    is_hidden: bool
    shade: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How many Members gave one of the five answers."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One line of the ordered table, with its row of the table by region."""

    item: ConsultationItem
    line: Line
    cells: list[ScoreCell]
    is_scale: bool

    @property
    def firmness(self) -> Firmness:
        """Say how sure the place is."""
        return results.firmness(self.line.interval)

    @property
    def firm(self) -> str:
        """Say in a word how sure the place is."""
        return str(FIRM_NAMES[self.firmness])

    @property
    def tone(self) -> str:
        """Name the tone in which pages show how firm the place is."""
        return FIRM_TONES[self.firmness]

    @property
    def mean(self) -> float | None:
        """Return the mean of what Members gave."""
        return _shown(self.line.mean)

    @property
    def median(self) -> float | None:
        """Return the median of what Members gave."""
        return _shown(self.line.median)

    @property
    def value(self) -> float | None:
        """Return mean agreement, or the mean share in per cent."""
        return self._worth(self.line.value)

    @property
    def region_value(self) -> float | None:
        """Return the same when each region counts the same, where it may be told."""
        return self._worth(self.line.region_value) if self.tells_region_value else None

    @property
    def tells_region_value(self) -> bool:
        """Say whether it may be told: with both weights two hidden regions could be worked out."""
        return not any(cell.is_hidden for cell in self.cells)

    @property
    def low(self) -> float | None:
        """Return the lower end of the interval of the value."""
        return self._worth(self.line.low)

    @property
    def high(self) -> float | None:
        """Return the upper end of the interval of the value."""
        return self._worth(self.line.high)

    @property
    def top_two(self) -> int | None:
        """Return the per cent that agree, of a scale."""
        return None if self.line.top_two is None else round(100 * self.line.top_two)

    @property
    def gini(self) -> float | None:
        """Return how unevenly Members gave, of dots and points."""
        return _shown(self.line.gini)

    @property
    def spread(self) -> list[Answer]:
        """Return how often each of the five answers was given, of a scale."""
        counts = zip(Agreement, self.line.spread, strict=False)
        return [Answer(f"{each.value}{colon()} {each.label}", count) for each, count in counts]

    @property
    def places(self) -> int:
        """Return how many decimal places its values are shown with."""
        return 2 if self.is_scale else 1

    def _worth(self, value: Fraction | float | None) -> float | None:
        if value is None:
            return None
        return round(float(value), 2) if self.is_scale else round(100 * float(value), 1)


@dataclass(frozen=True)
class ScoreOutcome:
    """The result as a page shows it."""

    consultation: Consultation
    result: Scores
    rows: list[ScoreRow]
    turnout: list[Turnout]
    cast: tuple[Given, ...]

    @property
    def is_scale(self) -> bool:
        """Say whether Members said how far they agree."""
        return self.consultation.instrument == Instrument.SCALE

    @cached_property
    def overall(self) -> Turnout:
        """Return the turnout of all Members."""
        return turnout.overall(self.turnout)

    @cached_property
    def by_region(self) -> list[ScoreRow]:
        """Return the rows in the order in which each region counts the same."""
        return sorted(self.rows, key=lambda row: (row.line.region_place, row.item.order))

    @cached_property
    def differs(self) -> bool:
        """Say whether the two ways of counting give two orders."""
        return any(row.line.rise for row in self.rows)

    @cached_property
    def sentence(self) -> str:
        """Say the result in one sentence."""
        return _sentence(self)

    @cached_property
    def difference(self) -> str:
        """Say in one sentence what the choice of counting changes."""
        if not self.differs:
            return _("Each Member or each region the same: the order is the same.")
        moved = max(self.rows, key=lambda row: (abs(row.line.rise), row.line.rise))
        return _(
            "The order depends on the choice: %(title)s goes from place %(from)s to %(to)s."
        ) % {
            "title": title(moved),
            "from": moved.line.place,
            "to": moved.line.region_place,
        }

    @cached_property
    def certainty(self) -> str:
        """Say how the intervals were drawn, and what does not exist."""
        return _("%(repeats)s repeats drawn over Members within their regions, seed %(seed)s") % {
            "repeats": dates.number(REPEATS),
            "seed": SEED,
        }

    @property
    def cells(self) -> int:
        """Count the fields of the table by region."""
        return len(self.rows) * len(self.turnout)

    @property
    def gini(self) -> float | None:
        """Return how unevenly the whole is spread over the items."""
        return _shown(self.result.gini)

    def undefined(self) -> dict[str, str]:
        """Say why a figure does not exist, by its name in the API."""
        return dict(_undefined(self))

    def table(self) -> list[list[object]]:
        """Return the result as a table with named columns, a line per item."""
        own = (
            [_("Agree (4 or 5), per cent"), *(str(each.label) for each in Agreement)]
            if self.is_scale
            else [_("Share, per cent"), _("Gini over Members")]
        )
        said = _("%(region)s, mean") if self.is_scale else _("%(region)s, share in per cent")
        regions = [said % {"region": each.region} for each in self.turnout]
        head: list[object] = [*map(str, HEAD), *own, *map(str, TAIL), *regions]
        return [head, *(self._cells(row) for row in self.rows)]

    def _cells(self, row: ScoreRow) -> list[object]:
        line = row.line
        own: list[object] = [row.top_two, *line.spread] if self.is_scale else [row.value, row.gini]
        return [
            line.place,
            row.item.title_en,
            row.item.title_fr,
            line.count,
            self.overall.members,
            row.mean,
            row.median,
            *own,
            row.low,
            row.high,
            line.region_place,
            row.region_value if row.tells_region_value else str(HIDDEN),
            *(str(HIDDEN) if cell.is_hidden else cell.value for cell in row.cells),
        ]


def of(found: Counting, count: ScoreCount, result: Scores) -> ScoreOutcome:
    """Return the figures of a round as a page shows them."""
    is_scale = count.is_scale
    beside = score_regions.compare(count.cast, count.strata, result.hidden, is_scale=is_scale)
    told = [beside.strata[code].counts for code in count.strata]
    rows = [
        ScoreRow(
            found.items[line.item],
            line,
            _cells(result, line.item, told, is_scale=is_scale),
            is_scale,
        )
        for line in result.lines
    ]
    return ScoreOutcome(found.consultation, result, rows, found.turnout, count.cast)


def _cells(
    result: Scores, item: int, told: Sequence[Sequence[int | None]], *, is_scale: bool
) -> list[ScoreCell]:
    cells = []
    for column, cell in enumerate(result.cells[item]):
        is_hidden = (item, column) in result.hidden
        count = None if is_hidden else told[column][item]
        if is_hidden or cell.value is None:
            cells.append(ScoreCell(None, count, is_hidden, ""))
            continue
        value = float(cell.value)
        step = int(value - 1) if is_scale else int(10 * value)
        shown = round(value, 1) if is_scale else round(100 * value)
        cells.append(ScoreCell(shown, count, is_hidden=False, shade=f"q{min(SHADES - 1, step)}"))
    return cells


def _sentence(outcome: ScoreOutcome) -> str:
    first, second = outcome.rows[0], outcome.rows[1]
    if first.value is None:
        return _("No order exists: no Member has an opinion on any item.")
    last = [row for row in outcome.rows if row.value is not None][-1]
    words = {
        "first": title(first),
        "second": title(second),
        "last": title(last),
        "value": dates.number(first.value),
        "percent": dates.percent((first.top_two or 0) / 100),
    }
    if first.line.place == second.line.place:
        return _("There is no first place: %(first)s and %(second)s stand level.") % words
    if outcome.is_scale:
        return (
            _("Members agree most with %(first)s (%(percent)s agree) and least with %(last)s.")
            % words
        )
    if outcome.consultation.instrument == Instrument.DOTS:
        said = _(
            "Members give most of their dots to %(first)s (%(value)s of 100), then %(second)s."
        )
    else:
        said = _("Members would give most to %(first)s (%(value)s of 100 points), then %(second)s.")
    return said % words


def _undefined(outcome: ScoreOutcome) -> Iterator[tuple[str, str]]:
    for row in outcome.rows:
        if row.line.value is None:
            yield f"value.{row.item.public_id}", _("Not defined: no Member has an opinion.")
        elif not outcome.is_scale and row.line.gini is None:
            why = (
                _("Not defined: there is only one answer.")
                if outcome.result.answered == 1
                else _("Not defined: nobody gave anything.")
            )
            yield f"gini.{row.item.public_id}", why


def _shown(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 2)


def title(row: ScoreRow) -> str:
    """Return the item's title in the reader's language."""
    return str(local(row.item, "title"))
