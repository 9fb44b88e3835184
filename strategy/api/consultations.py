"""Consultations: the question, who has answered, the result."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from strategy import selectors, services
from strategy.api.regional import DashboardOut
from strategy.api.results import BallotsOut, ResultOut, TurnoutOut
from strategy.api.scores import ScoresOut
from strategy.enums.consultations import ConsultationState, Held, Instrument, LatePolicy
from strategy.models import Consultation, ConsultationItem, Plan, RegionWindow
from strategy.selectors.counts import Counting
from strategy.selectors.dashboards import Board
from strategy.selectors.results import Outcome
from strategy.selectors.scores import ScoreOutcome
from strategy.selectors.turnout import Turnout
from strategy.workflows.consultations import CONSULTATION
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.problems import BadQuery
from wco_portal.api.resources import Pending, Resource, act, change, make, part
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, MomentIn, Thing, ZoneIn
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person, Region

HELD: Final = OpenApiParameter(
    "held", str, enum=Held.values, description="Surveys of all Members, or those at a workshop."
)
SLUG: Final = "^[a-z0-9-]{1,60}$"


class ItemOut(serializers.ModelSerializer[ConsultationItem]):
    """One of the things to put in order."""

    id = serializers.CharField(source="public_id", read_only=True)
    title = Bilingual("title")
    note = Bilingual("note")
    element = serializers.CharField(source="element.public_id", default=None, read_only=True)

    class Meta:
        model = ConsultationItem
        fields = ("id", "order", "title", "note", "element", "grade")


class WindowOut(serializers.ModelSerializer[RegionWindow]):
    """A region's own window: it wins over that of the consultation."""

    region = serializers.CharField(source="region.code", read_only=True)

    class Meta:
        model = RegionWindow
        fields = ("region", "opens_at", "closes_at", "zone")


class ConsultationOut(Thing[Consultation]):
    """A question to all Members, and its window."""

    title = Bilingual("title")
    question = Bilingual("question")
    plan = serializers.CharField(source="plan.slug", default=None, read_only=True)
    held = serializers.ChoiceField(choices=Held.choices, read_only=True)
    workshop = serializers.CharField(source="workshop.slug", default=None, read_only=True)
    phase = serializers.ChoiceField(choices=ConsultationState.choices, read_only=True)
    items = ItemOut(many=True, read_only=True)
    windows = WindowOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup = Consultation, "consultations", "slug"
        workflow = CONSULTATION
        fields = (
            *Thing.Meta.fields,
            "title",
            "question",
            "plan",
            "held",
            "workshop",
            "opens_at",
            "closes_at",
            "zone",
            "windows",
            "instrument",
            "top",
            "allows_ties",
            "allows_no_opinion",
            "dots",
            "asks_remarks",
            "late_policy",
            "contact",
            "remind_days",
            "state",
            "phase",
            "published_at",
            "items",
        )


