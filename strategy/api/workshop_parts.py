"""The agenda, documents and participants of workshops; addresses of regional calendars."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plan_word import file_of
from strategy.api.workshops import SLUG
from strategy.enums.workshops import Attending, Audience, Tongue
from strategy.models import AgendaItem, CalendarFeed, WorkshopDocument, WorkshopParticipant
from strategy.models.workshop_programme import LONGEST
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, MomentIn, Thing
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member, Person, Region


def _spread(body: dict[str, Any]) -> dict[str, Any]:
    """Spread bilingual texts over their columns."""
    values: dict[str, Any] = {}
    for name, value in body.items():
        if name in {"title", "speaker"}:
            values |= {f"{name}_{code}": value[code] for code in ("en", "fr")}
        else:
            values[name] = value
    return values


class AgendaItemOut(Thing[AgendaItem]):
    """A point of a workshop's agenda."""

    workshop = serializers.CharField(source="workshop.slug", read_only=True)
    title = Bilingual("title")
    speaker = Bilingual("speaker")

    class Meta(Thing.Meta):
        model, resource = AgendaItem, "agenda-items"
        fields = (
            *Thing.Meta.fields,
            "workshop",
            "starts_at",
            "minutes",
            "title",
            "speaker",
            "language",
        )


class AgendaItemChange(Body):
    """What may be changed of a point; what is left out stays."""

    starts_at = MomentIn(required=False)
    minutes = serializers.IntegerField(min_value=5, max_value=LONGEST, required=False)
    title = BilingualIn(required=False)
    speaker = BilingualIn(required=False)
    language = serializers.ChoiceField(choices=Tongue.choices, required=False, allow_blank=True)


class AgendaItemIn(AgendaItemChange):
    """A point to be added; who speaks is a role, never a name."""

    workshop = serializers.RegexField(SLUG)
    starts_at = MomentIn()
    minutes = serializers.IntegerField(min_value=5, max_value=LONGEST)
    title = BilingualIn()


class AgendaItems(Resource[AgendaItem]):
    """The agendas of the workshops that the caller may see."""

    serializer_class = AgendaItemOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {"workshop__slug": ["exact"], "starts_at": ["gte", "lt"]}
    ordering, ordering_fields = ("starts_at", "pk"), ("starts_at",)

    def things(self, actor: Actor) -> QuerySet[AgendaItem]:
        """Return what the caller may see."""
        return selectors.programmes.items(actor)

    @make(needs=Permission.WORKSHOP_EDIT, body=AgendaItemIn)
    def create(self, body: dict[str, Any], by: Person) -> AgendaItem:
        """Add a point to an agenda."""
        workshop = selectors.workshops.visible(by).get(slug=body.pop("workshop"))
        return services.agendas.add(workshop, by=by, **_spread(body))

    @change(needs=Permission.WORKSHOP_EDIT, body=AgendaItemChange)
    def partial_update(self, thing: AgendaItem, body: dict[str, Any], by: Person) -> AgendaItem:
        """Change a point of an agenda."""
        return services.agendas.change(thing, version=thing.version, by=by, **_spread(body))

    @act("remove", needs=Permission.WORKSHOP_EDIT, status=204)
    def remove(self, thing: AgendaItem, body: dict[str, Any], by: Person) -> None:
        """Take a point off the agenda."""
        services.agendas.remove(thing, by=by)


class WorkshopDocumentOut(Thing[WorkshopDocument]):
    """A document of a workshop; its file is at `address`."""

    workshop = serializers.CharField(source="workshop.slug", read_only=True)
    title = Bilingual("title")
    address = serializers.CharField(source="get_absolute_url", read_only=True)
    media_type = serializers.CharField(source="file.media_type", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True)
    sha256 = serializers.CharField(source="file.sha256", read_only=True)

    class Meta(Thing.Meta):
        model, resource = WorkshopDocument, "workshop-documents"
        fields = (
            *Thing.Meta.fields,
            "workshop",
            "title",
            "language",
            "audience",
            "address",
            "media_type",
            "size",
            "sha256",
        )


class WorkshopDocumentIn(Body):
    """A PDF or Word document in base 64; larger ones are attached on the page."""

    workshop = serializers.RegexField(SLUG)
    title = BilingualIn()
    language = serializers.ChoiceField(
        choices=Tongue.choices, required=False, allow_blank=True, default=""
    )
    audience = serializers.ChoiceField(choices=Audience.choices)
    document = serializers.CharField(max_length=1_000_000)

    def validate_document(self, words: str) -> bytes:
        """Return the bytes of the file."""
        return file_of(words)


