"""The report of a workshop: what everybody may read of it, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from strategy.enums.workshops import WorkshopState
from strategy.models import Workshop
from strategy.selectors import plan_book, programmes, workshops
from wco_portal.access.policies import Actor
from wco_portal.common import dates
from wco_portal.common.bilingual import active, local
from wco_portal.files import selectors as files
from wco_portal.files.models import File
from wco_portal.files.rules import Node, Print, bullets, heading, local_text, paragraph, table, text
from wco_portal.files.services import prints
from wco_portal.jobs.models import Job

PURPOSE: Final = "workshop_report"
FORM: Final = "docx"


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a workshop in a language."""

    workshop: Workshop
    language: str
    print: Print
    key: str

    @property
    def file(self) -> File | None:
        """Return the file, when it was made before."""
        return files.files.made_of(PURPOSE, self.key)

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"workshop-{self.workshop.slug}-{self.language}.{FORM}"


def by_slug(slug: str, actor: Actor) -> Report:
    """Return the report of a workshop that was held, in the active language, or 404."""
    return in_language(workshops.by_slug(slug, actor), active(), actor)


def in_language(found: Workshop, language: str, actor: Actor) -> Report:
    """Return the report of a workshop that was held, or 404."""
    known = Workshop.objects.visible_to(actor).filter(pk=found.pk, state=WorkshopState.HELD)
    if not known.exists():
        raise Workshop.DoesNotExist
    return of(found, language)


def of(found: Workshop, language: str) -> Report:
    """Return the report, the same for everybody: only what the public may read stands in it."""
    public = workshops.by_slug(found.slug, AnonymousUser())
    with override(language):
        made = _print(public, language)
    return Report(public, language, made, prints.key_of(made, FORM))


def of_job(job: Job) -> Report:
    """Return what a job is to make."""
    found = Workshop.objects.get(public_id=job.data["workshop"])
    return of(found, job.data["language"])


def may_read(actor: Actor, file: File) -> bool:
    """Say whether an actor may have a report: who may know of the workshop."""
    return Workshop.objects.visible_to(actor).filter(public_id=file.owner).exists()


def address(job: Job) -> str:
    """Return the page from which a job was asked for."""
    return Workshop.objects.get(public_id=job.data["workshop"]).get_absolute_url()


def _print(found: Workshop, language: str) -> Print:
    return Print(
        language=language,
        title=str(local(found, "title")),
        kicker=_("Report of the regional workshop: %(region)s") % {"region": found.region},
        lede=_when(found),
        organisation=_(settings.PORTAL_ORGANISATION),
        running=_when(found),
        address=settings.PORTAL_BASE_URL + found.get_absolute_url(),
        mark=_("This workshop is invented.") if found.is_demonstration else "",
        facts=[(label, value) for label, value in _facts(found) if value],
        content=list(_content(found)),
        words=plan_book.words(),
    )


def _when(found: Workshop) -> str:
    if found.starts_at is not None:
        return workshops.when(found, zone=found.zone)
    if found.starts_on is None:
        return ""
    return dates.span(found.starts_on, found.ends_on, precision=found.date_precision)


def _facts(found: Workshop) -> list[tuple[str, str]]:
    return [
        (_("When"), _when(found)),
        (_("Where"), str(local(found, "place")) or (_("online") if found.starts_at else "")),
        (_("Host Member"), str(found.host or "")),
        (_("Member that holds the Vice-Chair"), str(found.vice_chair or "")),
        (_("Chaired by"), str(local(found, "chairs"))),
        (_("Languages"), ", ".join(found.tongues)),
        (_("Interpretation"), workshops.interpretation(found)),
        (_("Attendance"), workshops.attendance(found)),
        (_("For the plan"), str(found.plan) if found.plan else ""),
    ]


def _content(found: Workshop) -> Iterator[Node]:
    if about := local(found, "about"):
        yield heading(_("Programme"), level=1)
        yield paragraph([local_text(about)])
    yield heading(_("Agenda"), level=1)
    yield from _agenda(found)
    yield heading(_("Conclusions"), level=1)
    said = [[local_text(local(each, "text"))] for each in found.conclusions.all()]
    yield bullets(said) if said else paragraph(_("No conclusion was recorded."))
    yield heading(_("Challenges taken up"), level=1)
    raised = list(found.challenges.all())
    if not raised:
        yield paragraph(_("No challenge was taken up."))
    for each in raised:
        yield heading([local_text(local(each, "title"))], level=2)
        yield paragraph([text(str(each.member), "em")])
        if words := local(each, "text"):
            yield paragraph([local_text(words)])
    yield heading(_("Documents"), level=1)
    papers = list(programmes.documents(found, AnonymousUser()))
    lines = [[local_text(local(each, "title"), href=each.get_absolute_url())] for each in papers]
    yield bullets(lines) if lines else paragraph(_("No document is public."))


def _agenda(found: Workshop) -> Iterator[Node]:
    days = programmes.agenda(found)
    if not days:
        yield paragraph(_("No agenda was recorded."))
    head = [_("Time"), _("Point"), _("Role of the speaker"), _("Language")]
    for day in days:
        rows: list[list[str | list[Node]]] = [
            [
                item.hours,
                [local_text(local(item, "title"))],
                [local_text(local(item, "speaker"))],
                str(capfirst(item.tongue)),
            ]
            for item in day.items
        ]
        yield table(head, rows, caption=day.title, widths=(2, 5, 3, 1.5))
