"""Make papers for meetings: keep the plan as it stands, then have it printed in both languages."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Plan, PlanPaper
from strategy.selectors.papers import PURPOSE, Leaf
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.files.models import File
from wco_portal.files.services import files, prints
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.rules import schema

KIND: Final = "plan_paper"


@transaction.atomic
def create(
    plan: Plan,
    *,
    meeting: GoverningMeeting,
    by: Person,
    agenda_item: str = "",
    document_number: str = "",
) -> PlanPaper:
    """Make a paper on a plan for a meeting, and ask for its files in both languages."""
    policies.require(by, Permission.PLAN_SUBMIT, plan)
    plan = Plan.objects.select_for_update(of=("self",)).select_related("text").get(pk=plan.pk)
    if meeting.ends_on < clock.today():
        raise DomainError(_("Choose a meeting that is to come."), code="meeting_is_over")
    paper = _of(plan, by)
    paper.meeting, paper.agenda_item = meeting, agenda_item.strip()
    paper.document_number = document_number.strip()
    paper.full_clean()
    paper.save(force_insert=True)
    data = {"meeting": meeting.code, "paper": paper.public_id, "sha256": paper.sha256}
    audit.record("strategy.paper.made", target=plan, by=by, data=data)
    ask(paper, by=by)
    return paper


def _of(plan: Plan, by: Person) -> PlanPaper:
    """Keep the plan as it stands now."""
    content = selectors.contents.of(plan)
    return PlanPaper(
        plan=plan,
        content=content,
        sha256=schema.digest(content),
        previous=selectors.papers.last(plan),
        by=by,
        at=clock.now(),
        is_demonstration=plan.is_demonstration or plan.text.is_demonstration,
    )


@transaction.atomic
def ask(paper: PlanPaper, *, by: Person) -> list[Job]:
    """Ask for the files of a paper that are not there."""
    policies.require(by, Permission.PLAN_DRAFT_VIEW, paper.plan)
    return [
        jobs.jobs.ask(
            KIND,
            key=prints.key_of(leaf.print, f"{leaf.form} {by.key}"),
            title=_title(leaf),
            data={"paper": paper.public_id, "form": leaf.form, "language": leaf.language},
            by=by,
        )
        for leaf in selectors.papers.leaves(paper, by)
        if leaf.file is None
    ]


def _title(leaf: Leaf) -> dict[str, str]:
    """Say in both languages which file of which paper it is."""
    said = {}
    for code in LANGUAGES:
        with override(code):
            words = {
                "paper": leaf.paper,
                "language": leaf.language_name,
                "form": leaf.form.upper(),
            }
            said[code] = gettext("%(paper)s: paper in %(language)s, %(form)s") % words
    return said


def make(job: Job, tell: Tell) -> File:
    """Make a file of a paper."""
    tell(10, _("Reading the plan"))
    leaf = selectors.papers.of_job(job)
    tell(40, _("Setting the pages"))
    return files.once(
        lambda: prints.write(leaf.print, leaf.form, name=leaf.name),
        purpose=PURPOSE,
        owner=leaf.paper.public_id,
        key=leaf.key,
        is_public=False,
    )
