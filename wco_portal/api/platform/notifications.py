"""The caller's own notification centre."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Resource, act
from wco_portal.api.serializers import Bilingual
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.notifications import selectors, services
from wco_portal.notifications.models import Delivery


class NotificationOut(serializers.ModelSerializer[Delivery]):
    """What the caller was told, and why."""

    id = serializers.CharField(source="public_id", read_only=True)
    event = serializers.CharField(source="event.type", read_only=True)
    target = serializers.CharField(source="event.target", read_only=True)
    reason = Bilingual("reason")
    is_read = serializers.SerializerMethodField()

    class Meta:
        model = Delivery
        fields = (
            "id",
            "event",
            "target",
            "subject",
            "address",
            "reason",
            "made_at",
            "is_read",
        )

    @extend_schema_field({"type": "boolean"})
    def get_is_read(self, obj: Delivery) -> bool:
        """Say whether it was read."""
        return obj.read_at is not None


class Notifications(Resource[Delivery]):
    """What the caller was told, newest first."""

    needs = Permission.PREFERENCES_EDIT
    serializer_class, pagination_class = NotificationOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {"read_at": ["isnull"], "event__type": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[Delivery]:
        """Return the caller's own centre."""
        if not isinstance(actor, Person):
            return Delivery.objects.none()
        return selectors.deliveries.in_centre(actor)

    @act("mark-read", needs=Permission.PREFERENCES_EDIT)
    def mark_read(self, thing: Delivery, body: dict[str, Any], by: Person) -> Delivery:
        """Mark it as read."""
        return services.deliveries.read(thing, by=by)
