"""The findings of the Environmental Scan."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plans import PUBLIC_ID
from strategy.enums.scans import Aspect
from strategy.models import PlanElement, ScanFinding
from strategy.services.scans import Said
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.directory.models import Person


class ScanFindingOut(Thing[ScanFinding]):
    """A finding with its Customs response; what answers it is read through `links`."""

    title = Bilingual("title")
    finding = Bilingual("finding")
    customs_response = Bilingual("response")

    class Meta(Thing.Meta):
        model, resource = ScanFinding, "scan-findings"
        fields = (
            *Thing.Meta.fields,
            "year",
            "aspect",
            "title",
            "finding",
            "customs_response",
            "grade",
        )


class ScanFindingIn(Body):
    """A finding, coming in."""

    year = serializers.IntegerField(min_value=1990, max_value=2100)
    aspect = serializers.ChoiceField(choices=Aspect.choices)
    title = BilingualIn()
    finding = BilingualIn()
    customs_response = BilingualIn(required=False)
    answered_by = serializers.ListField(
        child=serializers.RegexField(PUBLIC_ID), required=False, default=list, max_length=50
    )


def _said(body: dict[str, Any]) -> Said:
    return Said(
        year=body["year"],
        aspect=Aspect(body["aspect"]),
        title=body["title"],
        finding=body["finding"],
        response=body.get("customs_response", {}),
    )


def _elements(body: dict[str, Any], by: Person) -> list[PlanElement]:
    wanted = set(body["answered_by"])
    found = list(selectors.challenges.elements(by).filter(public_id__in=wanted))
    if len(found) < len(wanted):
        raise PlanElement.DoesNotExist
    return found


class ScanFindings(Resource[ScanFinding]):
    """What the Environmental Scan finds, year by year."""

    serializer_class = ScanFindingOut
    filterset_fields: Any = {"year": ["exact", "gte", "lte"], "aspect": ["exact"]}
    ordering, ordering_fields = ("-year", "pk"), ("year",)

    def things(self, actor: Actor) -> QuerySet[ScanFinding]:
        """Return the findings."""
        return selectors.scans.everything()

    @make(needs=Permission.SCAN_EDIT, body=ScanFindingIn)
    def create(self, body: dict[str, Any], by: Person) -> ScanFinding:
        """Add a finding."""
        return services.scans.add(_said(body), by=by, answered_by=_elements(body, by))

    @change(needs=Permission.SCAN_EDIT, body=ScanFindingIn)
    def partial_update(self, thing: ScanFinding, body: dict[str, Any], by: Person) -> ScanFinding:
        """Change it or write its Customs response: all of it is sent."""
        found = _elements(body, by)
        return services.scans.change(thing, _said(body), by=by, answered_by=found)
