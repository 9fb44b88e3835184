"""What is to be counted of a round, and what was counted of it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.urls import reverse

from strategy.enums.consultations import Instrument
from strategy.models import Consultation, ConsultationItem, CountedResult
from strategy.rules.aggregation import Ballot
from strategy.rules.counting import RankingCount, ScoreCount
from strategy.rules.scores import Given
from strategy.selectors import consultations, positions, turnout
from strategy.selectors.turnout import Turnout
from wco_portal.directory.models import Region
from wco_portal.jobs.models import Job

KIND: Final = "result"

Cast = TypeVar("Cast", Ballot, Given)


@dataclass(frozen=True, slots=True)
class Counting:
    """A round with all that its result is counted from; somebody has answered."""

    consultation: Consultation
    items: list[ConsultationItem]
    turnout: list[Turnout]
    count: RankingCount | ScoreCount


def of(consultation: Consultation, *, region: Region | None = None) -> Counting | None:
    """Return what is to be counted (of one region, if named), or None when nobody has answered."""
    items = consultations.items(consultation)
    if consultation.is_ranking:
        ballots = _within(region, positions.ballots(consultation, items))
        if not ballots:
            return None
        regions, codes = _regions(consultation)
        return Counting(consultation, items, regions, RankingCount(ballots, codes))
    given = _within(region, positions.given(consultation, items))
    if not given:
        return None
    regions, codes = _regions(consultation)
    is_scale = consultation.instrument == Instrument.SCALE
    return Counting(consultation, items, regions, ScoreCount(given, codes, is_scale))


def _within(region: Region | None, cast: tuple[Cast, ...]) -> tuple[Cast, ...]:
    return tuple(each for each in cast if region is None or each.stratum == region.code)


def _regions(consultation: Consultation) -> tuple[list[Turnout], tuple[str, ...]]:
    """Return who has answered, and the codes of the regions to report."""
    regions = turnout.by_region(consultation)
    return regions, tuple(each.region.code for each in regions if each.region)


def figures(found: Counting) -> dict[str, Any] | None:
    """Return the figures of today's answers, if they are kept; quick ones are not."""
    if found.count.is_quick:
        return None
    kept = CountedResult.objects.filter(consultation=found.consultation, key=found.count.key)
    return kept.values_list("figures", flat=True).first()


def of_job(job: Job) -> Counting | None:
    """Return what a job is to count: the answers as they are now."""
    return of(Consultation.objects.get(slug=job.data["consultation"]))


def address(job: Job) -> str:
    """Return the page of the result that a job counts."""
    return reverse("consultation", args=[job.data["consultation"]])
