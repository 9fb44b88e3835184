"""The audit trail, for auditors."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Resource
from wco_portal.audit.models import Event
from wco_portal.common.ids import PATTERN


class EventOut(serializers.ModelSerializer[Event]):
    """What happened; people are random keys, never names."""

    id = serializers.CharField(source="public_id", read_only=True)
    data = serializers.DictField()  # type: ignore[assignment]  # -- a field's name

    class Meta:
        model = Event
        fields = (
            "id",
            "type",
            "actor",
            "subject",
            "target_kind",
            "target",
            "data",
            "happened_at",
            "recorded_at",
        )


class Events(Resource[Event]):
    """What happened, newest first."""

    needs = Permission.EVENTS_VIEW
    serializer_class, pagination_class = EventOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {
        "type": ["exact", "startswith"],
        "actor": ["exact"],
        "subject": ["exact"],
        "target": ["exact"],
        "target_kind": ["exact"],
        "happened_at": ["gte", "lt"],
    }

    def things(self, actor: Actor) -> QuerySet[Event]:
        """Return the whole trail."""
        return Event.objects.all()
