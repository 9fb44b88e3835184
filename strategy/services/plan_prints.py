"""Have a plan printed: ask for it, and make it when a worker takes the job up."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.selectors.plan_prints import PURPOSE, Wanted
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person
from wco_portal.files.models import File
from wco_portal.files.services import files, prints
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell

KIND: Final = "plan_print"
DRAFTS_KEPT_FOR: Final = dt.timedelta(days=7)


def ask(wanted: Wanted, *, actor: Actor) -> Job:
    """Ask for a plan's file; while somebody's public one is being made, that is the job."""
    plan, frozen = wanted.given.plan, wanted.given.frozen
    by = actor if isinstance(actor, Person) else None
    whose = "" if wanted.is_public or by is None else by.key
    titles = {"en": plan.title_en, "fr": plan.title_fr or plan.title_en}
    said = {
        code: in_both(_("%(plan)s: file in %(form)s"), plan=title, form=wanted.form.upper())[code]
        for code, title in titles.items()
    }
    return jobs.jobs.ask(
        KIND,
        key=prints.key_of(wanted.print, f"{wanted.form} {whose}"),
        title=said,
        data={
            "plan": plan.public_id,
            "number": frozen.number if frozen else None,
            "kind": wanted.kind,
            "language": wanted.language,
        },
        by=by,
        is_public=wanted.is_public,
    )


def make(job: Job, tell: Tell) -> File:
    """Make the file that a job was asked for, as its asker may have it now."""
    tell(10, _("Reading the plan"))
    wanted = selectors.plan_prints.of_job(job)
    tell(40, _("Setting the pages"))
    return files.once(
        lambda: prints.write(wanted.print, wanted.form, name=wanted.name),
        purpose=PURPOSE,
        owner=wanted.given.plan.public_id,
        key=wanted.key,
        is_public=wanted.is_public,
        retained_for=None if wanted.is_public else DRAFTS_KEPT_FOR,
    )
