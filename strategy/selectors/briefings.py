"""The Vice-Chair's briefing as a file: per region and language, before each Policy Commission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from strategy.selectors import briefing_book
from strategy.selectors.briefing_book import Briefing
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import LANGUAGES, active
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region
from wco_portal.files import selectors as files
from wco_portal.files.models import File
from wco_portal.files.rules import Print
from wco_portal.files.services import prints
from wco_portal.jobs.enums import UNFINISHED
from wco_portal.jobs.models import Job
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.enums import Body
from wco_portal.publishing.models import GoverningMeeting

PURPOSE: Final = "briefing"
FORM: Final = "docx"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A briefing in one language, with its file when it is there."""

    region: Region
    language: str
    print: Print
    key: str

    @property
    def file(self) -> File | None:
        """Return the file, when it was made of what stands there today."""
        return files.files.made_of(PURPOSE, self.key)

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"briefing-{self.region.code}-{clock.today()}-{self.language}.{FORM}"

    @property
    def language_name(self) -> str:
        """Return the language in the reader's words."""
        return {"en": _("English"), "fr": _("French")}[self.language]


def region(code: str, actor: Actor) -> Region:
    """Return the region of a briefing, or 404 through `Region.DoesNotExist`."""
    del actor
    return Region.objects.get(code=code)


def meeting() -> GoverningMeeting | None:
    """Return the next meeting of the Policy Commission."""
    return publishing.meetings.coming(Body.POLICY_COMMISSION, on=clock.today()).first()


def leaves(region: Region, actor: Actor) -> list[Leaf]:
    """Return the briefing in each language, the reader's first."""
    found = briefing_book.read(region, meeting(), actor)
    languages = sorted(LANGUAGES, key=lambda code: code != active())
    return [_leaf(found, language, actor) for language in languages]


def _leaf(found: Briefing, language: str, actor: Actor) -> Leaf:
    with override(language):
        made = briefing_book.of(found, language, actor)
    return Leaf(found.region, language, made, prints.key_of(made, FORM))


def of_job(job: Job) -> Leaf:
    """Return what a job is to make, as its asker may have it now."""
    assert job.by is not None  # noqa: S101 -- the service asks for a person
    found = Region.objects.get(code=job.data["region"])
    policies.require(job.by, Permission.BRIEFING_READ, found)
    return _leaf(briefing_book.read(found, meeting(), job.by), job.data["language"], job.by)


def is_being_made(region: Region) -> bool:
    """Say whether a worker will still bring a briefing of the region."""
    waiting = Job.objects.filter(kind=PURPOSE, data__region=region.code)
    return waiting.filter(state__in=UNFINISHED).exists()


def may_read(actor: Actor, file: File) -> bool:
    """Say whether an actor may read a briefing: those of the region, and the Secretariat."""
    found = Region.objects.get(code=file.owner)
    return bool(policies.check(actor, Permission.BRIEFING_READ, found))


def address(job: Job) -> str:
    """Return the page from which a job was asked for."""
    return reverse("briefing", args=[job.data["region"]])


def visible(actor: Actor) -> QuerySet[Region]:
    """Return the regions whose briefing the actor may read."""
    found = Region.objects.order_by("order")
    if not isinstance(actor, Person) or not policies.check(actor, Permission.BRIEFING_READ):
        return found.none()
    if actor.is_secretariat:
        return found
    return found.filter(pk__in=actor.region_ids(RoleName.VICE_CHAIR, RoleName.COORDINATOR))
