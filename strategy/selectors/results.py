"""The result of a consultation in words and figures, for the page, the files and the API."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from strategy.enums.consultations import ConsultationState, Sight
from strategy.models import Consultation, ConsultationItem
from strategy.phrases import ordinal
from strategy.rules.aggregation import Ballot
from strategy.rules.counting import ScoreCount
from strategy.rules.protection import SMALLEST
from strategy.rules.results import Firmness, Line, Method, Result
from strategy.selectors import consultations, counts, late_answers, scores, turnout
from strategy.selectors.counts import Counting
from strategy.selectors.scores import FIRM_NAMES, FIRM_TONES, ScoreOutcome
from strategy.selectors.turnout import Turnout
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import dates
from wco_portal.common.bilingual import local
from wco_portal.directory.models import Region

WEAK: Final = 0.3
STRONG: Final = 0.6
LEAST: Final = 0.001
COLUMNS: Final[tuple[Promise, ...]] = (
    pgettext_lazy("in an order", "Place"),
    gettext_lazy("Priority (English)"),
    gettext_lazy("Priority (French)"),
    gettext_lazy("Mean rank"),
    gettext_lazy("Place, lower end in 95 of 100 repeats"),
    gettext_lazy("Place, upper end in 95 of 100 repeats"),
    gettext_lazy("How firm"),
    gettext_lazy("Members with it in their first three"),
    gettext_lazy("Members that answered"),
    gettext_lazy("Place, each region the same"),
    gettext_lazy("Mean rank, each region the same"),
)
METHOD_NAMES: Final[dict[Method, Promise]] = {
    Method.MEAN: gettext_lazy("Mean rank (Borda)"),
    Method.COPELAND: gettext_lazy("Pairwise wins (Copeland)"),
    Method.SCHULZE: gettext_lazy("Strongest paths (Schulze)"),
    Method.KEMENY: gettext_lazy("Least contradiction (Kemeny)"),
    Method.MEDIAN: gettext_lazy("Median rank"),
    Method.FIRST_THREE: gettext_lazy("Share in the first three"),
    Method.EQUAL_REGION: gettext_lazy("Mean rank, each region the same"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """Per cent of a region's answering Members with the item in their first three."""

    percent: int | None
    is_hidden: bool

    @property
    def shade(self) -> str:
        """Name the class of five shades."""
        return "" if self.percent is None else f"q{min(4, self.percent // 20)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the ordered table, with its row of the table by region."""

    item: ConsultationItem
    line: Line
    firm: str
    cells: list[Cell]
    tells_region_mean: bool

    @property
    def tone(self) -> str:
        """Name the tone in which pages show how firm the place is."""
        return FIRM_TONES[self.line.firmness]

    @property
    def mean(self) -> float:
        """Return the mean rank when each Member counts the same."""
        return round(float(self.line.mean), 2)

    @property
    def region_mean(self) -> float | None:
        """Return the mean rank when each region counts the same, where it may be told."""
        return round(float(self.line.region_mean), 2) if self.tells_region_mean else None


@dataclass(frozen=True, slots=True)
class MethodRow:
    """The places of all items under one way of counting; changed ones are marked."""

    name: str
    places: list[tuple[int, bool]]


