"""What a plan's files look like: the report on one that comes in, the list of those that leave."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy.selectors.plan_prints import KINDS
from wco_portal.api.serializers import Body
from wco_portal.publishing.enums import Language


@extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
class CountsField(serializers.DictField):
    """Goals, objectives and indicators by their number."""


class RepairOut(serializers.Serializer[Any]):
    """What was done at a line of a file."""

    line = serializers.IntegerField()
    what = serializers.CharField()
    code = serializers.CharField()


class RefusalOut(serializers.Serializer[Any]):
    """Why a file is refused, and at which line."""

    line = serializers.IntegerField()
    reason = serializers.CharField()
    code = serializers.CharField()


class ReportOut(serializers.Serializer[Any]):
    """What a StratML file holds, what was repaired, and why it is refused."""

    accepted = serializers.BooleanField()
    part = serializers.IntegerField(allow_null=True)
    counts = CountsField()
    repairs = RepairOut(many=True)
    notes = RepairOut(many=True)
    refused = RefusalOut(many=True)


class FileOut(serializers.Serializer[Any]):
    """A file in which a plan is handed out, at its permanent address."""

    kind = serializers.CharField()
    language = serializers.ChoiceField(choices=Language.choices)
    media_type = serializers.CharField()
    url = serializers.URLField()


class FileIn(Body):
    """Which file of a plan is to be made; without a version, what the caller may read now."""

    kind = serializers.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    language = serializers.ChoiceField(choices=Language.choices)
    version = serializers.IntegerField(
        min_value=1, max_value=2_000_000_000, required=False, allow_null=True, default=None
    )


class StratmlIn(Body):
    """A StratML document, UTF-8, Part 1 or Part 2."""

    document = serializers.CharField(trim_whitespace=False, max_length=1_000_000)


class ImportIn(StratmlIn):
    """A StratML document of which a draft is made; without a slug one is found."""

    language = serializers.ChoiceField(choices=Language.choices)
    slug = serializers.RegexField("^[a-z0-9-]{1,60}$", required=False, default="")
    name = serializers.CharField(required=False, default="api", max_length=200)
