"""Have the result of a round counted by a worker, and keep its figures until they are others."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Consultation, CountedResult
from strategy.selectors.counts import KIND, Counting
from wco_portal.common.bilingual import in_both
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell

# Seconds after which a program may look again.
SOON: Final = 2
# What failed is not asked for again by each reader.
REST_AFTER_FAILURE: Final = dt.timedelta(minutes=10)
# Per cent of the progress when the drawing begins, and what the drawing takes of it.
BEFORE: Final = 5
DRAWING: Final = 90


def want(consultation: Consultation) -> None:
    """Have a result counted before a reader comes, unless that is done or takes no time."""
    found = selectors.counts.of(consultation)
    if found is None or found.count.is_quick or selectors.counts.figures(found) is not None:
        return
    ask(found)


def ask(found: Counting) -> Job:
    """Ask for a count; while it is not finished, and for a while after it failed, that is it."""
    key, asked = found.count.key, found.consultation
    failed = jobs.jobs.failed(KIND, key=key, since=REST_AFTER_FAILURE)
    if failed is not None:
        return failed
    titles = {"en": asked.title_en, "fr": asked.title_fr}
    said = {
        code: in_both(_("%(consultation)s: result"), consultation=title)[code]
        for code, title in titles.items()
    }
    return jobs.jobs.ask(KIND, key=key, title=said, data={"consultation": asked.slug}, by=None)


def make(job: Job, tell: Tell) -> None:
    """Count the answers as they are now, and keep the figures."""
    tell(BEFORE, _("Reading the answers"))
    found = selectors.counts.of_job(job)
    figures = found and found.count.figures(
        lambda share: tell(BEFORE + int(DRAWING * share), _("Drawing Members anew"))
    )
    with transaction.atomic():
        # Another worker may have taken the job up meanwhile.
        if jobs.jobs.finish(job) and found and figures:
            _keep(found, figures)


def count(consultation: Consultation) -> None:
    """Count a result now, and keep its figures, unless counting takes no time."""
    found = selectors.counts.of(consultation)
    if found is not None and not found.count.is_quick:
        _keep(found, found.count.figures())


def _keep(found: Counting, figures: dict[str, Any]) -> None:
    """Keep the figures in the place of older ones, under the key of the answers they are of."""
    CountedResult.objects.update_or_create(
        consultation=found.consultation,
        defaults={"key": found.count.key, "figures": figures},
    )