@dataclass(frozen=True)
class Outcome:
    """The result as a page shows it."""

    consultation: Consultation
    result: Result
    rows: list[Row]
    turnout: list[Turnout]
    cast: tuple[Ballot, ...]

    @cached_property
    def overall(self) -> Turnout:
        """Return the turnout of all Members."""
        return turnout.overall(self.turnout)

    @cached_property
    def by_region(self) -> list[Row]:
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
        return _difference(self)

    @cached_property
    def certainty(self) -> str:
        """Say in one sentence how sure the order is."""
        return _certainty(self)

    @cached_property
    def methods(self) -> list[MethodRow]:
        """Return the places under each way of counting, in the order of the table."""
        first = self.result.methods[Method.MEAN]
        return [
            MethodRow(
                str(METHOD_NAMES[method]),
                [
                    (places[row.line.item], places[row.line.item] != first[row.line.item])
                    for row in self.rows
                ],
            )
            for method, places in self.result.methods.items()
        ]

    def table(self) -> list[list[object]]:
        """Return the result as a table with named columns, a line per priority."""
        regions = [each.region for each in self.turnout]
        head = [str(title) for title in COLUMNS]
        shares = [_("%(region)s, per cent in the first three") % {"region": r} for r in regions]
        return [[*head, *shares], *([*self._figures(row), *_shares(row)] for row in self.rows)]

    def _figures(self, row: Row) -> list[object]:
        line = row.line
        return [
            line.place,
            row.item.title_en,
            row.item.title_fr,
            row.mean,
            line.interval.low,
            line.interval.high,
            row.firm,
            line.in_first,
            self.result.answered,
            line.region_place,
            row.region_mean if row.tells_region_mean else _("hidden"),
        ]

    @property
    def cells(self) -> int:
        """Count the fields of the table by region."""
        return len(self.rows) * len(self.turnout)

    @property
    def w(self) -> float | None:
        """Return Kendall's W to two decimals."""
        agreement = self.result.agreement
        return round(float(agreement.w), 2) if agreement else None

    @property
    def chi_square(self) -> float | None:
        """Return the test's figure to one decimal."""
        agreement = self.result.agreement
        return round(float(agreement.chi_square), 1) if agreement else None

    @property
    def chance(self) -> str:
        """Write the chance of so much agreement among Members that do not agree at all."""
        agreement = self.result.agreement
        if agreement is None:
            return ""
        if agreement.p < LEAST:
            return f"p < {dates.number(LEAST)}"
        return f"p = {dates.number(round(agreement.p, 3))}"


def shown_to(actor: Actor, consultation: Consultation) -> Outcome | ScoreOutcome | None:
    """Return the result that the reader may see, however long counting takes: for a worker."""
    return of(consultation) if sight(actor, consultation) == Sight.SHOWN else None


def at_hand(actor: Actor, consultation: Consultation) -> Outcome | ScoreOutcome | Counting | None:
    """Return the result that the reader may see; what a reader cannot wait for comes uncounted."""
    if sight(actor, consultation) != Sight.SHOWN:
        return None
    if (found := counts.of(consultation)) is None:
        return None
    figures = counts.figures(found)
    return found if figures is None and not found.count.is_quick else _read(found, figures)


def sight(actor: Actor, consultation: Consultation) -> Sight:
    """Say how far the reader sees the result: published for all, else for the parties alone.

    From parties it is withheld where it would tell few late answers; the Secretariat and the
    auditor, who read positions, always see it.
    """
    if consultation.phase == ConsultationState.PUBLISHED:
        return Sight.SHOWN
    if not policies.check(actor, Permission.RESULT_VIEW, consultation):
        return Sight.HIDDEN
    if consultation.phase != ConsultationState.CLOSED:
        return Sight.SHOWN
    if policies.check(actor, Permission.CONSULTATION_VIEW):
        return Sight.SHOWN
    return Sight.WITHHELD if late_answers.give_away(consultation) else Sight.SHOWN


def by_slug(slug: str, actor: Actor) -> Outcome | ScoreOutcome | Counting:
    """Return a result that the reader may see, or 404 through `DoesNotExist`."""
    outcome = at_hand(actor, consultations.by_slug(slug, actor))
    if outcome is None:
        raise Consultation.DoesNotExist
    return outcome


def of(
    consultation: Consultation, *, region: Region | None = None
) -> Outcome | ScoreOutcome | None:
    """Return the result (of one region, if named), or None when nobody has answered."""
    found = counts.of(consultation, region=region)
    if found is None:
        return None
    return _read(found, counts.figures(found) if region is None else None)


def of_region(consultation: Consultation, region: Region) -> Outcome | ScoreOutcome | None:
    """Return how a region's Members rank so far, once they are too many to be told apart."""
    outcome = of(consultation, region=region)
    return outcome if outcome and outcome.result.answered >= SMALLEST else None


