"""Jobs that the caller may see: how far each is, and the file that came out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Resource
from wco_portal.api.serializers import Bilingual
from wco_portal.common.ids import PATTERN
from wco_portal.jobs import selectors
from wco_portal.jobs.models import Job


class JobOut(serializers.ModelSerializer[Job]):
    """A job; ask for it again until its state is `done` or `failed`."""

    id = serializers.CharField(source="public_id", read_only=True)
    url = serializers.SerializerMethodField()
    title = Bilingual("title")
    doing = Bilingual("doing")
    problem = Bilingual("problem")
    file = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = (
            "id",
            "url",
            "kind",
            "title",
            "state",
            "progress",
            "doing",
            "problem",
            "file",
            "outcome",
            "asked_at",
            "done_at",
        )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, obj: Job) -> str:
        """Return the address in the API."""
        return reverse(
            "api-jobs-detail", kwargs={"id": obj.public_id}, request=self.context.get("request")
        )

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_file(self, obj: Job) -> str | None:
        """Return the address of the file, once it is there."""
        return settings.PORTAL_BASE_URL + obj.file.get_absolute_url() if obj.file else None

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_outcome(self, obj: Job) -> str | None:
        """Return the page of what came of a job that makes no file, once it is done."""
        page = selectors.jobs.outcome(obj)
        return settings.PORTAL_BASE_URL + page if page else None


class Jobs(Resource[Job]):
    """The jobs that the caller asked for, and those for everybody, newest first."""

    serializer_class, pagination_class = JobOut, Newest
    lookup_value_regex = PATTERN
    ordering = ("-pk",)
    filterset_fields: Any = {"state": ["exact", "in"], "kind": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[Job]:
        """Return what the caller may see."""
        return selectors.jobs.visible(actor)
