"""The strategic map as a drawing; the list beside it says the same.

A plan may have 400 boxes, and a template takes five times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from strategy.enums.indicators import TONES, Light
from strategy.enums.plans import ElementKind
from strategy.rules import maps
from strategy.rules.maps import LINE, WIDE
from strategy.selectors.plans import Outline, Part
from strategy.selectors.rollups import Measured
from wco_portal.common.bilingual import colon
from wco_portal.common.icons import SHAPES

register = template.Library()


@register.inclusion_tag("strategy/_map.html", takes_context=True)
def strategic_map(context: Context, outline: Outline) -> dict[str, Any]:
    """Draw the layers of a plan from the top down, each element with its light."""
    measured: Measured | None = context.get("measured")
    layers = _layers(outline)
    bands = maps.lay(
        [(name, [(part, _words(part)) for part in parts]) for name, parts in layers if parts]
    )
    drawn = "".join(_band(band, measured) for band in bands)
    height = bands[-1].y + bands[-1].height if bands else 0
    listed = "".join(_listed(name, parts, measured) for name, parts in layers)
    return {
        "drawn": SafeString(drawn),
        "listed": SafeString(listed),
        "wide": WIDE,
        "high": height,
    }


def _layers(outline: Outline) -> list[tuple[str, Sequence[Part]]]:
    """Goals above objectives that stand, below them each layer with what is in it."""
    found: list[tuple[str, Sequence[Part]]] = []
    for kind in (ElementKind.GOAL, ElementKind.OBJECTIVE):
        parts = [part for part in outline.standing if part.element.kind == kind]
        if parts:
            found.append((capfirst(str(kind.label)), parts))
    alone = [part for part in outline.layers if not part.children]
    found += [(_name(part), part.children) for part in outline.layers if part.children]
    if alone:
        found.append((capfirst(str(ElementKind(alone[0].element.kind).label)), alone))
    return found


def _name(part: Part) -> str:
    return f"{part.element.number} {part.element.title}".strip()


def _words(part: Part) -> str:
    return part.element.title or _("name not known")


def _light(part: Part, measured: Measured | None) -> Light | None:
    rolled = measured.rolled.get(part.element.pk) if measured else None
    return rolled.rollup.light if rolled and rolled.readings else None


def _listed(name: str, parts: Sequence[Part], measured: Measured | None) -> str:
    rows = []
    for part in parts:
        element, light = part.element, _light(part, measured)
        said = f"{colon()}\n{escape(str(light.label))}" if light else ""
        rows.append(
            f'<li>\n<a href="{escape(element.get_absolute_url())}">{escape(element.number)}\n'
            f"{escape(element.title) or '…'}</a>{said}\n</li>"
        )
    return f"<li>\n{escape(name)}\n<ul>\n{''.join(rows)}\n</ul>\n</li>"


def _band(band: maps.Band[Part], measured: Measured | None) -> str:
    boxes = "".join(_box(box, _light(box.thing, measured)) for box in band.boxes)
    return (
        f'<rect\nclass="band"\nx="0"\ny="{band.y}"\nwidth="{WIDE}"\nheight="{band.height}"\n'
        f'rx="10"\n/><text class="band-name" x="16" y="{band.y + 20}">{escape(band.name)}</text>\n'
        f"{boxes}"
    )


def _box(box: maps.Box[Part], light: Light | None) -> str:
    tone, left = TONES[light] if light else "", box.x + 12
    lines = "".join(
        f'<text x="{left}" y="{box.y + 44 + LINE * at}">\n{escape(line)}\n</text>'
        for at, line in enumerate(box.lines)
    )
    return (
        f'<g class="{tone}">\n<rect\nclass="box"\nx="{box.x}"\ny="{box.y}"\n'
        f'width="{box.width}"\nheight="{box.height}"\nrx="6"\n/>\n'
        f'<text class="number" x="{left}" y="{box.y + 22}">\n'
        f"{escape(box.thing.element.number)}\n</text>\n{lines}\n"
        f"{_sign(box, light) if light else ''}\n</g>"
    )


def _sign(box: maps.Box[Part], light: Light) -> str:
    return (
        f'<svg\nx="{box.x + box.width - 30}"\ny="{box.y + 8}"\nwidth="18"\nheight="18"\n'
        f'viewBox="0 0 20 20"\n>\n<path class="shape" d="{SHAPES[TONES[light]]}" '
        f'fill-rule="evenodd" />\n</svg>\n<text class="word" x="{box.x + 12}" '
        f'y="{box.y + box.height - 10}">\n{escape(str(light.label))}\n</text>'
    )
