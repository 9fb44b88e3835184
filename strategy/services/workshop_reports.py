"""Have the report of a workshop written: ask for it, and make it when a worker takes it up."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.selectors.workshop_reports import FORM, PURPOSE, Report
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person
from wco_portal.files.models import File
from wco_portal.files.services import files, prints
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell

KIND: Final = "workshop_report"


def ask(report: Report, *, actor: Actor) -> Job:
    """Ask for the file of a report; while it is being made for somebody, that is the job."""
    found = report.workshop
    titles = {"en": found.title_en, "fr": found.title_fr or found.title_en}
    said = {
        code: in_both(_("%(title)s: report"), title=title)[code] for code, title in titles.items()
    }
    return jobs.jobs.ask(
        KIND,
        key=report.key,
        title=said,
        data={"workshop": found.public_id, "language": report.language},
        by=actor if isinstance(actor, Person) else None,
        is_public=True,
    )


def make(job: Job, tell: Tell) -> File:
    """Make the file of a report, as everybody may read it now."""
    tell(10, _("Reading the workshop"))
    report = selectors.workshop_reports.of_job(job)
    tell(40, _("Setting the pages"))
    return files.once(
        lambda: prints.write(report.print, FORM, name=report.name),
        purpose=PURPOSE,
        owner=report.workshop.public_id,
        key=report.key,
        is_public=True,
    )
