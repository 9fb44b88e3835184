"""A consultation region by region, of whichever instrument, as far as the reader may see it."""

from __future__ import annotations

from typing import TypeAlias

from strategy.models import Consultation
from strategy.selectors import consultations, regional, results, score_regional
from strategy.selectors.counts import Counting
from strategy.selectors.regional import Dashboard
from strategy.selectors.score_regional import ScoreDashboard
from strategy.selectors.scores import ScoreOutcome
from wco_portal.access.policies import Actor

Board: TypeAlias = Dashboard | ScoreDashboard


def by_slug(slug: str, actor: Actor) -> Board | Counting:
    """Return a consultation region by region, or 404; before publication only the turnout."""
    return of(consultations.by_slug(slug, actor), actor)


def of(
    consultation: Consultation, actor: Actor, *, left: str = "", right: str | None = None
) -> Board | Counting:
    """Return a consultation region by region; what may not be told to the reader is left out."""
    outcome = results.at_hand(actor, consultation)
    if isinstance(outcome, Counting):
        return outcome
    if isinstance(outcome, ScoreOutcome):
        return score_regional.of(outcome, left=left, right=right)
    return regional.of(consultation, outcome, left=left, right=right)
