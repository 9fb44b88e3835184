"""What the comparison of regions on a scale, with dots and with points consists of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from strategy.rules.score_regions import Stratum
from strategy.selectors import regional
from strategy.selectors.regional import Spot
from strategy.selectors.scores import ScoreCell
from strategy.selectors.turnout import Turnout


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A region's turnout and its part of the result."""

    turnout: Turnout
    stratum: Stratum

    @property
    def agreement(self) -> float | None:
        """Return the agreement of the region's Members to two decimals, if it may be told."""
        return to_two(self.stratum.agreement)

    @property
    def said(self) -> str:
        """Say the agreement in words, or why there is none."""
        if self.stratum.is_hidden:
            return _("Hidden: so few answers that it would tell who answered how.")
        return said_of(self.stratum.agreement, self.stratum.size)

    @property
    def is_hidden(self) -> bool:
        """Say whether the region's figures would tell who answered how."""
        return self.stratum.is_hidden

    @property
    def is_shown(self) -> bool:
        """Say whether the region has figures to show."""
        return self.stratum.is_shown


@dataclass(frozen=True, slots=True)
class ScoreField:
    """What a region gave an item: its value, how far from that of all Members, and its place."""

    part: ScorePart
    cell: ScoreCell
    value: float | None
    difference: float | None
    count: int | None
    place: int | None

    @property
    def is_hidden(self) -> bool:
        """Say whether the figure would tell who answered how."""
        return self.part.is_hidden or self.cell.is_hidden

    @property
    def is_partial(self) -> bool:
        """Say whether it is known that some of the region's Members have no opinion."""
        return self.count is not None and self.count != self.part.stratum.size

    @property
    def more(self) -> float:
        """Return how much more than all Members; 0 where it is less."""
        return max(self.difference or 0, 0)

    @property
    def less(self) -> float:
        """Return how much less than all Members; 0 where it is more."""
        return max(-(self.difference or 0), 0)


@dataclass(frozen=True, slots=True)
class Apart:
    """An item in two orders with its values, and how far they are apart."""

    before: Spot
    after: Spot
    left: float
    right: float

    @property
    def difference(self) -> float:
        """Return how much more it got on the right."""
        return round(self.right - self.left, 2)

    @property
    def more(self) -> float:
        """Return how much more it got on the right; 0 where it is less."""
        return max(self.difference, 0)

    @property
    def less(self) -> float:
        """Return how much less it got on the right; 0 where it is more."""
        return max(-self.difference, 0)


def said_of(agreement: Fraction | None, answers: int) -> str:
    """Say in words how much Members agree, or why nothing can be said."""
    if not answers:
        return _("Nobody has answered.")
    if agreement is None:
        return _("Not defined: no item has two answers that may be compared.")
    if agreement < 0:
        return _("divided")
    return regional.strength(float(agreement))


def to_two(value: Fraction | None) -> float | None:
    """Return a figure as it is told, to two decimals."""
    return None if value is None else round(float(value), 2)
