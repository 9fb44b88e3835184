"""How workshops and challenges look from afar: their cards in the thread, a row per kind."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from strategy.selectors import challenges, scans, workshops
from wco_portal.links.tables import add_kind


def register() -> None:
    """Fill these nouns' rows of the table of linkable kinds."""
    add_kind("workshop", _("Workshop"), cards=workshops.cards, options=workshops.options)
    add_kind(
        "workshopconclusion",
        _("Conclusion of a workshop"),
        cards=workshops.conclusion_cards,
        options=workshops.conclusion_options,
    )
    add_kind(
        "scanfinding",
        _("Finding of the Environmental Scan"),
        cards=scans.cards,
        options=scans.options,
    )
    add_kind("challenge", _("Challenge"), cards=challenges.cards, options=challenges.options)
