"""A plan as a printed file, PDF or DOCX: what stands in it, who may have it, whether it is there.

Making one takes seconds, so a job does it; a public version's file is then there for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from strategy.models import Plan
from strategy.selectors import plan_book, plan_outlines, plans
from strategy.selectors.plan_outlines import Edition
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.files import selectors as files
from wco_portal.files.models import File
from wco_portal.files.rules import Print
from wco_portal.files.services import prints
from wco_portal.files.tables import DOCX, PDF
from wco_portal.jobs.models import Job

PURPOSE: Final = "plan"


@dataclass(frozen=True, slots=True)
class Kind:
    """A form in which a plan is printed."""

    label: str | Promise
    media_type: str


KINDS: Final[Mapping[str, Kind]] = {
    "plan.pdf": Kind(gettext_lazy("To read and print (PDF)"), PDF),
    "plan.docx": Kind(gettext_lazy("To work with (DOCX)"), DOCX),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A printed file that somebody may have: of which edition, in which form and language."""

    given: Edition
    kind: str
    language: str
    is_public: bool
    print: Print
    key: str

    @property
    def file(self) -> File | None:
        """Return the file, when it was made before."""
        return files.files.made_of(PURPOSE, self.key)

    @property
    def form(self) -> str:
        """Return how the file's name ends."""
        return self.kind.partition(".")[2]

    @property
    def name(self) -> str:
        """Return the name of the file: plan, version, language and date."""
        frozen = self.given.frozen
        day = frozen.at.astimezone(clock.zone()).date() if frozen else clock.today()
        return f"{self.given.plan.slug}-{self.given.version}-{self.language}-{day}.{self.form}"

    @property
    def version(self) -> str:
        """Say which version it is."""
        return plan_book.version(self.given)

    @property
    def label(self) -> str | Promise:
        """Return what the form is called."""
        return KINDS[self.kind].label


def current(slug: str, kind: str, actor: Actor) -> Wanted:
    """Return a plan's file as its reader may have it now, or 404."""
    plan = plans.by_slug(slug, actor)
    return wanted(plan, None, kind, active(), actor)


def numbered(slug: str, number: int, kind: str, actor: Actor) -> Wanted:
    """Return the file of a frozen version, or 404."""
    plan = plans.by_slug(slug, actor)
    return wanted(plan, number, kind, active(), actor)


def wanted(plan: Plan, number: int | None, kind: str, language: str, actor: Actor) -> Wanted:
    """Return what an actor may have; what the public may have is the same for everybody."""
    if kind not in KINDS:
        raise Plan.DoesNotExist
    if is_for_all(plan, number, actor):
        actor = AnonymousUser()
    given = (
        plan_outlines.edition(plan, actor)
        if number is None
        else plan_outlines.numbered(plan.slug, number, actor)
    )
    with override(language):
        found = plan_book.of(given, language, actor)
    key = prints.key_of(found, kind.partition(".")[2])
    return Wanted(given, kind, language, isinstance(actor, AnonymousUser), found, key)


def is_for_all(plan: Plan, number: int | None, actor: Actor) -> bool:
    """Say whether what the actor would get is what anybody gets."""
    if not Plan.objects.known(clock.today()).filter(pk=plan.pk).exists():
        return False
    return number is not None or not policies.check(actor, Permission.PLAN_DRAFT_VIEW, plan)


def of_job(job: Job) -> Wanted:
    """Return what a job is to make, as its asker may have it now."""
    plan = plan_outlines.of_any(job.data["plan"])
    actor = job.by or AnonymousUser()
    return wanted(plan, job.data["number"], job.data["kind"], job.data["language"], actor)


def may_read(actor: Actor, file: File) -> bool:
    """Say whether an actor may read a file of a plan: the public one, or that of the draft."""
    plan = Plan.objects.visible_to(actor).filter(public_id=file.owner).first()
    if plan is None:
        return False
    return file.is_public or bool(policies.check(actor, Permission.PLAN_DRAFT_VIEW, plan))


def address(job: Job) -> str:
    """Return the page from which a job was asked for."""
    plan = plan_outlines.of_any(job.data["plan"])
    number = job.data["number"]
    return reverse("plan-version", args=[plan.slug, number]) if number else plan.get_absolute_url()