class WorkshopDocuments(Resource[WorkshopDocument]):
    """The documents of workshops: the public ones, and those for whom the caller is invited to."""

    serializer_class = WorkshopDocumentOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {"workshop__slug": ["exact"], "audience": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[WorkshopDocument]:
        """Return what the caller may read."""
        return selectors.programmes.all_documents(actor)

    @make(needs=Permission.WORKSHOP_EDIT, body=WorkshopDocumentIn)
    def create(self, body: dict[str, Any], by: Person) -> WorkshopDocument:
        """Attach a document to a workshop."""
        workshop = selectors.workshops.visible(by).get(slug=body.pop("workshop"))
        data = body.pop("document")
        return services.agendas.attach(workshop, data=data, by=by, **_spread(body))

    @act("remove", needs=Permission.WORKSHOP_EDIT, status=204)
    def remove(self, thing: WorkshopDocument, body: dict[str, Any], by: Person) -> None:
        """Take a document away."""
        services.agendas.detach(thing, by=by)


class ParticipantOut(Thing[WorkshopParticipant]):
    """Who takes part in a workshop for which administration."""

    workshop = serializers.CharField(source="workshop.slug", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    languages = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta(Thing.Meta):
        model, resource = WorkshopParticipant, "participants"
        fields = (
            *Thing.Meta.fields,
            "workshop",
            "member",
            "name",
            "function",
            "languages",
            "needs",
            "attending",
            "state",
            "was_present",
            "registered_at",
        )


class ParticipantChange(Body):
    """What may be changed of a participant; what is left out stays."""

    name = serializers.CharField(max_length=120, required=False)
    function = serializers.CharField(max_length=160, required=False)
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=Tongue.choices), required=False, max_length=6
    )
    needs = serializers.ChoiceField(choices=Tongue.choices, required=False, allow_blank=True)
    attending = serializers.ChoiceField(choices=Attending.choices, required=False)


class ParticipantIn(ParticipantChange):
    """A person to be registered for the own administration."""

    workshop = serializers.RegexField(SLUG)
    member = serializers.SlugRelatedField(slug_field="code", queryset=Member.objects.counted())
    name = serializers.CharField(max_length=120)
    function = serializers.CharField(max_length=160)


class Participants(Resource[WorkshopParticipant]):
    """Whom the caller may know of: the own administration's, the own region's, or all."""

    needs = Permission.PARTICIPANT_VIEW
    serializer_class = ParticipantOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "workshop__slug": ["exact"],
        "member__code": ["exact"],
        "state": ["exact"],
        "attending": ["exact"],
    }

    def things(self, actor: Actor) -> QuerySet[WorkshopParticipant]:
        """Return whom the caller may know of."""
        return selectors.participants.visible(actor)

    @make(needs=Permission.PARTICIPANT_REGISTER, body=ParticipantIn)
    def create(self, body: dict[str, Any], by: Person) -> WorkshopParticipant:
        """Register a person for an administration."""
        workshop = selectors.participants.workshop(body.pop("workshop"), by)
        return services.participants.register(workshop, by=by, **body)

    @change(needs=Permission.PARTICIPANT_REGISTER, body=ParticipantChange)
    def partial_update(
        self, thing: WorkshopParticipant, body: dict[str, Any], by: Person
    ) -> WorkshopParticipant:
        """Change what is known of a participant."""
        return services.participants.change(thing, version=thing.version, by=by, **body)

    @act("withdraw", needs=Permission.PARTICIPANT_REGISTER)
    def withdraw(
        self, thing: WorkshopParticipant, body: dict[str, Any], by: Person
    ) -> WorkshopParticipant:
        """Withdraw a participant: the place is free again."""
        return services.participants.withdraw(thing, by=by)


class CalendarFeedOut(Thing[CalendarFeed]):
    """The caller's address for the calendar of a region; empty once it was taken back."""

    region = serializers.SlugRelatedField[Region](slug_field="code", read_only=True)
    address = serializers.SerializerMethodField()

    class Meta(Thing.Meta):
        model, resource = CalendarFeed, "calendar-feeds"
        fields = (*Thing.Meta.fields, "region", "address", "made_at", "revoked_at")

    def get_address(self, obj: CalendarFeed) -> str:
        """Return what a calendar program asks."""
        return selectors.calendar_feeds.address(obj)


class CalendarFeedIn(Body):
    """The region whose calendar is wanted."""

    region = serializers.SlugRelatedField(slug_field="code", queryset=Region.objects.all())


class CalendarFeeds(Resource[CalendarFeed]):
    """The caller's own addresses of regional calendars."""

    needs = Permission.CALENDAR_FEED
    serializer_class = CalendarFeedOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {"region__code": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[CalendarFeed]:
        """Return the caller's own."""
        return selectors.calendar_feeds.own(actor)

    @make(needs=Permission.CALENDAR_FEED, body=CalendarFeedIn)
    def create(self, body: dict[str, Any], by: Person) -> CalendarFeed:
        """Make an address; an earlier one for the region no longer works."""
        return services.calendar_feeds.renew(body["region"], by=by)

    @act("revoke", needs=Permission.CALENDAR_FEED)
    def revoke(self, thing: CalendarFeed, body: dict[str, Any], by: Person) -> CalendarFeed:
        """Take an address back."""
        return services.calendar_feeds.revoke(thing, by=by)
