"""A consultation region by region: turnout, agreement, what differs, and how places spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.models import Consultation
from strategy.rules import regions
from strategy.rules.regions import BANDS, Band, Comparison, Stratum
from strategy.selectors import certainties, turnout
from strategy.selectors.results import STRONG, WEAK, Outcome, Row, title
from strategy.selectors.turnout import Turnout
from wco_portal.common import dates
from wco_portal.common.bilingual import local

SHADES: Final = 5
COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Region"),
    gettext_lazy("Members that answered"),
    gettext_lazy("Members"),
    gettext_lazy("Agreement (Kendall’s W)"),
    gettext_lazy("Priority (English)"),
    gettext_lazy("Priority (French)"),
    pgettext_lazy("in an order", "Place"),
    gettext_lazy("Mean rank"),
    gettext_lazy("Members with it in their first three"),
    gettext_lazy("Members with it in between"),
    gettext_lazy("Members with it in their last three, or left out"),
)
BAND_NAMES: Final[dict[Band, Promise]] = {
    Band.FIRST: gettext_lazy("In the first three"),
    Band.MIDDLE: gettext_lazy("In between"),
    Band.LAST: gettext_lazy("In the last three, or left out"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A region's turnout and its part of the result; without a result only the turnout."""

    turnout: Turnout
    stratum: Stratum | None

    @property
    def w(self) -> float | None:
        """Return the agreement of the region's Members to two decimals, if it may be told."""
        found = self.stratum.w if self.stratum else None
        return None if found is None else round(float(found), 2)

    @property
    def said(self) -> str:
        """Say the agreement in words, or why there is none."""
        return "" if self.stratum is None else agreement(self.stratum)

    @property
    def is_hidden(self) -> bool:
        """Say whether the region's figures would tell who answered how."""
        return self.stratum is not None and self.stratum.is_hidden

    @property
    def is_shown(self) -> bool:
        """Say whether the region has figures to show."""
        return self.stratum is not None and self.stratum.is_shown


@dataclass(frozen=True, slots=True)
class Heat:
    """An item's mean rank in a region, its place there, and how many places it rises there."""

    part: Part
    mean: float | None = None
    place: int | None = None
    rise: int = 0
    shade: str = ""

    @property
    def fall(self) -> int:
        """Say how many places the item falls in the region."""
        return -self.rise


@dataclass(frozen=True, slots=True)
class Spot:
    """An item in one of the two orders that are compared."""

    item: int
    name: str
    place: int
    rise: int

    @property
    def fall(self) -> int:
        """Say how many places it falls."""
        return -self.rise

    @property
    def way(self) -> str:
        """Name the way it goes from the one order to the other."""
        if self.rise == 0:
            return "level"
        return "up" if self.rise > 0 else "down"


@dataclass(frozen=True, slots=True)
class Slope:
    """Two orders side by side: of all Members ("") or of a region, by its code."""

    left: str
    right: str
    left_name: str
    right_name: str
    # Per item in the order on the left: before, after.
    lines: Sequence[tuple[Spot, Spot]]

    @property
    def by_right(self) -> list[Spot]:
        """Return the items in the order on the right."""
        return [after for _before, after in sorted(self.lines, key=lambda two: two[1].place)]

    @property
    def changed(self) -> int:
        """Count the items that stand elsewhere."""
        return sum(bool(after.rise) for _before, after in self.lines)


