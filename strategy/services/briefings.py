"""Have the Vice-Chair's briefing written: ask for it, and write it when a worker takes it up."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.selectors.briefings import FORM, PURPOSE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person, Region
from wco_portal.files.models import File
from wco_portal.files.services import files, prints
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell

KEPT_FOR: Final = dt.timedelta(days=60)


@transaction.atomic
def ask(region: Region, *, by: Person) -> list[Job]:
    """Ask for the region's briefing in the languages in which it is not there."""
    policies.require(by, Permission.BRIEFING_READ, region)
    return [
        jobs.jobs.ask(
            PURPOSE,
            key=prints.key_of(leaf.print, f"{FORM} {by.key}"),
            title={
                code: in_both(
                    _("Briefing for the Vice-Chair: %(region)s, %(language)s"),
                    region=getattr(region, f"short_{code}"),
                    language=leaf.language.upper(),
                )[code]
                for code in ("en", "fr")
            },
            data={"region": region.code, "language": leaf.language},
            by=by,
        )
        for leaf in selectors.briefings.leaves(region, by)
        if leaf.file is None
    ]


def make(job: Job, tell: Tell) -> File:
    """Write a briefing."""
    tell(10, _("Reading the region’s answers"))
    leaf = selectors.briefings.of_job(job)
    tell(40, _("Setting the pages"))
    return files.once(
        lambda: prints.write(leaf.print, FORM, name=leaf.name),
        purpose=PURPOSE,
        owner=leaf.region.code,
        key=leaf.key,
        is_public=False,
        retained_for=KEPT_FOR,
    )
