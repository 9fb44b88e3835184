"""The rows of a plan's elements: a plan may have 400, and a template takes four times as long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from django import template
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strategy.enums.plans import ElementKind
from strategy.models import Commitment, PlanElement
from strategy.selectors.contributions import Invited
from strategy.selectors.lives import FrozenPart
from strategy.selectors.plans import Part, Words
from wco_portal.common import clock
from wco_portal.common.bilingual import active, local
from wco_portal.common.enums import Grade
from wco_portal.common.templatetags import truth

register = template.Library()

NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def element_rows(context: RequestContext, parts: Iterable[Part]) -> SafeString:
    """List elements with their words, and in each what stands under it."""
    return _joined(map(partial(_row, context), parts))


def _row(context: RequestContext, part: Part) -> SafeString:
    element = part.element
    return format_html(
        '<li><span class="code num" aria-hidden="true">{0}</span><div>'
        '<h3><a href="{1}"><span class="vh">{0} </span>{2}</a>{3} {4}</h3>'
        '<p class="hint">{5}</p>{6}{7}{8}{10}{9}</div></li>',
        element.number,
        element.get_absolute_url(),
        _title(element),
        truth.source(context, element),
        truth.demo_mark(element),
        _hint(part),
        _aligned(part.aligned),
        _measured(context, element),
        _words(part.words),
        # Last: sources are numbered in the order in which the page names them.
        _below(context, part),
        _said(context, element),
    )


def _below(context: RequestContext, part: Part) -> SafeString:
    if not part.children:
        return NOTHING
    rows = element_rows(context, part.children)
    return format_html('<ul class="rows numbered" role="list">{}</ul>', rows)


def _title(element: PlanElement) -> SafeString:
    title = local(element, "title")
    if not title:
        return format_html("{} {}", _("Name"), truth.unknown())
    said = truth.marked(title)
    if active() == "fr" and element.french_is_ours:
        ours = _("our translation, unofficial")
        return format_html('{} <span class="hint">({})</span>', said, ours)
    return said


def _hint(part: Part) -> SafeString:
    element, functions = part.element, ", ".join(str(each) for each in part.functions)
    ours = ""
    if functions and element.functions_grade == Grade.OUR_READING:
        ours = f" ({_('our reading')})"
    later = NOTHING
    if element.title_en and element.known_from and element.known_from > clock.today():
        day = truth.long_date(element.known_from, "month")
        told = SafeString(_("wording published later, in %(day)s") % {"day": day})
        later = format_html("{}{}", " · " if functions else "", told)
    return format_html("{}{}{}", functions, ours, later)


def _aligned(commitments: Sequence[Commitment]) -> SafeString:
    if not commitments:
        return NOTHING
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((each.get_absolute_url(), truth.text(each, "short")) for each in commitments),
    )
    return format_html('<p class="hint">{} {}</p>', _("Serves:"), links)


def _measured(context: RequestContext, element: PlanElement) -> SafeString:
    measured = context.get("measured")
    rolled = measured.rolled.get(element.pk) if measured else None
    if not rolled or not rolled.readings:
        return NOTHING
    return render_to_string("strategy/_rolled.html", {"rolled": rolled})


# What is to be commented on, by kind; an invitation in plain words is seen, a sign is not.
INVITING: Final = {
    ElementKind.GOAL: gettext_lazy("Comment on this goal"),
    ElementKind.OBJECTIVE: gettext_lazy("Comment on this objective"),
    ElementKind.PRIORITY: gettext_lazy("Comment on this priority"),
}
OTHERWISE: Final = gettext_lazy("Comment on this part of the plan")


def _said(context: RequestContext, element: PlanElement) -> SafeString:
    invited = context.get("invited")
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


def _words(words: Words | None) -> SafeString:
    if words is None:
        return NOTHING
    if words.is_fallback or any(each.language != words.language for each in words.passages):
        return render_to_string("strategy/_words.html", {"words": words})
    html = _joined(each.html for each in words.passages)
    return format_html('<div class="prose">{}</div>', html)


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))
