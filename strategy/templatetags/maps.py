"""The strategic map as a drawing; the list beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from strategy.enums.indicators import TONES, Light
from strategy.enums.plans import ElementKind
from strategy.rules import maps
from strategy.rules.maps import LINE, WIDE
from strategy.selectors.plans import Outline, Part
from strategy.selectors.rollups import Measured
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
    drawn = [
        {
            "band": band,
            "boxes": [_box(box, measured) for box in band.boxes],
        }
        for band in bands
    ]
    height = bands[-1].y + bands[-1].height if bands else 0
    listed = [(name, [(part, _light(part, measured)) for part in parts]) for name, parts in layers]
    return {"drawn": drawn, "listed": listed, "wide": WIDE, "high": height}


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


def _box(box: maps.Box[Part], measured: Measured | None) -> dict[str, Any]:
    light = _light(box.thing, measured)
    tone = TONES[light] if light else ""
    return {
        "element": box.thing.element,
        "box": box,
        "tone": tone,
        "shape": SHAPES[tone] if tone else "",
        "word": str(light.label) if light else "",
        "head_y": box.y + 22,
        "shape_x": box.x + box.width - 30,
        "word_y": box.y + box.height - 10,
        "lines": [(box.y + 44 + LINE * at, line) for at, line in enumerate(box.lines)],
        "text_x": box.x + 12,
    }
