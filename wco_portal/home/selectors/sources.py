"""Every source that the portal rests on."""

from __future__ import annotations

from django.db.models import QuerySet

from wco_portal.common.models import Source


def everything() -> QuerySet[Source]:
    """Return all sources, by publisher."""
    return Source.objects.order_by("publisher", "title", "published")
