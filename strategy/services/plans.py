"""Write plans: start one, change its words in both languages, rename its elements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.plans import RESERVED
from strategy.models import Plan, PlanElement
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Document, Milestone, Text
from wco_portal.publishing.services import documents, sittings, translations
from wco_portal.publishing.services.documents import Saved

# The organisation began in 1952; what lies far ahead is a slip of the pen.
FIRST, LAST = dt.date(1952, 1, 1), dt.date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote in one language, and the version they started from."""

    markdown: str
    base_version: int


@transaction.atomic
def create(
    *,
    slug: str,
    title_en: str,
    title_fr: str,
    starts_on: dt.date,
    ends_on: dt.date,
    is_demonstration: bool = False,
    by: Person | None,
) -> Plan:
    """Start a plan; only the Secretariat knows of it until it is shown.

    Without a person it is the Secretariat's own command, which its operator alone can give.
    """
    if by is not None:
        policies.require(by, Permission.PLAN_EDIT)
    _is_reached(slug, starts_on, ends_on)
    plan = Plan(
        slug=slug,
        title_en=title_en,
        title_fr=title_fr,
        starts_on=starts_on,
        ends_on=ends_on,
        text=documents.create("plan", is_demonstration=is_demonstration),
        is_edited=True,
    )
    plan.full_clean()
    plan.save()
    audit.record("strategy.plan.created", target=plan, by=by)
    return plan


def _is_reached(slug: str, starts_on: dt.date, ends_on: dt.date) -> None:
    """Refuse what no page of a plan could show."""
    if slug in RESERVED:
        raise DomainError(_("Choose another name in the address."), code="slug_reserved")
    if starts_on < FIRST or ends_on > LAST:
        raise DomainError(_("A plan lies between 1952 and 2199."), code="days_out_of_reach")


@transaction.atomic
def write(
    plan: Plan, *, drafts: Mapping[str, Draft], by: Person, section: str = "", reason: str = ""
) -> list[Saved]:
    """Save what was written in a section in one language or in both."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    if section and not plan.elements.filter(public_id=section).exists():
        raise DomainError(_("This plan has no such element."), code="element_unknown")
    saved = [
        documents.save_markdown(
            document,
            markdown_text=drafts[document.language].markdown,
            base_version=drafts[document.language].base_version,
            by=by,
            section=section,
            reason=reason,
        )
        for document in plan.text.documents.order_by("language")
        if document.language in drafts
    ]
    _told(plan, saved, by=by, section=section)
    return saved


@transaction.atomic
def write_body(
    plan: Plan, *, language: str, body: Any, base_version: int, by: Person, reason: str = ""
) -> Saved:
    """Save the whole text in one language, given as blocks."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    document = plan.text.documents.get(language=language)
    saved = documents.save_body(
        document, body=body, base_version=base_version, by=by, reason=reason
    )
    _told(plan, [saved], by=by, section="")
    return saved


@transaction.atomic
def restore(plan: Plan, *, language: str, version: int, by: Person, reason: str) -> Saved:
    """Bring an older version of the text back, as a new one."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    document = plan.text.documents.get(language=language)
    saved = documents.restore(
        document, version=version, by=by, reason=reason, sections=sections(plan)
    )
    _told(plan, [saved], by=by, section="")
    return saved


@transaction.atomic
def name_version(plan: Plan, *, words: str, by: Person) -> list[Milestone]:
    """Give the text as it stands a name by which it is found again."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    named = sittings.name(plan.text, words=words, by=by)
    versions = {one.revision.document.language: one.revision.version for one in named}
    data = {"name": words.strip(), "versions": versions}
    audit.record("strategy.plan.version_named", target=plan, by=by, data=data)
    return named


@transaction.atomic
def mark_translation(
    plan: Plan, *, language: str, block: str, state: TranslationState, by: Person
) -> None:
    """Say how far the translation of a block is."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    document: Document = plan.text.documents.get(language=language)
    translations.mark(document, block=block, state=state, by=by)
    data = {"language": language, "block": block, "state": str(state)}
    audit.record("strategy.plan.translation_marked", target=plan, by=by, data=data)


@transaction.atomic
def rename(
    element: PlanElement, *, title_en: str, title_fr: str, base_version: int, by: Person
) -> PlanElement:
    """Change the title of an element in both languages."""
    plan = locked(element.plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    element = PlanElement.objects.select_for_update().get(pk=element.pk)
    if element.version != base_version:
        raise ChangedMeanwhile(
            _("Somebody else changed the title: it is now “%(title)s”.") % {"title": element.title},
            code="changed_meanwhile",
        )
    if retitle(element, title_en=title_en, title_fr=title_fr, by=by):
        bump(plan)
    return element


def retitle(element: PlanElement, *, title_en: str, title_fr: str, by: Person) -> bool:
    """Give an element other titles for a service that checked its own permission; its row is held.

    Returns whether anything changed.
    """
    before = {"title_en": element.title_en, "title_fr": element.title_fr}
    after = {"title_en": title_en.strip(), "title_fr": title_fr.strip()}
    if after == before:
        return False
    element.title_en, element.title_fr = after["title_en"], after["title_fr"]
    element.version += 1
    element.is_edited = True
    element.full_clean()
    element.save(update_fields=["title_en", "title_fr", "french_is", "version", "is_edited"])
    audit.record(
        "strategy.element.renamed", target=element, by=by, data={"before": before, "after": after}
    )
    return True


def stands(element: PlanElement) -> None:
    """Refuse to plan or to measure what an amendment dropped."""
    if not PlanElement.objects.standing().filter(pk=element.pk).exists():
        raise DomainError(
            _("An amendment dropped this part: nothing more is planned or measured there."),
            code="element_dropped",
        )


def locked(plan: Plan) -> Plan:
    """Take the row's lock for the rest of the transaction."""
    return Plan.objects.select_for_update(of=("self",)).select_related("text").get(pk=plan.pk)


def of_text(text: Text) -> Plan:
    """Return the plan that a text belongs to."""
    return Plan.objects.get(text=text)


def locked_of_text(text: Text) -> Plan:
    """Take the lock of the plan that a text belongs to."""
    return Plan.objects.select_for_update(of=("self",)).get(text=text)


def sections(plan: Plan) -> Collection[str]:
    """Name the sections that the text of a plan may have: its elements."""
    return set(plan.elements.values_list("public_id", flat=True))


def written(plan: Plan, _by: Person) -> None:
    """Count what was written in the editor; the row is locked."""
    bump(plan)


def bump(plan: Plan, *fields: str) -> None:
    """Count a change of the plan; the row is locked."""
    plan.version += 1
    plan.save(update_fields=["version", "updated_at", *fields])


def _told(plan: Plan, saved: list[Saved], *, by: Person, section: str) -> None:
    versions = {one.document.language: one.document.version for one in saved if one.revision}
    if versions:
        bump(plan)
        audit.record(
            "strategy.plan.edited",
            target=plan,
            by=by,
            data={"section": section, "versions": versions},
        )
