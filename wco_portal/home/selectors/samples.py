"""Samples for the gallery: invented, and marked so on the page."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from strategy.rules import motif
from wco_portal.common.models import Source
from wco_portal.common.parts import Part, Piece, Rankable, Step, Tab, Tile, TileGroup

PLACES = {
    "AMS": ("Americas", "AG AR BB BR CA CL CO"),
    "EUR": ("Europe", "AL AZ BE FR GE TR"),
    "ESA": ("East and Southern Africa", "KE MU UG"),
    "WCA": ("West and Central Africa", "CM SN"),
    "MENA": ("Middle East and North Africa", "JO MA"),
    "AP": ("Asia / Pacific", "ID IN JP"),
}


def samples() -> dict[str, Any]:
    """Return a sample of everything that the components show."""
    return (
        _lists()
        | _facts()
        | {
            "hero": motif.motif(2019, "SMART", motif.LOW),
            "strips": [(hue, motif.motif(hue + 1, frame=motif.STRIP)) for hue in range(0, 360, 30)],
            "page": Paginator(range(312), 25).page(2),
        }
    )


def _lists() -> dict[str, Any]:
    return {
        "steps": _steps(),
        "life": _life(),
        "tabs": [
            Tab(_("All"), "?", is_current=True, count=312),
            Tab(_("Needs action"), "?tab=action", count=41),
            Tab(_("Confirmed"), "?tab=confirmed", count=248),
        ],
        "parts": [
            Part(41, _("final"), "good"),
            Part(7, _("in work"), "light"),
            Part(2, _("stale"), "warn"),
        ],
        "pieces": [
            Piece("Guidance on e-commerce is "),
            Piece("offered to", "removed"),
            Piece("developed with", "added"),
            Piece(" Members."),
        ],
        "rankables": [
            Rankable("place-1", _("Integrity"), 1, _("A sample line")),
            Rankable("place-2", _("E-Commerce"), 2),
            Rankable("place-3", _("Capacity building"), 3),
            Rankable("place-4", _("Performance measurement"), 4),
        ],
        "tile_groups": _tiles(),
    }


def _facts() -> dict[str, Any]:
    return {
        "at": dt.datetime(2019, 4, 30, 16, 0, tzinfo=dt.UTC),
        "day": dt.date(2019, 7, 1),
        "bilingual": SimpleNamespace(title_en="Digital Customs", title_fr="La douane numérique"),
        "only_english": SimpleNamespace(title_en="Revised Kyoto Convention", title_fr=""),
        "only_french": SimpleNamespace(title_en="", title_fr="Convention de Kyoto révisée"),
        "sourced": SimpleNamespace(
            grade="official",
            get_grade_display=lambda: _("official"),
            source=Source(
                pk=1, publisher=_("Sample"), title=_("A text that does not exist"), published="2019"
            ),
        ),
    }


def _steps() -> list[Step]:
    return [
        Step(_("Your answer"), state="done", address="?step=1"),
        Step(_("Put in order"), state="now"),
        Step(_("Comments")),
        Step(_("Review and send")),
    ]


def _life() -> list[Step]:
    return [
        Step(_("Regional workshops"), when=_("Autumn 2018"), state="done"),
        Step(_("Drafting"), when=_("27 March 2019"), state="now"),
        Step(
            _("Council decision"), note=_("Needs an approver who did not write it"), state="locked"
        ),
        Step(_("In effect, if approved"), when=_("1 July 2019")),
    ]


def _tiles() -> list[TileGroup]:
    strong, ringed = {"CM", "JO", "UG"}, {"IN", "BR"}
    return [
        TileGroup(
            region,
            name,
            [
                Tile(c, c, "?", "strong" if c in strong else "", is_ringed=c in ringed)
                for c in codes.split()
            ],
        )
        for region, (name, codes) in PLACES.items()
    ]
