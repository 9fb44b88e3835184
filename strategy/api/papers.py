"""Papers on plans for meetings: the Secretariat's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import Throttled

from strategy import selectors, services
from strategy.models import Plan, PlanPaper
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.platform.jobs import JobOut
from wco_portal.api.resources import Resource, act, make, part
from wco_portal.api.serializers import Body
from wco_portal.api.throttles import is_within
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.publishing.models import GoverningMeeting


class PaperOut(serializers.ModelSerializer[PlanPaper]):
    """A paper: which plan, for which meeting, under which number."""

    id = serializers.CharField(source="public_id", read_only=True)
    plan = serializers.CharField(source="plan.slug", read_only=True)
    meeting = serializers.CharField(source="meeting.code", read_only=True)

    class Meta:
        model = PlanPaper
        fields = (
            "id",
            "plan",
            "meeting",
            "agenda_item",
            "document_number",
            "sha256",
            "at",
            "is_demonstration",
        )


class PaperJobsOut(serializers.Serializer[Any]):
    """The jobs that make the files of a paper."""

    jobs = JobOut(many=True)


class PaperIn(Body):
    """The plan, the meeting, and the numbers there."""

    plan = serializers.SlugRelatedField(slug_field="slug", queryset=Plan.objects.all())
    meeting = serializers.SlugRelatedField(
        slug_field="code", queryset=GoverningMeeting.objects.all()
    )
    agenda_item = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    document_number = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40
    )


class Papers(Resource[PlanPaper]):
    """The papers on plans, newest first."""

    needs = Permission.PLAN_DRAFT_VIEW
    serializer_class, pagination_class = PaperOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {"plan__slug": ["exact"], "meeting__code": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[PlanPaper]:
        """Return what the caller may see."""
        return selectors.papers.visible(actor)

    @make(needs=Permission.PLAN_SUBMIT, body=PaperIn)
    def create(self, body: dict[str, Any], by: Person) -> PlanPaper:
        """Make a paper, and ask for its files in both languages."""
        plan = selectors.plans.visible(by).get(pk=body.pop("plan").pk)
        return services.papers.create(plan, **body, by=by)

    @act("make-files", needs=Permission.PLAN_DRAFT_VIEW, answer=PaperJobsOut, status=202)
    def make_files(self, thing: PlanPaper, _body: dict[str, Any], by: Person) -> Any:
        """Ask for the files of a paper that are not there; answer with their jobs."""
        if not is_within("exports", by.public_id):
            raise Throttled
        return {"jobs": services.papers.ask(thing, by=by)}

    @part("jobs", answer=JobOut, many=True, needs=Permission.PLAN_DRAFT_VIEW)
    def jobs(self, thing: PlanPaper, by: Actor) -> Any:
        """Read the caller's jobs that make its files."""
        return selectors.papers.jobs(thing, by)
