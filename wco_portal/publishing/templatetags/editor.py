"""The block editor on a page: `{% editor plan.text section=id name=title parts=tree %}`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.template.context import RequestContext
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.common.parts import Tab
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.enums import RemarksShown
from wco_portal.publishing.models import Text
from wco_portal.publishing.selectors.remarks import Remarks

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tool:
    """A button of the toolbar."""

    command: str
    icon: str
    title: str | Promise
    keys: str = ""
    is_in_table: bool = False


TOOLS: Final = (
    (
        Tool("strong", "bold", _("Bold"), "Control+B"),
        Tool("em", "italic", _("Italics"), "Control+I"),
        Tool("link", "link", _("Link"), "Control+K"),
    ),
    (
        Tool("heading2", "heading", _("Heading"), "Control+Alt+2"),
        Tool("heading3", "heading3", _("Lower heading"), "Control+Alt+3"),
        Tool("bullet_list", "list", _("List"), "Control+Shift+8"),
        Tool("ordered_list", "numbers", _("Numbered list"), "Control+Shift+7"),
        Tool("blockquote", "quote", _("Quotation"), "Control+Shift+9"),
        Tool("table", "table", _("Table")),
    ),
    (
        Tool("row", "plus", _("Row below"), is_in_table=True),
        Tool("column", "plus", _("Column after"), is_in_table=True),
        Tool("row_away", "close", _("Remove row"), is_in_table=True),
        Tool("column_away", "close", _("Remove column"), is_in_table=True),
        Tool("table_away", "close", _("Remove table"), is_in_table=True),
    ),
    (Tool("comment", "talk", _("Comment")),),
    (
        Tool("undo", "undo", _("Undo"), "Control+Z"),
        Tool("redo", "redo", _("Redo"), "Control+Y"),
    ),
)
SUGGESTING: Final = Tool("suggesting", "pen", _("Suggesting"), "Control+Shift+E")
REFERENCE: Final = Tool("reference", "reference", _("Refer to a part of the plan"))


@register.inclusion_tag("publishing/_remarks.html", takes_context=True)
def remarks(context: RequestContext, text: Text, *, section: str = "") -> dict[str, Any]:
    """Show the open suggestions and threads of a section, with what can be done about them."""
    actor, asked = context["user"], context["request"].GET.get("remarks")
    shown = RemarksShown(asked) if asked in RemarksShown else RemarksShown.ALL
    found = selectors.remarks.of(text, section, actor=actor)
    return {
        "text": text,
        "section": section,
        "remarks": found.only(shown),
        "shown": shown,
        "views": _views(context, found, shown),
        "may_decide": selectors.remarks.may_decide(text, actor=actor),
        "people": selectors.remarks.people(tables.KINDS[text.kind]),
        "csrf_token": context.get("csrf_token"),
    }


def _views(context: RequestContext, found: Remarks, shown: RemarksShown) -> list[Tab]:
    """Return the links to what a page may show; none where nothing was said."""
    made = []
    for each in RemarksShown if found else ():
        query = context["request"].GET.copy()
        query["remarks"] = each
        address = f"?{query.urlencode()}#remarks"
        made.append(Tab(each.label, address, each == shown, len(found.only(each))))
    return made


@register.simple_tag(takes_context=True)
def may_suggest(context: RequestContext, text: Text) -> bool:
    """Say whether the reader may suggest in a text."""
    return selectors.remarks.may_suggest(text, actor=context["user"])


@register.inclusion_tag("publishing/_editor.html", takes_context=True)
def editor(
    context: RequestContext,
    text: Text,
    *,
    name: str,
    section: str = "",
    parts: Sequence[Any] = (),
    may_write: object = True,
) -> dict[str, Any]:
    """Write a section in both languages together; `parts` can be referred to."""
    tools = [*TOOLS, (REFERENCE,)] if parts else list(TOOLS)
    return {
        "user": context["user"],
        "text": text,
        "section": section,
        "name": name,
        "parts": parts,
        "may_write": bool(may_write),
        "groups": tools,
        "switch": SUGGESTING,
    }
