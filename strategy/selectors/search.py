"""What can be found of plans, priorities, themes and research: never more than the public pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from strategy.enums.consultations import ConsultationState
from strategy.enums.plans import ElementKind
from strategy.enums.themes import ActivityState
from strategy.models import AnnualTheme, Consultation, Plan, PlanElement, ResearchItem
from strategy.selectors import plan_cards, workshops
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.publishing import selectors as publishing
from wco_portal.search.tables import Found, add_source


def register() -> None:
    """Fill this app's rows of the table."""
    add_source("plan", _("Strategic plans"), found=plans, follows=("strategy.plan.",))
    add_source(
        "planelement",
        _("Goals, objectives and priorities"),
        found=elements,
        follows=("strategy.plan.", "strategy.element."),
    )
    add_source("annualtheme", _("Annual themes"), found=themes, follows=("strategy.activity.",))
    add_source(
        "consultation",
        _("Consultations"),
        found=consultations,
        follows=("strategy.consultation.",),
    )
    add_source("researchitem", _("Research"), found=research, follows=("strategy.research.",))
    add_source(
        "workshop", _("Regional workshops"), found=workshops.found, follows=("strategy.workshop.",)
    )


def plans() -> Iterator[Found]:
    """Yield the plans that are or will be public, with their introduction."""
    for plan in Plan.objects.exclude(known_from=None).exclude(state="withdrawn"):
        bodies = _frozen(plan)
        yield Found(
            key=plan.public_id,
            address=plan.get_absolute_url,
            title_en=plan.title_en,
            title_fr=plan.title_fr,
            body_en=_words(bodies, "en", ""),
            body_fr=_words(bodies, "fr", ""),
            visible_from=plan.known_from,
        )


def elements() -> Iterator[Found]:
    """Yield what has a name in a public plan, with its text as last frozen."""
    plans = {plan.pk: plan for plan in Plan.objects.exclude(known_from=None)}
    bodies = {pk: _frozen(plan) for pk, plan in plans.items()}
    found = PlanElement.objects.filter(plan__in=plans).exclude(kind=ElementKind.LAYER)
    for element in found.select_related("plan").order_by("pk"):
        plan, texts = plans[element.plan_id], bodies[element.plan_id]
        dropped = _dropped(element)
        yield Found(
            key=element.public_id,
            address=element.get_absolute_url,
            title_en=element.title_en,
            title_fr=element.title_fr,
            summary_en=plan.title_en + dropped["en"],
            summary_fr=plan.title_fr + dropped["fr"],
            body_en=_words(texts, "en", element.public_id),
            body_fr=_words(texts, "fr", element.public_id),
            visible_from=plan.known_from,
        )


def themes() -> Iterator[Found]:
    """Yield the themes, with their principles and what is done with them."""
    for theme in AnnualTheme.objects.prefetch_related("principles", "activities"):
        done = [each for each in theme.activities.all() if each.state == ActivityState.PUBLISHED]
        lines: dict[str, list[str]] = {"en": [], "fr": []}
        for language, words in lines.items():
            for each in theme.principles.all():
                words += [getattr(each, f"name_{language}"), getattr(each, f"pillar_{language}")]
            words += [getattr(each, f"title_{language}") for each in done]
        yield Found(
            key=str(theme.year),
            address=theme.get_absolute_url,
            title_en=f"{theme.year}: {theme.title_en}",
            title_fr=f"{theme.year}\u00a0: {theme.title_fr}" if theme.title_fr else "",
            body_en="\n".join(filter(None, lines["en"])),
            body_fr="\n".join(filter(None, lines["fr"])),
            visible_from=theme.public_from,
        )


def consultations() -> Iterator[Found]:
    """Yield the consultations that were announced, with what they put in order."""
    announced = Consultation.objects.exclude(state=ConsultationState.DRAFT)
    for each in announced.prefetch_related("items").order_by("pk"):
        yield Found(
            key=each.public_id,
            address=each.get_absolute_url,
            title_en=each.title_en,
            title_fr=each.title_fr,
            summary_en=each.question_en,
            summary_fr=each.question_fr,
            body_en="\n".join(item.title_en for item in each.items.all()),
            body_fr="\n".join(item.title_fr for item in each.items.all()),
            is_demonstration=each.is_demonstration,
        )


def research() -> Iterator[Found]:
    """Yield the studies."""
    for item in ResearchItem.objects.order_by("pk"):
        yield Found(
            key=item.slug,
            address=item.get_absolute_url,
            title_en=item.title_en,
            title_fr=item.title_fr,
            summary_en=item.question_en,
            summary_fr=item.question_fr,
            visible_from=item.known_from,
            is_demonstration=item.is_demonstration,
        )


def _dropped(element: PlanElement) -> dict[str, str]:
    """Say in both languages when an amendment dropped an element."""
    found = dict.fromkeys(LANGUAGES, "")
    if element.dropped_on is not None:
        for code in LANGUAGES:
            with override(code):
                found[code] = f" · {plan_cards.dropped(element)}"
    return found


def _frozen(plan: Plan) -> dict[str, Any]:
    frozen = publishing.frozen.latest(plan.public_id)
    return dict(frozen.content["documents"]) if frozen else {}


def _words(bodies: dict[str, Any], language: str, section: str) -> str:
    body = bodies.get(language)
    return publishing.documents.plain_section(body, section=section) if body else ""
