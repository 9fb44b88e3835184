"""The mails as they left, and those that were given up."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Resource, act
from wco_portal.api.serializers import Bilingual
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.notifications import selectors, services
from wco_portal.notifications.models import Delivery, KeptMail


class ReasonOut(serializers.ModelSerializer[Delivery]):
    """Why somebody was told, and of which event."""

    event = serializers.CharField(source="event.type", read_only=True)
    target = serializers.CharField(source="event.target", read_only=True)
    reason = Bilingual("reason")

    class Meta:
        model = Delivery
        fields = ("event", "target", "reason", "attempts", "sent_at")


class MailOut(serializers.ModelSerializer[KeptMail]):
    """A mail as it left, and why."""

    id = serializers.CharField(source="public_id", read_only=True)
    why = ReasonOut(source="delivery", read_only=True, allow_null=True)

    class Meta:
        model = KeptMail
        fields = ("id", "message_id", "recipient", "subject", "text", "html", "kept_at", "why")


class Mails(Resource[KeptMail]):
    """The caller's own mails, newest first; all of them for who oversees mail."""

    needs = Permission.MAIL_VIEW
    serializer_class, pagination_class = MailOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {
        "recipient": ["exact"],
        "delivery__event__type": ["exact"],
        "delivery__event__target": ["exact"],
        "kept_at": ["gte", "lt"],
    }

    def things(self, actor: Actor) -> QuerySet[KeptMail]:
        """Return what the caller may see."""
        return selectors.deliveries.mails_visible_to(actor).defer("source")


class UndeliveredOut(serializers.ModelSerializer[Delivery]):
    """A mail that was given up, and what the last try said."""

    id = serializers.CharField(source="public_id", read_only=True)
    recipient = serializers.CharField(source="recipient.email", read_only=True)
    event = serializers.CharField(source="event.type", read_only=True)
    target = serializers.CharField(source="event.target", read_only=True)

    class Meta:
        model = Delivery
        fields = ("id", "recipient", "event", "target", "state", "attempts", "problem", "made_at")


class Undelivered(Resource[Delivery]):
    """The mails that were given up, newest first."""

    needs = Permission.MAIL_OVERSEE
    serializer_class, pagination_class = UndeliveredOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {"event__type": ["exact"], "made_at": ["gte", "lt"]}

    def things(self, actor: Actor) -> QuerySet[Delivery]:
        """Return what was given up."""
        return selectors.deliveries.undelivered()

    @act("retry", needs=Permission.MAIL_OVERSEE)
    def retry(self, thing: Delivery, body: dict[str, Any], by: Person) -> Delivery:
        """Hand a given-up mail over again."""
        return services.deliveries.try_again(thing, by=by)


class LetterOut(serializers.ModelSerializer[Delivery]):
    """A mail that is or was owed to the caller: why, and what became of it."""

    id = serializers.CharField(source="public_id", read_only=True)
    event = serializers.CharField(source="event.type", read_only=True)
    target = serializers.CharField(source="event.target", read_only=True)
    reason = Bilingual("reason")
    summary = serializers.CharField(source="summary.public_id", read_only=True, default=None)

    class Meta:
        model = Delivery
        fields = (
            "id",
            "event",
            "target",
            "reason",
            "subject",
            "state",
            "made_at",
            "held_until",
            "hold",
            "summary",
            "attempts",
            "sent_at",
        )


class Letters(Resource[Delivery]):
    """Every mail that is or was owed to the caller, with its fate, newest first."""

    needs = Permission.MAIL_VIEW
    serializer_class, pagination_class = LetterOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {"state": ["exact"], "event__type": ["exact"], "made_at": ["gte", "lt"]}

    def things(self, actor: Actor) -> QuerySet[Delivery]:
        """Return the caller's own."""
        if not isinstance(actor, Person):
            return Delivery.objects.none()
        return selectors.deliveries.letters_of(actor)