@dataclass(frozen=True)
class Dashboard:
    """A consultation region by region, as far as the reader may see it."""

    consultation: Consultation
    outcome: Outcome | None
    parts: Sequence[Part]
    found: Comparison | None
    asked: tuple[str, str]

    @cached_property
    def overall(self) -> Turnout:
        """Return the turnout of all Members."""
        return turnout.overall([part.turnout for part in self.parts])

    @cached_property
    def shown(self) -> list[Part]:
        """Return the regions that have figures to show."""
        return [part for part in self.parts if part.is_shown]

    @cached_property
    def heat(self) -> list[tuple[Row, list[Heat]]]:
        """Return, per item in the order of the result, its field in each region."""
        rows = self.outcome.rows if self.outcome else []
        return [(row, [_field(row, part) for part in self.parts]) for row in rows]

    @cached_property
    def slope(self) -> Slope | None:
        """Return the two orders that were asked for, or all Members and the most different."""
        return _slope(self) if self.outcome and self.shown else None

    @cached_property
    def spread(self) -> list[tuple[Row, tuple[int, ...]]]:
        """Return, per item, how many Members gave it each place; the last column left it out."""
        if self.outcome is None or self.found is None:
            return []
        kept = [self.found.spread[row.line.item] for row in self.outcome.rows]
        if not any(counts[-1] for counts in kept):
            kept = [counts[:-1] for counts in kept]
        return list(zip(self.outcome.rows, kept, strict=True))

    @cached_property
    def bands(self) -> list[tuple[Row, list[tuple[str, int | None]]]]:
        """Return, per item, its named bands in the region on the right; None is hidden."""
        code = self.slope.right if self.slope else ""
        if not code or self.found is None or self.outcome is None:
            return []
        at = list(self.found.strata).index(code)
        return [
            (
                row,
                [
                    (str(name), self.found.bands[row.line.item][band][at])
                    for band, name in BAND_NAMES.items()
                ],
            )
            for row in self.outcome.rows
        ]

    @property
    def band_names(self) -> list[str]:
        """Name the bands."""
        return [str(name) for name in BAND_NAMES.values()]

    @cached_property
    def differing(self) -> str:
        """Say on which item the regions differ most."""
        return _differing(self)

    def table(self) -> list[list[object]]:
        """Return what is shown as a table: a line per region and item, all Members first."""
        head: list[object] = [str(name) for name in COLUMNS]
        return [head if self.outcome else head[:3], *_lines(self)]


def of(
    consultation: Consultation,
    outcome: Outcome | None,
    *,
    left: str = "",
    right: str | None = None,
) -> Dashboard:
    """Return a ranking region by region; without a result only the turnout."""
    if outcome is None:
        parts = [Part(each, None) for each in turnout.by_region(consultation)]
        return Dashboard(consultation, None, parts, None, ("", ""))
    codes = tuple(outcome.result.strata)
    found = regions.compare(outcome.cast, codes, outcome.result.hidden)
    pairs = zip(outcome.turnout, found.strata.values(), strict=True)
    parts = [Part(each, stratum) for each, stratum in pairs]
    return Dashboard(consultation, outcome, parts, found, _asked(outcome, found, left, right))


def _asked(outcome: Outcome, found: Comparison, left: str, right: str | None) -> tuple[str, str]:
    """Return the two orders to compare; what is not known or hidden gives way to the default."""
    shown = [code for code, stratum in found.strata.items() if stratum.is_shown]
    if left not in shown:
        left = ""
    if right == "" or right in shown:
        return left, right
    overall = outcome.result.lines
    return left, max(
        shown,
        key=lambda code: sum(
            abs(line.place - found.strata[code].places[line.item]) for line in overall
        ),
        default="",
    )


def agreement(stratum: Stratum) -> str:
    """Say a region's agreement in words, or why there is none."""
    if stratum.is_hidden:
        return _("Hidden: so few answers that it would tell who answered how.")
    if stratum.why_no_w is not None:
        return str(certainties.WHY_NOT[stratum.why_no_w])
    if stratum.w is None:
        return _("Nobody has answered.")
    return strength(float(stratum.w))


def strength(w: float) -> str:
    """Say in a word how much Members agree."""
    if w < WEAK:
        return _("weak")
    return _("moderate") if w < STRONG else _("strong")


def _field(row: Row, part: Part) -> Heat:
    if part.stratum is None or not part.is_shown:
        return Heat(part)
    item = row.line.item
    mean, place = part.stratum.means[item], part.stratum.places[item]
    # 1, the best, is the darkest; the last place the lightest.
    share = (mean - 1) / max(len(part.stratum.means) - 1, 1)
    shade = SHADES - 1 - min(int(share * SHADES), SHADES - 1)
    return Heat(part, round(float(mean), 2), place, row.line.place - place, f"q{shade}")


