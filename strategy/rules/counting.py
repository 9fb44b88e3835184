"""What a result is counted from, as one value: its key, what counting it costs, the count itself.

A result hangs on nothing but the answers, the regions to report and the method: equal keys give
equal figures, whoever counts them and whenever.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from strategy.rules import kept, results, scores
from strategy.rules.aggregation import Ballot, size
from strategy.rules.agreement import MANY, ROUNDS
from strategy.rules.intervals import REPEATS, Told
from strategy.rules.kemeny import WIDEST
from strategy.rules.results import Result
from strategy.rules.scores import Given, Scores
from wco_portal.publishing.rules import schema

# Steps that are counted while a reader waits: less than a tenth of a second of a processor.
QUICK: Final = 500_000
# The method: when one of these changes, what was kept before is not used any more.
METHOD: Final = (
    "aggregation.py",
    "agreement.py",
    "intervals.py",
    "kemeny.py",
    "kept.py",
    "pairs.py",
    "protection.py",
    "results.py",
    "scores.py",
)


@dataclass(frozen=True, slots=True)
class RankingCount:
    """The ballots of a ranking, and the regions to report."""

    cast: tuple[Ballot, ...]
    strata: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the digest of all that the result hangs on."""
        return _key("ranking", self.strata, self.cast)

    @property
    def is_quick(self) -> bool:
        """Say whether a reader may wait for it: repeats, the chance of few ballots, the knots."""
        answers, items = size(self.cast), len(self.cast[0].places)
        draws = REPEATS + (ROUNDS if answers < MANY else 0)
        return answers * items * draws + (items << min(items, WIDEST)) <= QUICK

    def now(self) -> Result:
        """Count while the reader waits; the same ballots are counted once."""
        return results.calculate(self.cast, self.strata)

    def figures(self, told: Told | None = None) -> dict[str, Any]:
        """Count, and return the figures as they are kept."""
        return kept.data(results.count(self.cast, self.strata, told=told))

    def read(self, said: dict[str, Any]) -> Result:
        """Read the figures that were kept of it."""
        return kept.result(said)


@dataclass(frozen=True, slots=True)
class ScoreCount:
    """The answers on a scale, with dots or points, and the regions to report."""

    cast: tuple[Given, ...]
    strata: tuple[str, ...]
    is_scale: bool

    @property
    def key(self) -> str:
        """Return the digest of all that the result hangs on."""
        return _key("scale" if self.is_scale else "shares", self.strata, self.cast)

    @property
    def is_quick(self) -> bool:
        """Say whether a reader may wait for it."""
        return len(self.cast) * len(self.cast[0].marks) * REPEATS <= QUICK

    def now(self) -> Scores:
        """Count while the reader waits; the same answers are counted once."""
        return scores.calculate(self.cast, self.strata, is_scale=self.is_scale)

    def figures(self, told: Told | None = None) -> dict[str, Any]:
        """Count, and return the figures as they are kept."""
        found = scores.count(self.cast, self.strata, is_scale=self.is_scale, told=told)
        return kept.data(found)

    def read(self, said: dict[str, Any]) -> Scores:
        """Read the figures that were kept of it."""
        return kept.score_result(said)


def _key(kind: str, strata: Sequence[str], cast: Sequence[Ballot | Given]) -> str:
    return schema.digest([_method(), kind, list(strata), [_plain(each) for each in cast]])


def _plain(each: Ballot | Given) -> list[Any]:
    return [list(part) if isinstance(part, tuple) else part for part in astuple(each)]


@cache
def _method() -> str:
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in METHOD)).hexdigest()
