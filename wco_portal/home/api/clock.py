"""The business clock of the demonstration."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from wco_portal.access.permissions import Permission
from wco_portal.api.resources import Answering, make
from wco_portal.api.serializers import Body
from wco_portal.audit import tables
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.home import rules, services
from wco_portal.home.enums import ClockStep


class ClockOut(serializers.Serializer[Any]):
    """Where the clock stands, and when something falls due next."""

    now = serializers.DateTimeField()
    next_due = serializers.DateTimeField(allow_null=True)


class StepIn(Body):
    """How far the clock moves."""

    step = serializers.ChoiceField(choices=[each.value for each in ClockStep])


class Clock(Answering[Any]):
    """The clock, in a demonstration only."""

    needs = Permission.CLOCK_STEP
    filter_backends, pagination_class = (), None
    serializer_class = ClockOut

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Hide it elsewhere."""
        if not rules.is_demonstration_for(request.META.get("REMOTE_ADDR", "")):
            raise Http404
        super().initial(request, *args, **kwargs)

    @extend_schema(responses=ClockOut, operation_id="clock_read")
    def retrieve(self, request: Request) -> Response:
        """Say where the clock stands."""
        return self.answer(_standing(), ClockOut, 200)

    @extend_schema(operation_id="clock_step")
    @make(needs=Permission.CLOCK_STEP, body=StepIn, answer=ClockOut, status=200)
    def create(self, body: dict[str, Any], by: Person) -> dict[str, Any]:
        """Move the clock forward; what falls due on the way happens."""
        services.business_clock.step(ClockStep(body["step"]), by=by)
        return _standing()


def _standing() -> dict[str, Any]:
    now = clock.now()
    return {"now": now, "next_due": tables.next_due(now)}
