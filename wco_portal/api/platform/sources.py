"""Every source that the portal rests on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from wco_portal.access.policies import Actor
from wco_portal.api.platform.members import SourceOut
from wco_portal.api.resources import Resource
from wco_portal.common.models import Source


class Sources(Resource[Source]):
    """Where facts stand: publisher, title, date."""

    serializer_class, lookup_field = SourceOut, "code"
    filterset_fields: Any = {"publisher": ["exact", "icontains"], "title": ["icontains"]}
    ordering = ("publisher", "title", "published")
    ordering_fields = ("publisher", "title", "published", "code")

    def things(self, actor: Actor) -> QuerySet[Source]:
        """Return all sources."""
        return Source.objects.all()
