"""What can be found of regions and Members."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from wco_portal.directory.models import Member, Region
from wco_portal.search.tables import Found, add_source


def register() -> None:
    """Fill this app's rows of the table."""
    add_source("region", _("Regions"), found=regions)
    add_source("member", _("Members"), found=members)


def regions() -> Iterator[Found]:
    """Yield the six regions."""
    for region in Region.objects.order_by("order"):
        yield Found(
            key=region.code,
            address=region.get_absolute_url,
            title_en=region.short_en,
            title_fr=region.short_fr,
            summary_en=region.name_en,
            summary_fr=region.name_fr,
            body_en=region.code.upper(),
            body_fr=region.code.upper(),
        )


def members() -> Iterator[Found]:
    """Yield the Members, each from the day it joined."""
    for member in Member.objects.select_related("region").order_by("pk"):
        yield Found(
            key=member.code,
            address=member.get_absolute_url,
            title_en=member.name_en,
            title_fr=member.name_fr,
            summary_en=member.region.short_en,
            summary_fr=member.region.short_fr,
            body_en=f"{member.alpha2} {member.code.upper()}",
            body_fr=f"{member.alpha2} {member.code.upper()}",
            visible_from=member.joined_on,
        )
