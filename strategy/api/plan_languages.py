"""What a program can ask about the two languages of a plan."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from strategy import selectors
from strategy.api.plan_remarks import PlanRemarks
from strategy.models import Plan
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import part
from wco_portal.publishing.enums import Language


class CountOut(serializers.Serializer[Any]):
    """How many blocks are in a state, and how many words they have."""

    state = serializers.CharField()
    blocks = serializers.IntegerField()
    words = serializers.IntegerField()


class LedgerOut(serializers.Serializer[Any]):
    """One language, counted by state."""

    language = serializers.ChoiceField(choices=Language.choices)
    blocks = serializers.IntegerField()
    words = serializers.IntegerField()
    waiting = serializers.IntegerField()
    counts = CountOut(many=True)


class WaitingOut(serializers.Serializer[Any]):
    """A block that waits for a translator: missing, outdated, or to be done anew."""

    language = serializers.ChoiceField(choices=Language.choices)
    section = serializers.CharField(allow_blank=True)
    number = serializers.IntegerField()
    block = serializers.CharField()
    state = serializers.CharField()
    words = serializers.IntegerField()


class LanguagesOut(serializers.Serializer[Any]):
    """How far the two languages of a plan are."""

    gaps = serializers.IntegerField()
    ledgers = LedgerOut(many=True)
    items = WaitingOut(many=True)


class PlanLanguages(PlanRemarks):
    """The two languages; each act is the same as on the pages."""

    @part("languages", answer=LanguagesOut, needs=Permission.PLAN_DRAFT_VIEW)
    def languages(self, thing: Plan, _by: Actor) -> Any:
        """Read how far the two languages are, and which blocks wait."""
        return selectors.languages.board(thing)
