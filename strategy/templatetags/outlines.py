"""The rows of a plan's elements: a plan may have 400, and a template takes four times as long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strategy import phrases
from strategy.enums.plans import ElementKind
from strategy.models import Commitment, PlanElement
from strategy.selectors.contributions import Invited
from strategy.selectors.lives import FrozenPart
from strategy.selectors.plans import Part, Words
from strategy.selectors.rollups import Measured
from strategy.templatetags import measures
from wco_portal.common import addresses, clock
from wco_portal.common.bilingual import active, local
from wco_portal.common.enums import Grade
from wco_portal.common.templatetags import truth

register = template.Library()

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Page:
    """What all rows of a page share, asked for once."""

    context: RequestContext
    language: str
    measured: Measured | None
    invited: Invited | None
    # The day that the page speaks of.
    day: dt.date
    demo: SafeString
    # The address of an element by its public id.
    address: Callable[[str], str]


@register.simple_tag(takes_context=True)
def element_rows(context: RequestContext, parts: Iterable[Part]) -> SafeString:
    """List elements with their words, and in each what stands under it."""
    day = getattr(context.get("form"), "day", None) or clock.today()
    measured, invited = context.get("measured"), context.get("invited")
    address = addresses.pattern("plan-element", context["plan"].slug)
    page = Page(context, active(), measured, invited, day, truth.demo_mark(), address)
    return SafeString("".join(_row(page, part) for part in parts))


# By `escape` and not `format_html`, which asks of each piece again whether it is safe: a third
# of the time of 400 rows.
def _row(page: Page, part: Part) -> str:
    element = part.element
    number = escape(element.number)
    address = element.get_absolute_url() if element.slug else page.address(element.public_id)
    return (
        f'<li><span class="code num" aria-hidden="true">{number}</span><div>'
        f'<h3><a href="{escape(address)}"><span class="vh">{number} </span>'
        f"{_title(page, element)}</a>"
        f"{truth.source(page.context, element) if element.source_id else NOTHING}"
        f" {page.demo if element.is_demonstration else NOTHING}</h3>"
        f'<p class="hint">{_hint(page, part)}</p>{_aligned(part.aligned)}{_measured(page, element)}'
        # What stands under it comes last: sources are numbered as the page names them.
        f"{_words(part.words)}{_said(page, element)}{_below(page, part)}</div></li>"
    )


def _below(page: Page, part: Part) -> str:
    if not part.children:
        return NOTHING
    rows = "".join(_row(page, child) for child in part.children)
    return f'<ul class="rows numbered" role="list">{rows}</ul>'


def _title(page: Page, element: PlanElement) -> SafeString:
    title = local(element, "title", language=page.language)
    if not title:
        return format_html("{} {}", _("Name"), truth.unknown())
    said = truth.marked(title)
    if page.language == "fr" and element.french_is_ours:
        ours = _("our translation, unofficial")
        return format_html('{} <span class="hint">({})</span>', said, ours)
    return said


def _hint(page: Page, part: Part) -> str:
    element = part.element
    names = (local(each, "name", language=page.language).value for each in part.functions)
    functions, ours, later, added = ", ".join(names), "", NOTHING, ""
    if element.dropped_on and element.dropped_on <= page.day:
        return f"<strong>{escape(phrases.dropped_on(element.dropped_on))}</strong>"
    if element.added_on:
        told = escape(phrases.added_on(element.added_on))
        added = f"<strong>{told}</strong>{' · ' if functions else ''}"
    if functions and element.functions_grade == Grade.OUR_READING:
        ours = f" ({_('our reading')})"
    if element.title_en and element.known_from and element.known_from > clock.today():
        day = truth.long_date(element.known_from, "month")
        told = SafeString(_("wording published later, in %(day)s") % {"day": day})
        later = format_html("{}{}", " · " if functions else "", told)
    return f"{added}{escape(functions)}{escape(ours)}{later}"


def _aligned(commitments: Sequence[Commitment]) -> SafeString:
    if not commitments:
        return NOTHING
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((each.get_absolute_url(), truth.text(each, "short")) for each in commitments),
    )
    return format_html('<p class="hint">{} {}</p>', _("Serves:"), links)


def _measured(page: Page, element: PlanElement) -> SafeString:
    rolled = page.measured.rolled.get(element.pk) if page.measured else None
    return measures.together(rolled) if rolled and rolled.readings else NOTHING


# What is to be commented on, by kind; an invitation in plain words is seen, a sign is not.
INVITING: Final = {
    ElementKind.GOAL: gettext_lazy("Comment on this goal"),
    ElementKind.OBJECTIVE: gettext_lazy("Comment on this objective"),
    ElementKind.PRIORITY: gettext_lazy("Comment on this priority"),
}
OTHERWISE: Final = gettext_lazy("Comment on this part of the plan")


def _said(page: Page, element: PlanElement) -> SafeString:
    invited = page.invited
    count = invited.counts.get(element.pk, 0) if invited else 0
    if not invited or not (count or invited.may_comment):
        return NOTHING
    counted = _counted(count)
    if invited.may_comment:
        inviting = INVITING.get(ElementKind(element.kind), OTHERWISE)
        counted = f"{inviting} ({counted})" if count else str(inviting)
    address = reverse("clause", args=[element.plan.slug, element.public_id])
    return format_html(
        '<p><a href="{}">{}<span class="vh">: {}</span></a></p>', address, counted, element.number
    )


@register.simple_tag(takes_context=True)
def said_on(context: RequestContext, part: FrozenPart) -> SafeString:
    """Lead from a part of a frozen version to what was published of it, and to the forms."""
    invited, element = context["invited"], part.element
    count = invited.counts.get(element.pk, 0) if element else 0
    if element is None or not (count or invited.may_comment):
        return NOTHING
    where = (element.plan.slug, element.public_id)
    links = []
    if invited.may_comment:
        inviting = INVITING.get(ElementKind(element.kind), OTHERWISE)
        new = reverse("clause-comment", args=where)
        links = [(new, inviting), (f"{new}?part=title", _("Comment on its title"))]
    if count:
        links.append((reverse("clause", args=where), _published(count)))
    shown = format_html_join(
        " · ",
        '<a href="{}">{}<span class="vh">: {}</span></a>',
        ((address, words, part.number) for address, words in links),
    )
    return format_html('<p class="no-print">{}</p>', shown)


@register.filter
def told_of_plan(invited: Invited) -> str:
    """Say how much was said of the introduction and the title of a plan."""
    count = invited.on_plan
    return _published(count) if invited.is_published else _counted(count)


def _counted(count: int) -> str:
    told = ngettext("%(count)d comment or proposal", "%(count)d comments and proposals", count)
    return told % {"count": count}


def _published(count: int) -> str:
    told = ngettext(
        "%(count)d published comment or proposal",
        "%(count)d published comments and proposals",
        count,
    )
    return told % {"count": count}


def _words(words: Words | None) -> str:
    if words is None:
        return NOTHING
    if words.is_fallback or any(each.language != words.language for each in words.passages):
        return render_to_string("strategy/_words.html", {"words": words})
    html = "".join(each.html for each in words.passages)
    return f'<div class="prose">{html}</div>'
