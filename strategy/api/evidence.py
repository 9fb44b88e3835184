"""What elements of plans rest on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plans import PUBLIC_ID
from strategy.models import Evidence
from strategy.services.evidence import Named
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.directory.models import Person


class EvidenceOut(Thing[Evidence]):
    """A document that speaks for an element of a plan."""

    element = serializers.CharField(source="element.public_id", read_only=True)
    plan = serializers.CharField(source="element.plan.slug", read_only=True)
    shows = Bilingual("shows")

    class Meta(Thing.Meta):
        model, resource = Evidence, "evidence"
        fields = (
            *Thing.Meta.fields,
            "element",
            "plan",
            "title",
            "publisher",
            "dated_on",
            "address",
            "shows",
            "is_internal",
        )


class EvidenceIn(Body):
    """A document on the web, coming in."""

    element = serializers.RegexField(PUBLIC_ID)
    title = serializers.CharField(max_length=200)
    publisher = serializers.CharField(max_length=200)
    dated_on = DayIn()
    address = serializers.URLField(max_length=400)
    shows = BilingualIn(required=False, default=dict)
    is_internal = serializers.BooleanField(required=False, default=False)


class EvidenceOfElements(Resource[Evidence]):
    """The documents that speak for the elements of visible plans."""

    serializer_class = EvidenceOut
    filterset_fields: Any = {
        "element__public_id": ["exact"],
        "element__plan__slug": ["exact"],
        "dated_on": ["gte", "lte"],
    }
    ordering, ordering_fields = ("-dated_on", "pk"), ("dated_on",)

    def things(self, actor: Actor) -> QuerySet[Evidence]:
        """Return the evidence that the actor may see."""
        return selectors.evidence.everything(actor)

    @make(needs=Permission.EVIDENCE_EDIT, body=EvidenceIn)
    def create(self, body: dict[str, Any], by: Person) -> Evidence:
        """Name a document that speaks for an element."""
        element = selectors.plans.all_elements(by).get(public_id=body.pop("element"))
        return services.evidence.add(element, Named(**body), by=by)

    @act("remove", needs=Permission.EVIDENCE_EDIT, status=204)
    def remove(self, thing: Evidence, body: dict[str, Any], by: Person) -> None:
        """Take a document back; the audit trail keeps that it was there."""
        services.evidence.remove(thing, by=by)