class WindowedIn(Body):
    """When Members are asked; at a workshop its times are those, if no others are given."""

    workshop = serializers.RegexField(SLUG, required=False, allow_null=True)
    opens_at = MomentIn(required=False)
    closes_at = MomentIn(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the times where there is no workshop that gives them."""
        missing = [name for name in ("opens_at", "closes_at") if name not in attrs]
        if missing and not attrs.get("workshop"):
            said = self.fields[missing[0]].error_messages["required"]
            raise serializers.ValidationError({name: [said] for name in missing}, code="required")
        return attrs


class CopyIn(WindowedIn):
    """The dates of an earlier consultation that is asked again, and a new title if it has one."""

    title = BilingualIn(required=False)


class AskingIn(Body):
    """What Members are asked, with which instrument, and when."""

    kind = serializers.ChoiceField(choices=selectors.consultations.ASKABLE, required=False)
    title = BilingualIn(required=False)
    question = BilingualIn(required=False)
    instrument = serializers.ChoiceField(choices=Instrument.choices, required=False)
    top = serializers.IntegerField(min_value=1, max_value=200, allow_null=True, required=False)
    allows_ties = serializers.BooleanField(required=False)
    allows_no_opinion = serializers.BooleanField(required=False)
    dots = serializers.IntegerField(min_value=1, max_value=1000, allow_null=True, required=False)
    asks_remarks = serializers.BooleanField(required=False)
    zone = ZoneIn(max_length=60, required=False)
    remind_days = serializers.IntegerField(min_value=1, max_value=60, required=False)
    late_policy = serializers.ChoiceField(choices=LatePolicy.choices, required=False)
    contact = serializers.EmailField(required=False, allow_blank=True)


class ConsultationChange(AskingIn):
    """What may be changed of a draft; what is left out stays.

    `kind` reads the items anew from the plan: its priorities, objectives or goals as they stand
    now. `items` are the ids of those that stay.
    """

    plan = serializers.SlugField(max_length=60, required=False)
    workshop = serializers.RegexField(SLUG, required=False, allow_null=True)
    opens_at = MomentIn(required=False)
    closes_at = MomentIn(required=False)
    items = serializers.ListField(
        child=serializers.RegexField(f"^{PATTERN}$"), required=False, min_length=1, max_length=500
    )


class ConsultationIn(AskingIn, WindowedIn):
    """A consultation on the priorities (or objectives, or goals) of a plan, coming in.

    Unless something else is said it is a ranking of its priorities, and reminds 7 days before.
    """

    plan = serializers.SlugField(max_length=60)
    title = BilingualIn()
    question = BilingualIn()


class ReopenIn(Body):
    """A new closing time, and why."""

    closes_at = MomentIn()
    reason = serializers.CharField(max_length=500)


class WithdrawIn(Body):
    """Why nobody is asked any more."""

    reason = serializers.CharField(max_length=500)


class WindowIn(Body):
    """A region's own window, coming in."""

    region = serializers.SlugField(max_length=8)
    opens_at = MomentIn()
    closes_at = MomentIn()
    zone = serializers.CharField(max_length=60, required=False, default="Europe/Brussels")


class NamedRegionIn(Body):
    """The region whose own window is taken away."""

    region = serializers.SlugField(max_length=8)


class RegionReopenIn(ReopenIn):
    """The region that gets more time, until when, and why."""

    region = serializers.SlugField(max_length=8)


@extend_schema_view(list=extend_schema(parameters=[HELD]))
class Consultations(Resource[Consultation]):
    """What Members are asked."""

    serializer_class, lookup_field = ConsultationOut, "slug"
    lookup_value_regex = "[a-z0-9-]{1,60}"
    filterset_fields: Any = {
        "state": ["exact"],
        "plan__slug": ["exact"],
        "workshop__slug": ["exact"],
    }
    query_words = ("held",)
    ordering, ordering_fields = ("-opens_at", "slug"), ("opens_at", "closes_at", "slug")

    def things(self, actor: Actor) -> QuerySet[Consultation]:
        """Return what the caller may see."""
        return selectors.consultations.held(
            selectors.consultations.with_items(actor), _held(self.request)
        )

    @make(needs=Permission.CONSULTATION_EDIT, body=ConsultationIn)
    def create(self, body: dict[str, Any], by: Person) -> Consultation:
        """Draft a consultation on the priorities, objectives or goals of a plan."""
        plan = _plan(selectors.consultations.plans(), body.pop("plan"))
        return services.consultations.prepare(plan, by=by, **_columns(body, by))

    @change(needs=Permission.CONSULTATION_EDIT, body=ConsultationChange)
    def partial_update(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Change a draft: nobody is told."""
        values = _columns(body, by)
        if "plan" in values:
            values["plan"] = _plan(selectors.consultations.plans_for(thing), values["plan"])
        return services.consultations.edit(thing, version=thing.version, by=by, **values)

    @act("announce", needs=Permission.CONSULTATION_ANNOUNCE)
    def announce(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Announce a draft; the clock opens and closes it."""
        return services.consultations.announce(thing, by=by)

    @act("copy", needs=Permission.CONSULTATION_EDIT, body=CopyIn, status=201)
    def copy(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Draft the same question again, with the items and the instrument, for other dates."""
        return services.consultations.copy(thing, by=by, **_columns(body, by))

    @act("give_window", needs=Permission.CONSULTATION_EDIT, body=WindowIn)
    def give_window(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Give a region a window of its own, before it opens there; it may be the earlier one."""
        services.windows.give(thing, region=_region(body.pop("region")), by=by, **body)
        return thing

    @act("take_window", needs=Permission.CONSULTATION_EDIT, body=NamedRegionIn)
    def take_window(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Let the consultation's window count for a region again."""
        return services.windows.take_away(thing, region=_region(body["region"]), by=by)

    @act("reopen_region", needs=Permission.CONSULTATION_REOPEN, body=RegionReopenIn)
    def reopen_region(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Let one region answer until a later time, with a reason."""
        services.windows.reopen(thing, region=_region(body.pop("region")), by=by, **body)
        return thing

    @act("publish", needs=Permission.CONSULTATION_PUBLISH)
    def publish(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Publish the result of a closed consultation."""
        return services.consultations.publish(thing, by=by)

    @act("reopen", needs=Permission.CONSULTATION_REOPEN, body=ReopenIn)
    def reopen(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Reopen for late answers, with a reason."""
        return services.consultations.reopen(thing, by=by, **body)

    @act("withdraw", needs=Permission.CONSULTATION_ANNOUNCE, body=WithdrawIn)
    def withdraw(self, thing: Consultation, body: dict[str, Any], by: Person) -> Consultation:
        """Ask nobody any more, with a reason; what was answered is kept."""
        return services.consultations.withdraw(thing, by=by, **body)

    @part("turnout", answer=TurnoutOut, many=True)
    def turnout(self, thing: Consultation, actor: Actor) -> list[Turnout]:
        """Say who has answered, region by region."""
        return selectors.turnout.by_region(thing)

    @part("result", answer=ResultOut, may_wait=True)
    def result(self, thing: Consultation, actor: Actor) -> Outcome | Pending:
        """Return the result of a ranking, published or shown to the parties."""
        outcome = selectors.results.at_hand(actor, thing)
        if isinstance(outcome, Counting) and thing.is_ranking:
            return _pending(outcome)
        if not isinstance(outcome, Outcome):
            raise Http404
        return outcome

    @part("scores", answer=ScoresOut, may_wait=True)
    def scores(self, thing: Consultation, actor: Actor) -> ScoreOutcome | Pending:
        """Return the result of a scale, of dots or of points, as `result` does for a ranking."""
        outcome = selectors.results.at_hand(actor, thing)
        if isinstance(outcome, Counting) and not thing.is_ranking:
            return _pending(outcome)
        if not isinstance(outcome, ScoreOutcome):
            raise Http404
        return outcome

    @part("regions", answer=DashboardOut, may_wait=True)
    def regions(self, thing: Consultation, actor: Actor) -> Board | Pending:
        """Return turnout and, where the result may be shown, what differs between regions."""
        board = selectors.dashboards.of(thing, actor)
        return _pending(board) if isinstance(board, Counting) else board

    @part("ballots", answer=BallotsOut, may_wait=True)
    def ballots(self, thing: Consultation, actor: Actor) -> dict[str, Any] | Pending:
        """Return the answers without Members' names, as `aggregate_ballots` reads them."""
        outcome = selectors.results.at_hand(actor, thing)
        if outcome is None:
            raise Http404
        if isinstance(outcome, Counting):
            return _pending(outcome)
        return selectors.ballot_files.of(outcome, actor)


def _pending(found: Counting) -> Pending:
    """Ask for a count, and say how far it is."""
    job = services.counts.ask(found)
    return Pending(job.state, job.progress, services.counts.SOON)


def _plan(known: QuerySet[Plan], slug: str) -> Plan:
    plan = known.filter(slug=slug).first()
    if plan is None:
        raise Http404
    return plan


def _held(request: Request) -> str:
    """Read how it is held, or say what is asked for."""
    asked = request.query_params.get("held", "")
    if asked not in {"", *Held.values}:
        raise BadQuery(f"held: {' | '.join(Held.values)}")
    return asked


def _columns(body: dict[str, Any], by: Person) -> dict[str, Any]:
    """Spread bilingual texts over their columns, and find the workshop."""
    values = dict(body)
    if values.get("workshop"):
        found = selectors.consultations.workshops(by).filter(slug=values["workshop"]).first()
        if found is None:
            raise Http404
        values["workshop"] = found
    for name in ("title", "question"):
        words = values.pop(name, None)
        if words:
            values |= {f"{name}_en": words["en"], f"{name}_fr": words["fr"]}
    return values


def _region(code: str) -> Region:
    region = Region.objects.filter(code=code).first()
    if region is None:
        raise Http404
    return region