def _read(found: Counting, figures: dict[str, Any] | None) -> Outcome | ScoreOutcome:
    """Read kept figures, or count now."""
    count = found.count
    if isinstance(count, ScoreCount):
        return scores.of(found, count, count.now() if figures is None else count.read(figures))
    result = count.now() if figures is None else count.read(figures)
    rows = [
        Row(
            found.items[line.item],
            line,
            str(FIRM_NAMES[line.firmness]),
            _cells(result, line.item),
            result.tells_region_means,
        )
        for line in result.lines
    ]
    return Outcome(found.consultation, result, rows, found.turnout, count.cast)


def _shares(row: Row) -> list[object]:
    """Return a line's per cents; a hidden one says so."""
    return [_("hidden") if cell.is_hidden else cell.percent for cell in row.cells]


def _cells(result: Result, item: int) -> list[Cell]:
    cells = []
    for column, size in enumerate(result.strata.values()):
        is_hidden = (item, column) in result.hidden
        count = result.first_counts[item][column]
        percent = None if is_hidden or not size else round(100 * count / size)
        cells.append(Cell(percent, is_hidden))
    return cells


def _sentence(outcome: Outcome) -> str:
    first, second = outcome.rows[0], outcome.rows[1]
    words = {"first": title(first), "second": title(second)}
    if first.line.place == second.line.place:
        return _("There is no first place: %(first)s and %(second)s stand level.") % words
    if outcome.consultation.region is not None:
        words["region"] = str(outcome.consultation.region)
        said = _("At the workshop, Members of %(region)s put %(first)s first, then %(second)s.")
        return said % words
    if outcome.by_region[0].item != first.item:
        words["region"] = title(outcome.by_region[0])
        return (
            _(
                "Members put %(first)s first; regions, when each counts the same, put %(region)s "
                "first."
            )
            % words
        )
    return _parting(outcome, words)


def _parting(outcome: Outcome, words: dict[str, str]) -> str:
    """Say where the two orders part, if they do."""
    place = next((row.line.place for row in outcome.rows if row.line.rise), None)
    if place is None:
        return (
            _(
                "Members put %(first)s first, then %(second)s; counting each region the same does "
                "not change the order."
            )
            % words
        )
    words["place"] = ordinal(place)
    return (
        _(
            "Members put %(first)s first; what comes %(place)s depends on whether Members or "
            "regions count the same."
        )
        % words
    )


def _difference(outcome: Outcome) -> str:
    if not outcome.differs:
        return _("Each Member or each region the same: the order is the same.")
    moved = max(outcome.rows, key=lambda row: (abs(row.line.rise), row.line.rise))
    words = {
        "title": title(moved),
        "from": ordinal(moved.line.place),
        "to": ordinal(moved.line.region_place),
    }
    if moved.line.rise > 0:
        return (
            _("Give each region one equal voice and %(title)s rises from %(from)s to %(to)s.")
            % words
        )
    return (
        _("Give each region one equal voice and %(title)s falls from %(from)s to %(to)s.") % words
    )


def _certainty(outcome: Outcome) -> str:
    firm = sum(row.line.firmness == Firmness.FIRM for row in outcome.rows)
    agreement = outcome.result.agreement
    if agreement is None:
        return _("How much Members agree is not defined.")
    w = float(agreement.w)
    said = (
        _("Agreement between Members is weak; %(firm)s.")
        if w < WEAK
        else _("Agreement between Members is moderate; %(firm)s.")
        if w < STRONG
        else _("Agreement between Members is strong; %(firm)s.")
    )
    counted = ngettext(
        "%(firm)d of %(count)d places is firm", "%(firm)d of %(count)d places are firm", firm
    )
    return said % {"firm": counted % {"firm": firm, "count": len(outcome.rows)}}


def title(row: Row) -> str:
    """Return the item's title in the reader's language."""
    return str(local(row.item, "title"))
