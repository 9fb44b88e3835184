"""The parts that pages are made of; the gallery at /en/styleguide/ shows each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from django import template
from django.core.paginator import Page
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst, slugify
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from wco_portal.common.bilingual import LANGUAGES, active
from wco_portal.common.icons import ICONS, SHAPES
from wco_portal.common.parts import Part, Piece, Step, Tab, Text, TileGroup
from wco_portal.common.templatetags import form_parts, truth

DOTS: Final = 12
TABLE_TAG: Final = re.compile(r"<(table|thead|tbody|tr|td)(?=[\s>])(?![^>]*\srole=)")
HEADER_TAG: Final = re.compile(r'<th\s(?![^>]*\srole=)[^>]*?scope="(col|row)"')
TABLE_ROLES: Final = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tr": "row",
    "td": "cell",
    "col": "columnheader",
    "row": "rowheader",
}

register = template.Library()
for part in (truth, form_parts):
    register.tags |= part.register.tags
    register.filters |= part.register.filters


# --- boxes ----------------------------------------------------------------------------------------
@register.simple_block_tag
def card(
    content: SafeString,
    *,
    title: Text = "",
    note: Text = "",
    level: int = 2,
    kind: str = "",
    id: str = "",  # noqa: A002 -- the attribute's name
) -> SafeString:
    """A titled box; `kind`: tight, flush, todo, raised, sunk, is-demo."""
    name = id or slugify(str(title))
    words = {"title": title, "note": note, "level": level, "kind": kind, "id": name}
    return render_to_string("components/card.html", words | {"content": content})


@register.simple_block_tag
def section(
    content: SafeString,
    *,
    title: Text,
    note: Text = "",
    level: int = 2,
    kind: str = "section",
    id: str = "",  # noqa: A002 -- the attribute's name
) -> SafeString:
    """A titled part of a page; `kind="band"` runs over the whole width on public pages."""
    name = id or slugify(str(title))
    words = {"title": title, "note": note, "level": level, "kind": kind, "id": name}
    return render_to_string("components/section.html", words | {"content": content})


@register.simple_block_tag
def page_head(
    content: SafeString, title: Text, *, kicker: Text = "", lede: Text = ""
) -> SafeString:
    """The head of a page: h1, a sentence, and inside it the buttons."""
    words = {"title": title, "kicker": kicker, "lede": lede, "content": content}
    return render_to_string("components/page_head.html", words)


@register.simple_block_tag
def alert(content: SafeString, tone: str = "brand", *, title: Text = "") -> SafeString:
    """A message in the page; tone: brand, good, warn, bad, now."""
    return render_to_string(
        "components/alert.html", {"tone": tone, "title": title, "content": content}
    )


@register.simple_block_tag
def empty(content: SafeString, *, title: Text) -> SafeString:
    """Nothing here yet: say why, and inside what to do next."""
    return render_to_string("components/empty.html", {"title": title, "content": content})


@register.simple_block_tag
def table_box(content: SafeString, name: Text) -> SafeString:
    """A table that may scroll sideways, reachable by keyboard and named."""
    told = _with_roles(content) if 'class="cards' in content or ' cards"' in content else content
    return render_to_string("components/table_box.html", {"name": name, "content": told})


def _with_roles(table: SafeString) -> SafeString:
    """Say what rows and cells are: a table laid out as a list on a phone forgets it."""
    told = TABLE_TAG.sub(lambda tag: f'{tag[0]} role="{TABLE_ROLES[tag[1]]}"', table)
    return SafeString(HEADER_TAG.sub(lambda tag: f'{tag[0]} role="{TABLE_ROLES[tag[1]]}"', told))


@register.simple_block_tag
def stats(content: SafeString) -> SafeString:
    """A row of figures: `stat` inside."""
    return format_html('<dl class="stats">{}</dl>', content)


@register.simple_block_tag
def facts(content: SafeString, *, kind: str = "") -> SafeString:
    """A list of terms and values: `fact` inside; kind: ruled, stacked."""
    return format_html('<dl class="facts {}">{}</dl>', kind, content)


@register.simple_block_tag
def disclose(content: SafeString, title: Text, *, is_open: object = False) -> SafeString:
    """More, for who wants it; open from the start when something in it has to be mended."""
    shown = mark_safe(" open") if is_open else ""
    return format_html(
        '<details class="disclose"{}><summary>{}</summary>{}</details>', shown, title, content
    )


# --- leaves ---------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """A drawing beside words; it says nothing by itself."""
    return format_html(
        '<svg class="ico {}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        kind,
        ICONS[name],
    )


@register.simple_tag
def shape(tone: str) -> SafeString:
    """The shape of a state, without its word: for legends and counts."""
    return format_html(
        '<svg class="sig {}" viewBox="0 0 20 20" aria-hidden="true">'
        '<path d="{}" fill-rule="evenodd"/></svg>',
        tone,
        SHAPES[tone],
    )


# The two that stand in every row of a list are written here: a template of their own takes longer.
@register.simple_tag
def status(tone: str, word: Text, kind: str = "") -> SafeString:
    """A state: shape, word and colour; tone: good, warn, bad, idle, half, most, brand, now."""
    return _status(str(tone), str(word), str(kind), is_safe=isinstance(word, SafeString))


@lru_cache(maxsize=500)
def _status(tone: str, word: str, kind: str, *, is_safe: bool) -> SafeString:
    words = capfirst(word)
    return format_html(
        '<span class="status {} {}"><svg viewBox="0 0 20 20" aria-hidden="true">'
        '<path d="{}" fill-rule="evenodd"/></svg><span>{}</span></span>',
        tone,
        kind,
        SHAPES[tone],
        SafeString(words) if is_safe else words,
    )


@register.simple_tag
def tag(word: Text, *, address: str = "", kind: str = "") -> SafeString:
    """A word that groups things; kind: neutral."""
    if address:
        return format_html('<a class="tag {}" href="{}">{}</a>', kind, address, word)
    return format_html('<span class="tag {}">{}</span>', kind, word)


@register.inclusion_tag("components/chip.html")
def chip(word: Text, address: str, *, is_on: bool = False) -> dict[str, Any]:
    """A filter that is a link; pressed again it goes away."""
    return {"word": word, "address": address, "is_on": is_on}


@register.inclusion_tag("components/button.html")
def button(
    word: Text, *, kind: str = "", icon: str = "", name: str = "", value: str = "", about: Text = ""
) -> dict[str, Any]:
    """Send the form; `about` says of which thing; kind: primary, danger, quiet, small."""
    return {"word": word, "kind": kind, "icon": icon, "name": name, "value": value, "about": about}


@register.inclusion_tag("components/link_button.html")
def link_button(
    word: Text, address: str, *, kind: str = "", icon: str = "", about: Text = ""
) -> dict[str, Any]:
    """Go somewhere, as a button."""
    return {"word": word, "address": address, "kind": kind, "icon": icon, "about": about}


@register.inclusion_tag("components/act.html", takes_context=True)
def act(
    context: RequestContext,
    word: Text,
    address: str,
    *,
    kind: str = "",
    icon: str = "",
    about: Text = "",
    why_not: Text = "",
    version: int | None = None,
) -> dict[str, Any]:
    """One act as a form of its own; with `why_not` it stands there locked, with the reason.

    `version` is that of the thing as it is shown, where the act is meant for that one only.
    """
    words = {"word": word, "address": address, "kind": kind, "icon": icon, "about": about}
    return words | {"version": version, "why_not": why_not, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("components/stat.html")
def stat(
    label: Text, value: object, *, of: object = "", note: Text = "", address: str = ""
) -> dict[str, Any]:
    """A figure with its name, inside `stats`."""
    return {"label": label, "value": value, "of": of, "note": note, "address": address}


@register.inclusion_tag("components/fact.html")
def fact(label: Text, value: object = None) -> dict[str, Any]:
    """A term and its value inside `facts`; nothing known is said in words."""
    return {"label": label, "value": value, "is_known": value not in (None, "")}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Step], *, name: Text = "") -> dict[str, Any]:
    """The steps of a form."""
    return {"items": items, "name": name or _("Steps")}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Sequence[Step], *, name: Text, kind: str = "life") -> dict[str, Any]:
    """The life of a thing, downwards; `kind="path"` lays it sideways."""
    return {"items": items, "name": name, "kind": kind}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Tab], *, name: Text) -> dict[str, Any]:
    """Several views of the same thing, each with an address."""
    return {"items": items, "name": name}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*words: Text) -> dict[str, Any]:
    """Where this page stands: title, address, title, address, ... and the page's own title."""
    pairs = [(words[i], words[i + 1]) for i in range(0, len(words) - 1, 2)]
    return {"home": reverse("home"), "pairs": pairs, "last": words[-1] if len(words) % 2 else ""}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: Page[Any]) -> dict[str, Any]:
    """Which part of a list this is, and the way to the others; filters are kept."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("components/receipt.html")
def receipt(
    what: Text, number: str, at: dt.datetime, *, address: str = "", note: Text = ""
) -> dict[str, Any]:
    """What an act ends in: number, time, what."""
    return {"what": what, "number": number, "at": at, "address": address, "note": note}


@register.inclusion_tag("components/bar.html")
def bar(parts: Sequence[Part], *, total: int) -> dict[str, Any]:
    """Shares of a whole as a bar; the label of every part is read out."""
    start, drawn = 0.0, []
    for part in parts:
        width = 100 * part.value / total if total else 0
        drawn.append({"x": f"{start:.1f}", "width": f"{width:.1f}", "tone": part.tone})
        start += width
    said = ", ".join(f"{part.value} {part.label}" for part in parts)
    return {"drawn": drawn, "said": said}


@register.inclusion_tag("components/dots.html")
def dots(count: int | None, *, of: int | None = None) -> dict[str, Any]:
    """One dot for each, the filled ones first, hollow when not known; words beside it say it."""
    spots = [
        (10 * (number % DOTS) + 5, 10 * (number // DOTS) + 5)
        for number in range(of or count or DOTS)
    ]
    # A step of no length with round ends is a dot: many weigh as much as one circle.
    filled, off = (
        "".join(f"M{x} {y}h0" for x, y in part)
        for part in (spots[: count or 0], spots[count or 0 :])
    )
    hollow = spots if count is None else []
    height = spots[-1][1] + 5
    return {"hollow": hollow, "filled": filled, "off": "" if hollow else off, "height": height}


@register.inclusion_tag("components/tiles.html", takes_context=True)
def member_tiles(
    context: RequestContext, groups: Iterable[TileGroup], *, level: int = 3
) -> dict[str, Any]:
    """One equal tile per Member, by region: not a map. Who saves data sees how many they are."""
    return {"groups": groups, "level": level, "is_short": _saves_data(context)}


def _saves_data(context: RequestContext) -> bool:
    return bool((context.get("portal") or {}).get("saves_data"))


@register.simple_tag
def diff(pieces: Iterable[Piece]) -> SafeString:
    """A difference between two texts, with words for who cannot see it."""
    around = _around(active())
    told: list[str] = []
    for text, change in pieces:
        before, after = around[change]
        told += (before, conditional_escape(text), after)
    return SafeString("".join(told))


@lru_cache
def _around(_language: str) -> dict[str, tuple[str, str]]:
    """Give what stands around a piece: two versions may differ in thousands of them."""
    words = {"added": ("ins", _("[added:")), "removed": ("del", _("[removed:"))}
    end = _("end]")
    return {"": ("", "")} | {
        change: (
            format_html('<{}><span class="vh">{} </span>', SafeString(tag), word),
            format_html('<span class="vh"> {}</span></{}>', end, SafeString(tag)),
        )
        for change, (tag, word) in words.items()
    }


@register.simple_tag
def initials(name: str, kind: str = "") -> SafeString:
    """A person as a small disc; the name stands beside it."""
    letters = "".join(word[0] for word in name.replace("(", "").split()[:2]).upper()
    return format_html('<span class="who {}" aria-hidden="true">{}</span>', kind, letters)


# --- the year -------------------------------------------------------------------------------------
@register.inclusion_tag("components/motif.html", takes_context=True)
def motif(context: RequestContext, drawn: object, kind: str = "") -> dict[str, Any]:
    """The drawing of a year inside an element with its hue; `kind="strip"` for the small one."""
    return {"motif": None if _saves_data(context) else drawn, "kind": kind}


@register.filter
def hue_class(hue: int) -> str:
    """The classes that give an element the colours of a hue: every ten degrees has one."""
    return f"theme hue-{round(hue / 10) * 10 % 360}"


# --- the frame ------------------------------------------------------------------------------------
@register.inclusion_tag("components/languages.html", takes_context=True)
def languages(context: RequestContext) -> dict[str, Any]:
    """The same page in the other language."""
    return {"links": language_links(context)}


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> list[dict[str, Any]]:
    """The addresses of the page in every language."""
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    rest = path.split("/", 2)[2] if path.split("/", 2)[1:2] and path[1:3] in LANGUAGES else ""
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "address": f"/{code}/{rest}",
            "is_current": code == active(),
        }
        for code in LANGUAGES
    ]
