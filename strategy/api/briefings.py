"""The Vice-Chair's briefing before a Policy Commission, per region."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.exceptions import Throttled

from strategy import selectors, services
from strategy.selectors.briefings import Leaf
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.platform.jobs import JobOut
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import Bilingual
from wco_portal.api.throttles import is_within
from wco_portal.directory.models import Person, Region


class BriefingOut(serializers.ModelSerializer[Region]):
    """A region whose briefing the caller may read."""

    id = serializers.CharField(source="code", read_only=True)
    title = Bilingual("short")

    class Meta:
        model = Region
        fields = ("id", "title")


class BriefingFileOut(serializers.Serializer[Leaf]):
    """The briefing in one language; without a file it is still to be made."""

    language = serializers.CharField()
    name = serializers.CharField()
    file = serializers.CharField(source="file.public_id", default=None, allow_null=True)
    address = serializers.CharField(source="file.get_absolute_url", default=None, allow_null=True)


class BriefingJobsOut(serializers.Serializer[Any]):
    """The jobs that write the briefing."""

    jobs = JobOut(many=True)


class Briefings(Resource[Region]):
    """The regions whose briefing the caller may read."""

    needs = Permission.BRIEFING_READ
    serializer_class, lookup_field = BriefingOut, "code"
    ordering = ("order",)

    def things(self, actor: Actor) -> QuerySet[Region]:
        """Return what the caller may read."""
        return selectors.briefings.visible(actor)

    @part("files", answer=BriefingFileOut, many=True, needs=Permission.BRIEFING_READ)
    def files(self, thing: Region, actor: Actor) -> list[Leaf]:
        """Return the briefing in each language as it would be today."""
        policies.require(actor, Permission.BRIEFING_READ, thing)
        return selectors.briefings.leaves(thing, actor)

    @act("make-files", needs=Permission.BRIEFING_READ, answer=BriefingJobsOut, status=202)
    def make_files(self, thing: Region, _body: dict[str, Any], by: Person) -> Any:
        """Ask for the files that are not there; answer with their jobs."""
        if not is_within("exports", by.public_id):
            raise Throttled
        return {"jobs": services.briefings.ask(thing, by=by)}
