"""What an objective shows, from its indicators: weights, coverage, never green for lack of data.

A due indicator that has no figure is not left out in silence: with less than half of the due weight
reported the objective is "no data", and with anything missing it is at best "at risk".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from strategy.enums.indicators import GREEN, Light

POINTS: Final = {
    Light.REACHED: Fraction(1),
    Light.ON_TRACK: Fraction(1),
    Light.AT_RISK: Fraction(1, 2),
    Light.OFF_TRACK: Fraction(0),
}
ON_TRACK: Final = Fraction(4, 5)
AT_RISK: Final = Fraction(1, 2)
COVERED: Final = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Child:
    """An indicator as its objective sees it."""

    light: Light
    weight: int = 1
    done: Fraction | None = None
    # Its newest due figure is there: a light set by hand does not make up for a missing one.
    is_reported: bool = True


@dataclass(frozen=True, slots=True)
class Rollup:
    """An objective on a day: its light, how many indicators are behind it, how far they are."""

    light: Light
    total: int
    due: int
    reported: int
    done: Fraction | None


def roll(children: Sequence[Child]) -> Rollup:
    """Roll indicators up into their objective."""
    due = [each for each in children if each.light != Light.NOT_DUE]
    reported = [each for each in due if each.is_reported and each.light in POINTS]
    return Rollup(
        light=_light(children, due, reported),
        total=len(children),
        due=len(due),
        reported=len(reported),
        done=mean((each.done, each.weight) for each in reported),
    )


def _light(children: Sequence[Child], due: list[Child], reported: list[Child]) -> Light:
    if children and not due:
        return Light.NOT_DUE
    if not reported or _weight(reported) < COVERED * _weight(due):
        return Light.NO_DATA
    score = sum((POINTS[each.light] * each.weight for each in reported), Fraction(0))
    share = score / _weight(reported)
    light = Light.OFF_TRACK
    if share >= ON_TRACK:
        is_over = all(each.light == Light.REACHED for each in children)
        light = Light.REACHED if is_over else Light.ON_TRACK
    elif share >= AT_RISK:
        light = Light.AT_RISK
    if len(reported) < len(due) and light in GREEN:
        return Light.AT_RISK
    return light


def _weight(children: Iterable[Child]) -> int:
    return sum(each.weight for each in children)


def mean(parts: Iterable[tuple[Fraction | None, int]]) -> Fraction | None:
    """Return the weighted mean of shares, each held between 0 and 1; None when there is none."""
    known = [(capped(share), weight) for share, weight in parts if share is not None]
    if not known:
        return None
    if len(known) == 1:
        return known[0][0]
    return sum((share * weight for share, weight in known), Fraction(0)) / sum(
        weight for _share, weight in known
    )


def capped(share: Fraction) -> Fraction:
    """Hold a share between 0 and 1: what overshoots in one place does not cover for another."""
    if 0 <= share.numerator <= share.denominator:
        return share
    return Fraction(int(share > 0))
