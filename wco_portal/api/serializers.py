"""What every object of the API carries."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar
from zoneinfo import available_timezones

from django.db.models import Model
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from wco_portal.common import zones
from wco_portal.common.bilingual import both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person

M = TypeVar("M", bound=Model)
Day = TypeVar("Day", bound=dt.date)


class BilingualText(serializers.Serializer[Any]):
    """A text in both languages; null where it is missing."""

    en = serializers.CharField(allow_null=True)
    fr = serializers.CharField(allow_null=True)


@extend_schema_field(BilingualText)
class Bilingual(serializers.Field[Any, Any, Any, Any]):
    """`title = Bilingual("title")` reads `title_en` and `title_fr`."""

    def __init__(self, field: str, **options: Any) -> None:
        self.column = field
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, value: Any) -> dict[str, str | None]:
        """Give both languages."""
        return both(value, self.column)


class Body(serializers.Serializer[Any]):
    """What comes in: shape only; a name that is not known is refused."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse names that mean nothing here, so that a slip of the pen is not lost."""
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                message = self.error_messages_unknown()
                raise serializers.ValidationError({unknown[0][:60]: [message]}, code="unknown")
        return super().to_internal_value(data)

    def error_messages_unknown(self) -> str:
        """Say that the name is not known."""
        return _("This name is not known here.")


class BilingualIn(Body):
    """A text in both languages, coming in."""

    en = serializers.CharField(allow_blank=True, max_length=20_000)
    fr = serializers.CharField(allow_blank=True, max_length=20_000)


class ZoneIn(serializers.CharField):
    """The name of a time zone of a place, for example `Africa/Dakar`."""

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is no zone of a place."""
        zone = super().to_internal_value(data)
        if zone not in available_timezones() or ("/" not in zone and zone != "UTC"):
            raise serializers.ValidationError(
                _("Name a time zone, for example Africa/Dakar."), code="no_zone"
            )
        return zone


class MomentIn(serializers.DateTimeField):
    """A moment of a year in which something may happen; every zone has a time for it."""

    def to_internal_value(self, value: Any) -> dt.datetime:
        """Refuse a year that is none."""
        return _of_a_year(super().to_internal_value(value))


class DayIn(serializers.DateField):
    """A day of such a year."""

    def to_internal_value(self, value: Any) -> dt.date:
        """Refuse a year that is none."""
        return _of_a_year(super().to_internal_value(value))


def _of_a_year(moment: Day) -> Day:
    try:
        zones.require_year(moment)
    except DomainError as no:
        raise serializers.ValidationError(str(no.message), code=no.code) from None
    return moment


class Thing(serializers.ModelSerializer[M]):
    """The head of every object: id, url, version, acts that are open, demonstration mark."""

    id = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    version = serializers.SerializerMethodField()
    available_transitions = serializers.SerializerMethodField()
    is_demonstration = serializers.SerializerMethodField()

    class Meta:
        resource = ""
        lookup = "public_id"
        workflow: Any = None
        fields: tuple[str, ...] = (
            "id",
            "url",
            "version",
            "available_transitions",
            "is_demonstration",
        )

    def get_id(self, obj: Any) -> str:
        """Return the public id, slug or code."""
        return str(getattr(obj, self._meta("lookup", "public_id")))

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, obj: Any) -> str:
        """Return the address in the API."""
        name = f"api-{self._meta('resource', '')}-detail"
        return reverse(name, kwargs={"id": self.get_id(obj)}, request=self.context.get("request"))

    def get_version(self, obj: Any) -> str:
        """Return the version that ETag and If-Match carry."""
        return version(obj)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_available_transitions(self, obj: Any) -> list[str]:
        """Name the acts that the caller can do now, as their addresses do."""
        workflow, request = self._meta("workflow", None), self.context.get("request")
        if workflow is None or request is None or not isinstance(request.user, Person):
            return []
        return [name.replace("_", "-") for name in workflow.available(obj, by=request.user)]

    def get_is_demonstration(self, obj: Any) -> bool:
        """Say whether the record is invented."""
        return bool(getattr(obj, "is_demonstration", False))

    def _meta(self, name: str, default: Any) -> Any:
        return getattr(self.Meta, name, default)


def version(obj: Any) -> str:
    """Return the row's version: its counter, else when it was last changed."""
    counter = getattr(obj, "version", None)
    if isinstance(counter, int):
        return str(counter)
    changed = getattr(obj, "updated_at", None)
    return str(int(changed.timestamp() * 1_000_000)) if changed else "1"
