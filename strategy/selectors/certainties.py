"""How sure a result is: agreement and its chance, pairs, and what a reader must be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strategy.rules.agreement import ROUNDS, Chance, Missing
from strategy.rules.intervals import REPEATS, SEED
from strategy.selectors.results import Outcome, Row, title
from wco_portal.common import dates

WHY_NOT: Final[dict[Missing, Promise]] = {
    Missing.NO_JUDGE: gettext_lazy("Nobody has answered."),
    Missing.ONE_JUDGE: gettext_lazy("Not defined: there is only one answer."),
    Missing.ONE_ITEM: gettext_lazy("Not defined: there is only one priority."),
    Missing.ALL_TIED: gettext_lazy("Not defined: no answer puts one priority before another."),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """How many put the line's priority before the column's; `is_won` if more than the reverse."""

    count: int
    is_won: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    """A line of the table of pairs, in the order of the result; nothing against itself."""

    row: Row
    number: int
    pairs: list[Pair | None]


@dataclass(frozen=True, slots=True)
class Certainty:
    """What stands behind "How sure is this?"."""

    sentences: list[str]
    agreement_note: str
    chance_note: str
    interval_note: str
    matrix: list[PairRow]


def of(outcome: Outcome) -> Certainty:
    """Return how sure a result is."""
    words = {"repeats": dates.number(REPEATS), "seed": SEED}
    return Certainty(
        sentences=list(_sentences(outcome)),
        agreement_note=agreement_note(outcome),
        chance_note=_chance_note(outcome),
        interval_note=_(
            "%(repeats)s repeats drawn over Members within their regions, seed %(seed)s"
        )
        % words,
        matrix=_matrix(outcome),
    )


def undefined(outcome: Outcome) -> dict[str, str]:
    """Say why a figure does not exist, by its name in the API."""
    result = outcome.result
    why = {} if result.agreement else {"agreement": agreement_note(outcome)}
    if result.majority.order is None:
        why["majority_order"] = _majority(outcome)
    if result.consensus is None:
        why["kemeny"] = _consensus(outcome)
    return why


def agreement_note(outcome: Outcome) -> str:
    """Say what the figure of agreement means, or why there is none."""
    why = outcome.result.why_no_agreement
    return str(WHY_NOT[why]) if why else _("0 is none, 1 is full agreement")


def _chance_note(outcome: Outcome) -> str:
    """Say how the chance was found."""
    agreement = outcome.result.agreement
    if agreement is None:
        return ""
    if agreement.found == Chance.EXACT:
        return _("exact: every outcome counted")
    if agreement.found == Chance.PERMUTATION:
        words = {"rounds": dates.number(ROUNDS), "seed": SEED}
        return _("%(rounds)s outcomes drawn by lot, seed %(seed)s") % words
    figure = dates.number(outcome.chi_square or 0)
    return _("chi-square %(value)s, %(degrees)s degrees of freedom") % {
        "value": figure,
        "degrees": agreement.degrees,
    }


def _sentences(outcome: Outcome) -> Iterator[str]:
    """Yield what a reader must be told, in whole sentences."""
    yield (
        _("The order depends on whether Members or regions count the same.")
        if outcome.differs
        else _("The order is the same whether Members or regions count the same.")
    )
    if any(ballot.is_partial for ballot in outcome.cast):
        yield _("Items that a Member left out stand level, after all that it named.")
    yield _majority(outcome)
    yield _consensus(outcome)
    level = len(outcome.result.schulze.level)
    if level:
        yield ngettext(
            "By strongest paths (Schulze), %(count)s pair in different places stands level.",
            "By strongest paths (Schulze), %(count)s pairs in different places stand level.",
            level,
        ) % {"count": level}


def _majority(outcome: Outcome) -> str:
    """Say whether the majorities make an order, or name a circle of them."""
    found = outcome.result.majority
    if found.order is not None:
        return _("There is a majority order: no pair of priorities contradicts it.")
    if not found.circles:
        return _("There is no majority order: pairs that stand level fit into no one order.")
    inside = set(found.circles[0])
    names = [title(row) for row in outcome.rows if row.line.item in inside]
    return _(
        "There is no majority order: in pairs, these beat each other in a circle: %(names)s."
    ) % {"names": ", ".join(names)}


def _consensus(outcome: Outcome) -> str:
    """Say how many orders contradict the answers least."""
    found = outcome.result.consensus
    if found is None:
        return _(
            "Which order contradicts the answers least (Kemeny) cannot be proved: too many "
            "priorities are tied into one knot by contradicting majorities."
        )
    return ngettext(
        "One order contradicts the answers least (Kemeny).",
        "%(count)s orders contradict the answers equally little (Kemeny): none is the best.",
        found.count,
    ) % {"count": dates.number(found.count)}


def _matrix(outcome: Outcome) -> list[PairRow]:
    table = outcome.result.pairwise
    return [
        PairRow(
            one,
            number,
            [
                None if one is other else _pair(table, one.line.item, other.line.item)
                for other in outcome.rows
            ],
        )
        for number, one in enumerate(outcome.rows, start=1)
    ]


def _pair(table: list[list[int]], one: int, other: int) -> Pair:
    return Pair(table[one][other], table[one][other] > table[other][one])
