"""The answers of a consultation without names, as files that reproduce its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from strategy.models import ConsultationItem, PositionRevision
from strategy.rules import regions, score_regions
from strategy.rules.aggregation import LEFT_OUT, Ballot, tie_groups
from strategy.rules.scores import Given
from strategy.selectors import consultations, positions
from strategy.selectors.results import Outcome
from strategy.selectors.scores import ScoreOutcome
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local


@dataclass(frozen=True, slots=True)
class Place:
    """The lines of the table of answers that say what a receipt says: one of them is its own."""

    first: int
    last: int
    total: int


def place(revision: PositionRevision) -> Place | None:
    """Find what was sent in the table of answers, which names nobody; None where it is not there.

    Lines are counted as in a spreadsheet, the head is the first. What is not over has no table.
    """
    consultation = revision.position.consultation
    if not consultation.is_over or revision.position.sent_id != revision.pk:
        return None
    items, said = consultations.items(consultation), revision.ranking
    wanted: Sequence[int | None]
    cast: list[Sequence[int | None]]
    if consultation.is_ranking:
        wanted = positions.places(items, said)
        cast = [ballot.places for ballot in positions.ballots(consultation, items)]
    else:
        wanted = positions.marks(consultation, items, said)
        cast = [each.marks for each in positions.given(consultation, items)]
    lines = [line for line, row in enumerate(cast, start=2) if row == wanted]
    return Place(lines[0], lines[-1], len(cast)) if lines else None


def table(outcome: Outcome | ScoreOutcome) -> list[list[object]]:
    """Return the answers without Member and region: a line each, a column per item."""
    head: list[object] = [*labels(_items(outcome))]
    return [head, *(_cells(ballot) for ballot in outcome.cast)]


def _cells(ballot: Ballot | Given) -> list[object]:
    if isinstance(ballot, Given):
        return ["" if mark is None else mark for mark in ballot.marks]
    return ["" if place == LEFT_OUT else place for place in ballot.places]


def of(outcome: Outcome | ScoreOutcome, actor: Actor) -> dict[str, Any]:
    """Return the answers: of a ranking as `manage.py aggregate_ballots` reads them.

    Of another instrument what each item got, in the order of the items; null is "no opinion".
    Regions stand in it only where neither the result nor the comparison of regions hides a figure,
    which they would give away, or for those who may read what is not yet public.
    """
    may_all = bool(policies.check(actor, Permission.CONSULTATION_VIEW))
    names_regions = may_all or not _hides(outcome)
    names = labels(_items(outcome))
    return {
        "title": str(outcome.consultation),
        "note": _note(names_regions=names_regions),
        "instrument": outcome.consultation.instrument,
        "items": names,
        "ballots": [_ballot(each, names, names_regions=names_regions) for each in outcome.cast],
    }


def _hides(outcome: Outcome | ScoreOutcome) -> bool:
    """Say whether some figure of a region is hidden, wherever it stands."""
    result, codes = outcome.result, tuple(outcome.result.strata)
    if result.hidden:
        return True
    compared = (
        score_regions.compare(outcome.cast, codes, result.hidden, is_scale=outcome.is_scale)
        if isinstance(outcome, ScoreOutcome)
        else regions.compare(outcome.cast, codes, result.hidden)
    )
    return any(None in counts for each in compared.bands for counts in each.values())


def labels(items: Sequence[ConsultationItem]) -> list[str]:
    """Return a name for each item in the reader's language; equal titles get their number."""
    titles = [str(local(item, "title")) for item in items]
    often = Counter(titles)
    return [
        title if often[title] == 1 else f"{title} ({item.order})"
        for title, item in zip(titles, items, strict=True)
    ]


def _items(outcome: Outcome | ScoreOutcome) -> list[ConsultationItem]:
    return sorted((row.item for row in outcome.rows), key=lambda item: item.order)


def _ballot(ballot: Ballot | Given, names: Sequence[str], *, names_regions: bool) -> dict[str, Any]:
    written: dict[str, Any] = {"region": ballot.stratum} if names_regions else {}
    if isinstance(ballot, Given):
        return written | {"marks": list(ballot.marks)}
    named = [
        [item for item in group if ballot.places[item] != LEFT_OUT]
        for group in tie_groups(ballot.places)
    ]
    written["ranking"] = [[names[item] for item in group] for group in named if group]
    return written | ({"count": ballot.count} if ballot.count > 1 else {})


def _note(*, names_regions: bool) -> str:
    if names_regions:
        return _("Members are not named. All figures of the result follow from this file.")
    return _(
        "Neither Members nor regions are named, because the result hides figures of regions. What "
        "counts each region the same, and the intervals drawn within regions, do not follow from "
        "this file."
    )