def _slope(board: Dashboard) -> Slope:
    left, right = board.asked
    assert board.outcome is not None and board.found is not None  # noqa: S101, PT018 -- the caller
    names = {
        part.turnout.region.code: str(part.turnout.region)
        for part in board.parts
        if part.turnout.region
    }
    places = [_places(board.outcome, board.found, code) for code in (left, right)]
    lines = []
    for row in board.outcome.rows:
        item, name = row.line.item, title(row)
        before, after = (each[item] for each in places)
        rise = before - after
        lines.append((Spot(item, name, before, rise), Spot(item, name, after, rise)))
    return Slope(
        left,
        right,
        names.get(left, _("All Members")),
        names.get(right, _("All Members")),
        sorted(lines, key=lambda two: two[0].place),
    )


def _places(outcome: Outcome, found: Comparison, code: str) -> dict[int, int]:
    if code:
        return dict(enumerate(found.strata[code].places))
    return {line.item: line.place for line in outcome.result.lines}


def _differing(board: Dashboard) -> str:
    """Say on which item the regions differ most, and how far."""
    if len(board.shown) < 2:  # noqa: PLR2004 -- one region differs from nobody
        return _("So few regions have figures that may be shown that nothing can be compared.")
    spans = [(row, [each for each in cells if each.place is not None]) for row, cells in board.heat]
    row, cells = max(spans, key=lambda two: _span(two[1]))
    if not _span(cells):
        return _("All regions give the same order.")
    first = min(cells, key=lambda each: each.place or 0)
    last = max(cells, key=lambda each: each.place or 0)
    return _(
        "Regions differ most on %(title)s: place %(first)s in %(here)s, place %(last)s in "
        "%(there)s."
    ) % {
        "title": title(row),
        "first": first.place,
        "here": first.part.turnout.region,
        "last": last.place,
        "there": last.part.turnout.region,
    }


def _span(cells: Sequence[Heat]) -> int:
    places = [each.place for each in cells if each.place is not None]
    return max(places) - min(places) if places else 0


def _lines(board: Dashboard) -> Iterator[list[object]]:
    if board.outcome is None:
        for part in board.parts:
            yield [str(part.turnout.region), part.turnout.answered, part.turnout.members]
        return
    head = [_("All Members"), board.overall.answered, board.overall.members, board.outcome.w]
    for row in board.outcome.rows:
        titles = [row.item.title_en, row.item.title_fr]
        yield [*head, *titles, row.line.place, row.mean, row.line.in_first]
    for at, part in enumerate(board.parts):
        yield from _lines_of(board, part, at)


def _lines_of(board: Dashboard, part: Part, at: int) -> Iterator[list[object]]:
    """Yield a region's line per item; what is hidden says so."""
    hidden = _("hidden")
    bands = board.found.bands if board.found else ()
    head = [str(part.turnout.region), part.turnout.answered, part.turnout.members]
    for row, cells in board.heat:
        here = cells[at]
        figures = [hidden] * 2 if part.is_hidden else [here.place, here.mean]
        counts = [bands[row.line.item][band][at] for band in BANDS]
        yield [
            *head,
            hidden if part.is_hidden else part.w,
            row.item.title_en,
            row.item.title_fr,
            *figures,
            *(hidden if count is None else count for count in counts),
        ]


def said(regions: Sequence[Turnout]) -> str:
    """Say the turnout in one sentence."""
    overall = turnout.overall(list(regions))
    silent = [each for each in regions if not each.answered]
    words = {
        "answered": overall.answered,
        "members": overall.members,
        "share": dates.percent(overall.share),
    }
    told = _("%(answered)s of %(members)s Members answered (%(share)s).") % words
    if not silent or not overall.answered:
        return told
    names = ", ".join(str(local(each.region, "short")) for each in silent)
    return told + " " + _("No answer came from: %(regions)s.") % {"regions": names}
