"""Read the papers on plans for meetings: the Secretariat's, until they are sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from strategy.models import Plan, PlanPaper
from strategy.rules import papers as rules
from strategy.rules.papers import Milestone
from strategy.selectors import paper_book, plan_outlines, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import LANGUAGES, active
from wco_portal.common.parts import Step
from wco_portal.files import selectors as files
from wco_portal.files.models import File
from wco_portal.files.rules import Print
from wco_portal.files.services import prints
from wco_portal.jobs import selectors as making
from wco_portal.jobs.enums import UNFINISHED
from wco_portal.jobs.models import Job
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import GoverningMeeting

PURPOSE = "plan_paper"
FORMS = ("pdf", "docx")
MILESTONES: dict[Milestone, Promise] = {
    Milestone.DRAFTED: gettext_lazy("The text is written"),
    Milestone.TRANSLATED: gettext_lazy("Both languages say the same"),
    Milestone.CHECKED: gettext_lazy("The paper is made and read"),
    Milestone.SENT: gettext_lazy("The paper is sent"),
    Milestone.MEETING: gettext_lazy("The meeting begins"),
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of a paper: in a form and language, with its job or what came out of it."""

    paper: PlanPaper
    form: str
    language: str
    print: Print
    key: str

    @property
    def file(self) -> File | None:
        """Return the file, when it is there."""
        return files.files.made_of(PURPOSE, self.key)

    @property
    def name(self) -> str:
        """Return the name of the file."""
        day = self.paper.at.astimezone(clock.zone()).date()
        meeting = self.paper.meeting.code
        return f"{meeting}-{self.paper.plan.slug}-{day}-{self.language}.{self.form}"

    @property
    def language_name(self) -> str:
        """Return the language in the reader's words."""
        return {"en": _("English"), "fr": _("French")}[self.language]


def visible(actor: Actor) -> QuerySet[PlanPaper]:
    """Return the papers that an actor may read."""
    found = PlanPaper.objects.select_related("plan__text", "meeting", "by")
    if not policies.check(actor, Permission.PLAN_DRAFT_VIEW):
        return found.none()
    return found.filter(plan__in=Plan.objects.visible_to(actor)).order_by("-pk")


def of_plan(plan: Plan, actor: Actor) -> QuerySet[PlanPaper]:
    """Return the papers on a plan, the newest first."""
    return visible(actor).filter(plan=plan).defer("content")


def by_public_id(slug: str, public_id: str, actor: Actor) -> PlanPaper:
    """Return a paper on a plan, or 404 through `PlanPaper.DoesNotExist`."""
    return visible(actor).get(plan__slug=slug, public_id=public_id)


def last(plan: Plan) -> PlanPaper | None:
    """Return the newest paper on a plan."""
    return PlanPaper.objects.filter(plan=plan).order_by("-pk").first()


def plan(slug: str, actor: Actor) -> Plan:
    """Return the plan on which a paper is to be made, or 404."""
    return plans.by_slug(slug, actor)


def meetings() -> QuerySet[GoverningMeeting]:
    """Return the meetings that are to come, the next one first."""
    return GoverningMeeting.objects.not_over(clock.today())


def leaf(paper: PlanPaper, form: str, language: str, actor: Actor) -> Leaf:
    """Return a file of a paper."""
    return _bound(paper, _printed(paper, language, actor), form)


def leaves(paper: PlanPaper, actor: Actor) -> list[Leaf]:
    """Return all files of a paper, those of the reader's language first."""
    languages = sorted(LANGUAGES, key=lambda code: code != active())
    printed = [_printed(paper, language, actor) for language in languages]
    return [_bound(paper, found, form) for found in printed for form in FORMS]


def _printed(paper: PlanPaper, language: str, actor: Actor) -> Print:
    given = plan_outlines.of_content(paper.plan, paper.content)
    with override(language):
        return paper_book.of(paper, given, language, actor)


def _bound(paper: PlanPaper, found: Print, form: str) -> Leaf:
    return Leaf(paper, form, found.language, found, prints.key_of(found, form))


def of_job(job: Job) -> Leaf:
    """Return what a job is to make, as its asker may have it now."""
    assert job.by is not None  # noqa: S101 -- the service asks for a person
    paper = visible(job.by).get(public_id=job.data["paper"])
    return leaf(paper, job.data["form"], job.data["language"], job.by)


def jobs(paper: PlanPaper, actor: Actor) -> QuerySet[Job]:
    """Return the actor's jobs that make the files of a paper, the newest first."""
    found = making.jobs.own(actor).filter(kind=PURPOSE, data__paper=paper.public_id)
    return found.order_by("-pk")


def is_being_made(paper: PlanPaper) -> bool:
    """Say whether a worker will still bring a file of a paper."""
    waiting = Job.objects.filter(kind=PURPOSE, data__paper=paper.public_id)
    return waiting.filter(state__in=UNFINISHED).exists()


def may_read(actor: Actor, file: File) -> bool:
    """Say whether an actor may read a file of a paper."""
    return visible(actor).filter(public_id=file.owner).exists()


def address(job: Job) -> str:
    """Return the page from which a job was asked for."""
    found = PlanPaper.objects.select_related("plan").get(public_id=job.data["paper"])
    return found.get_absolute_url()


def schedule(plan: Plan, meeting: GoverningMeeting, *, made: bool) -> list[Step]:
    """Return the work planned back from the meeting: what is done, what is due, what is late."""
    today = clock.today()
    done = {Milestone.TRANSLATED: _is_translated(plan), Milestone.CHECKED: made}
    done[Milestone.DRAFTED] = not plan.is_editable or done[Milestone.TRANSLATED]
    return [
        Step(
            MILESTONES[due.milestone],
            note="" if done.get(due.milestone) else _left(due.on, today),
            when=dates.day(due.on),
            state="done" if done.get(due.milestone, due.on < today) else "next",
        )
        for due in rules.planned_back(meeting.starts_on, meeting.paper_deadline)
    ]


def _left(on: dt.date, today: dt.date) -> str:
    days = (on - today).days
    return dates.days_left(days) if days >= 0 else dates.days_late(-days)


def _is_translated(plan: Plan) -> bool:
    """Say whether both languages have the same structure and no block is stale."""
    text = plan.text
    return not publishing.documents.structure_gaps(text) and not publishing.documents.stale(text)


def coming(plan: Plan) -> list[tuple[GoverningMeeting, list[Step]]]:
    """Return the next meetings with the work planned back from each."""
    return [(each, schedule(plan, each, made=False)) for each in meetings()[:2]]
