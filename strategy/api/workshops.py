"""Regional workshops, and the challenges that Members raise at them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import Throttled

from strategy import selectors, services
from strategy.enums.workshops import Tongue, WorkshopState
from strategy.models import Challenge, Workshop, WorkshopConclusion
from strategy.workflows.workshops import CHALLENGE, WORKSHOP
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.platform.jobs import JobOut
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, MomentIn, Thing, ZoneIn
from wco_portal.api.throttles import is_within
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member, Person, Region

SLUG = "^[a-z0-9-]{1,60}$"


class ConclusionOut(serializers.ModelSerializer[WorkshopConclusion]):
    """Something that a workshop concluded."""

    id = serializers.CharField(source="public_id", read_only=True)
    text = Bilingual("text")

    class Meta:
        model = WorkshopConclusion
        fields = ("id", "text", "is_demonstration")


class WorkshopOut(Thing[Workshop]):
    """A workshop of a region; the online address is told to those invited only."""

    region = serializers.SlugRelatedField[Region](slug_field="code", read_only=True)
    host = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    vice_chair = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    plan = serializers.CharField(source="plan.slug", read_only=True, default=None)
    title = Bilingual("title")
    about = Bilingual("about")
    place = Bilingual("place")
    note = Bilingual("note")
    chairs = Bilingual("chairs")
    languages = serializers.ListField(child=serializers.CharField(), read_only=True)
    interpreted_from = serializers.ListField(child=serializers.CharField(), read_only=True)
    interpreted_into = serializers.ListField(child=serializers.CharField(), read_only=True)
    conclusions = ConclusionOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup, workflow = Workshop, "workshops", "slug", WORKSHOP
        fields = (
            *Thing.Meta.fields,
            "region",
            "plan",
            "title",
            "about",
            "host",
            "vice_chair",
            "starts_at",
            "ends_at",
            "zone",
            "starts_on",
            "ends_on",
            "date_precision",
            "place",
            "chairs",
            "languages",
            "interpreted_from",
            "interpreted_into",
            "registration_ends_at",
            "capacity",
            "members_present",
            "members_of",
            "people_present",
            "shared_at",
            "note",
            "state",
            "sequence",
            "conclusions",
            "grade",
        )


class WorkshopChange(Body):
    """What may be changed of a workshop; what is left out stays."""

    title = BilingualIn(required=False)
    about = BilingualIn(required=False)
    place = BilingualIn(required=False)
    starts_at = MomentIn(required=False)
    ends_at = MomentIn(required=False)
    zone = ZoneIn(max_length=60, required=False)
    online_address = serializers.URLField(required=False, allow_blank=True, max_length=300)
    host = serializers.SlugRelatedField(
        slug_field="code", queryset=Member.objects.counted(), required=False, allow_null=True
    )
    vice_chair = serializers.SlugRelatedField(
        slug_field="code", queryset=Member.objects.counted(), required=False, allow_null=True
    )
    languages = serializers.ListField(
        child=serializers.ChoiceField(choices=Tongue.choices), required=False, max_length=6
    )
    chairs = BilingualIn(required=False)
    interpreted_from = serializers.ListField(
        child=serializers.ChoiceField(choices=Tongue.choices), required=False, max_length=6
    )
    interpreted_into = serializers.ListField(
        child=serializers.ChoiceField(choices=Tongue.choices), required=False, max_length=6
    )
    registration_ends_at = MomentIn(required=False, allow_null=True)
    capacity = serializers.IntegerField(
        min_value=1, max_value=5000, required=False, allow_null=True
    )
    plan = serializers.RegexField(SLUG, required=False, allow_null=True)
    remind_days = serializers.IntegerField(min_value=1, max_value=60, required=False)


class WorkshopIn(WorkshopChange):
    """A workshop to be scheduled: a draft first."""

    region = serializers.SlugRelatedField(slug_field="code", queryset=Region.objects.all())
    title = BilingualIn()
    starts_at = MomentIn()
    ends_at = MomentIn()
    zone = ZoneIn(max_length=60)


class CancelIn(Body):
    """Why it does not take place."""

    reason = serializers.CharField(max_length=600)


class AttendanceIn(Body):
    """How many Members were present."""

    members_present = serializers.IntegerField(min_value=0, max_value=300)
    members_of = serializers.IntegerField(min_value=1, max_value=300, required=False)


class PresentIn(Body):
    """Who came and who did not, by the ids of the participants."""

    present = serializers.ListField(
        child=serializers.RegexField(f"^{PATTERN}$"), required=False, default=list, max_length=5000
    )
    absent = serializers.ListField(
        child=serializers.RegexField(f"^{PATTERN}$"), required=False, default=list, max_length=5000
    )


class ReportIn(Body):
    """The language of the report."""

    language = serializers.ChoiceField(choices=LANGUAGES)


class WorkshopConclusionIn(Body):
    """Something that it concluded."""

    text = BilingualIn()


def _columns(body: dict[str, Any], by: Person) -> dict[str, Any]:
    """Spread bilingual texts over their columns, and find the plan."""
    values: dict[str, Any] = {}
    for name, value in body.items():
        if name in {"title", "about", "place", "chairs"}:
            values |= {f"{name}_{code}": value[code] for code in ("en", "fr")}
        elif name == "plan":
            values[name] = selectors.plans.by_slug(value, by) if value else None
        else:
            values[name] = value
    return values


class Workshops(Resource[Workshop]):
    """The workshops that the caller may see: announced and past ones, drafts for who drafts."""

    serializer_class, lookup_field = WorkshopOut, "slug"
    filterset_fields: Any = {
        "region__code": ["exact"],
        "plan__slug": ["exact"],
        "state": ["exact"],
        "starts_at": ["gte", "lt"],
    }
    ordering, ordering_fields = ("pk",), ("starts_at", "starts_on")

    def things(self, actor: Actor) -> QuerySet[Workshop]:
        """Return what the caller may see."""
        return selectors.workshops.visible(actor).prefetch_related("conclusions")

    @make(needs=Permission.WORKSHOP_EDIT, body=WorkshopIn)
    def create(self, body: dict[str, Any], by: Person) -> Workshop:
        """Schedule a workshop: a draft that nobody is told of."""
        values = _columns(body, by)
        return services.workshops.schedule(values.pop("region"), by=by, **values)

    @change(needs=Permission.WORKSHOP_EDIT, body=WorkshopChange)
    def partial_update(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Change a workshop; once it is announced, those invited are told."""
        is_draft = thing.state == WorkshopState.PLANNED
        save = services.workshops.edit if is_draft else services.workshops.change
        return save(thing, version=thing.version, by=by, **_columns(body, by))

    @act("announce", needs=Permission.WORKSHOP_ANNOUNCE)
    def announce(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Announce a draft: the region's people are invited."""
        return services.workshops.announce(thing, by=by)

    @act("cancel", needs=Permission.WORKSHOP_ANNOUNCE, body=CancelIn)
    def cancel(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Cancel an announced workshop: those invited are told why."""
        return services.workshops.cancel(thing, by=by, **body)

    @act("drop", needs=Permission.WORKSHOP_EDIT, status=204)
    def drop(self, thing: Workshop, body: dict[str, Any], by: Person) -> None:
        """Give a draft up."""
        services.workshops.drop(thing, by=by)

    @act("attendance", needs=Permission.WORKSHOP_EDIT, body=AttendanceIn)
    def attendance(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Record how many Members were present."""
        known = {"members_of": thing.members_of}
        return services.workshops.record(thing, by=by, **(known | body))

    @act(
        "conclusions",
        needs=Permission.WORKSHOP_EDIT,
        body=WorkshopConclusionIn,
        answer=ConclusionOut,
        status=201,
    )
    def conclude(self, thing: Workshop, body: dict[str, Any], by: Person) -> WorkshopConclusion:
        """Add something that the workshop concluded."""
        text = body["text"]
        return services.workshops.conclude(thing, text_en=text["en"], text_fr=text["fr"], by=by)

    @act("share", needs=Permission.WORKSHOP_EDIT)
    def share(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Tell the region of the conclusions, once."""
        return services.workshop_calls.share(thing, by=by)

    @act("mark-present", needs=Permission.ATTENDANCE_RECORD, body=PresentIn)
    def mark_present(self, thing: Workshop, body: dict[str, Any], by: Person) -> Workshop:
        """Record who came, of those who are named; the same twice changes nothing."""
        shown = [*body["present"], *body["absent"]]
        return services.participants.mark(thing, shown=shown, present=body["present"], by=by)

    @act("make-report", needs=Permission.WORK_VIEW, body=ReportIn, answer=JobOut, status=202)
    def make_report(self, thing: Workshop, body: dict[str, Any], by: Person) -> Any:
        """Ask for the report of a workshop that was held, in a language; answer with the job."""
        if not is_within("exports", by.public_id):
            raise Throttled
        report = selectors.workshop_reports.in_language(thing, body["language"], by)
        return services.workshop_reports.ask(report, actor=by)


class ChallengeOut(Thing[Challenge]):
    """An upcoming challenge for Customs, as a Member sees it."""

    workshop = serializers.CharField(source="workshop.slug", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    title = Bilingual("title")
    text = Bilingual("text")

    class Meta(Thing.Meta):
        model, resource, workflow = Challenge, "challenges", CHALLENGE
        fields = (
            *Thing.Meta.fields,
            "workshop",
            "member",
            "title",
            "text",
            "raised_at",
            "state",
            "answer",
            "receipt",
        )


class ChallengeIn(Body):
    """A challenge, raised at a workshop of the own region."""

    workshop = serializers.RegexField(SLUG)
    member = serializers.SlugRelatedField(slug_field="code", queryset=Member.objects.counted())
    title = BilingualIn()
    text = BilingualIn(required=False)


class TakeUpIn(Body):
    """The goal, objective or priority that answers it."""

    element = serializers.RegexField(f"^{PATTERN}$")


class SetAsideIn(Body):
    """Why it is not taken up."""

    reason = serializers.CharField(max_length=600)


class Challenges(Resource[Challenge]):
    """The challenges that the caller may read: those taken up; the own region's all."""

    serializer_class = ChallengeOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "workshop__slug": ["exact"],
        "member__code": ["exact"],
        "state": ["exact"],
    }
    ordering, ordering_fields = ("-raised_at", "-pk"), ("raised_at",)

    def things(self, actor: Actor) -> QuerySet[Challenge]:
        """Return what the caller may read."""
        return selectors.challenges.visible(actor)

    @make(needs=Permission.CHALLENGE_RAISE, body=ChallengeIn)
    def create(self, body: dict[str, Any], by: Person) -> Challenge:
        """Raise a challenge for the own administration."""
        return services.challenges.raise_at(
            selectors.workshops.by_slug(body["workshop"], by),
            member=body["member"],
            title=body["title"],
            text=body.get("text", {}),
            by=by,
        )

    @act("take-up", needs=Permission.CHALLENGE_ANSWER, body=TakeUpIn)
    def take_up(self, thing: Challenge, body: dict[str, Any], by: Person) -> Challenge:
        """Take it up under an objective: everybody can read it."""
        element = selectors.challenges.elements(by).standing().get(public_id=body["element"])
        return services.challenges.take_up(thing, element=element, by=by)

    @act("set-aside", needs=Permission.CHALLENGE_ANSWER, body=SetAsideIn)
    def set_aside(self, thing: Challenge, body: dict[str, Any], by: Person) -> Challenge:
        """Set it aside, with a reason for the Member."""
        return services.challenges.set_aside(thing, by=by, **body)
