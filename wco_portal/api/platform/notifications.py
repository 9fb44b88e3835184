"""The caller's own notification centre, and what the caller wants to hear."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Answering, Resource, act, make
from wco_portal.api.serializers import Bilingual, Body
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.notifications import selectors, services
from wco_portal.notifications.enums import Channel, Pace
from wco_portal.notifications.models import Delivery, MailTimes
from wco_portal.notifications.selectors.preferences import Choice
from wco_portal.notifications.tables import GROUPS
from wco_portal.publishing.enums import Language


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


class MarkedOut(serializers.Serializer[Any]):
    """How many were marked."""

    marked = serializers.IntegerField()


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

    @make(
        name="mark-all-read",
        needs=Permission.PREFERENCES_EDIT,
        body=None,
        answer=MarkedOut,
        status=200,
    )
    def mark_all_read(self, body: dict[str, Any], by: Person) -> dict[str, int]:
        """Mark everything in the caller's centre as read."""
        return {"marked": services.deliveries.read_all(by=by)}


class ChoiceOut(serializers.Serializer[Choice]):
    """A group of notices, and by which channels the caller wants it."""

    group = serializers.CharField()
    title = serializers.CharField()
    mail = serializers.SerializerMethodField()
    portal = serializers.SerializerMethodField()
    has_required = serializers.BooleanField()

    def get_mail(self, obj: Choice) -> bool:
        """Say whether the group comes by mail."""
        return obj.wanted[Channel.MAIL]

    def get_portal(self, obj: Choice) -> bool:
        """Say whether the group comes to the notification centre."""
        return obj.wanted[Channel.PORTAL]


class TimesOut(serializers.ModelSerializer[MailTimes]):
    """When mails that are not urgent leave; times of clocks in the caller's zone."""

    class Meta:
        model = MailTimes
        fields = ("pace", "quiet_from", "quiet_until")


class ReaderOut(serializers.Serializer[Person]):
    """How the caller's letters read; empty is the administration's, and the organisation's."""

    language = serializers.CharField()
    time_zone = serializers.CharField()


class PreferencesOut(serializers.Serializer[Any]):
    """What the caller wants to hear, and when."""

    choices = ChoiceOut(many=True)
    reader = ReaderOut()
    times = TimesOut()


class ChoiceIn(Body):
    """Whether a group is wanted by a channel."""

    group = serializers.ChoiceField(choices=[])
    channel = serializers.ChoiceField(choices=Channel.choices)
    is_wanted = serializers.BooleanField()

    def get_fields(self) -> dict[str, Any]:
        """Offer the groups of the apps, which are known once all are ready."""
        fields: dict[str, Any] = super().get_fields()
        fields["group"] = serializers.ChoiceField(choices=list(GROUPS))
        return fields


class TimesIn(Body):
    """When mails that are not urgent leave; quiet hours may cross midnight."""

    pace = serializers.ChoiceField(choices=Pace.choices)
    quiet_from = serializers.TimeField(required=False, allow_null=True, default=None)
    quiet_until = serializers.TimeField(required=False, allow_null=True, default=None)


class ReaderIn(Body):
    """How letters read: the language, and the clocks that times are shown of."""

    language = serializers.ChoiceField(choices=Language.choices, allow_blank=True)
    time_zone = serializers.CharField(max_length=60, allow_blank=True)


class PreferencesIn(Body):
    """Choices to be changed; what is not named stays as it is."""

    choices = ChoiceIn(many=True, required=False, allow_empty=False, max_length=100)  # type: ignore[call-arg]  # -- the list's
    reader = ReaderIn(required=False)
    times = TimesIn(required=False)


class Preferences(Answering[Any]):
    """What the caller wants to hear, by which channel."""

    needs = Permission.PREFERENCES_EDIT
    filter_backends, pagination_class = (), None
    serializer_class = PreferencesOut

    @extend_schema(responses=PreferencesOut, operation_id="preferences_read")
    def retrieve(self, request: Request) -> Response:
        """Say what the caller wants to hear."""
        return self.answer(self._standing(request.user), PreferencesOut, 200)

    @extend_schema(operation_id="preferences_choose")
    @make(needs=Permission.PREFERENCES_EDIT, body=PreferencesIn, answer=PreferencesOut, status=200)
    def create(self, body: dict[str, Any], by: Person) -> dict[str, Any]:
        """Choose what to hear, by which channel, and when mails that are not urgent leave."""
        given = body.get("choices", [])
        wanted = {(each["group"], each["channel"]): each["is_wanted"] for each in given}
        if wanted:
            services.preferences.choose(wanted, by=by)
        if "reader" in body:
            services.preferences.set_reader(**body["reader"], by=by)
        if "times" in body:
            services.preferences.set_times(**body["times"], by=by)
        return self._standing(by)

    def _standing(self, person: Any) -> dict[str, Any]:
        return {
            "choices": selectors.preferences.choices_of(person),
            "reader": person,
            "times": selectors.preferences.mail_times(person),
        }
