"""The schema tells the truth: headers, problems, and one name per operation."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from wco_portal.api.problems import MEDIA_TYPE

KEY: Final = OpenApiParameter(
    name="Idempotency-Key",
    location=OpenApiParameter.HEADER,
    type={"type": "string", "pattern": "^[!-~]{1,128}$"},
    description="Same key and body: same answer, for 24 hours.",
)
MATCH: Final = OpenApiParameter(
    name="If-Match",
    location=OpenApiParameter.HEADER,
    type=str,
    description="The version that was read, as in ETag.",
)


class Line(serializers.Serializer[Any]):
    """A value that is wrong."""

    pointer = serializers.CharField(help_text="JSON pointer into the body.")
    code = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """A refusal (RFC 9457); `code` is stable, `detail` is for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = Line(many=True, required=False)  # type: ignore[assignment]  # -- a field's name


class PortalToken(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # -- untyped
    """`Authorization: Token <key>`."""

    target_class = "wco_portal.api.authentication.PortalToken"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the header."""
        del auto_schema
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token <key>`; `manage.py issue_token EMAIL` prints a key.",
        }


class Operation(AutoSchema):
    """One operation."""

    def get_operation_id(self) -> str:
        """Name it `plans_submit`."""
        name = getattr(self.view, "basename", "").removeprefix("api-").replace("-", "_")
        act = getattr(self.view, "action", "") or self.method.lower()
        verbs = {"list": "list", "retrieve": "read", "create": "make", "partial_update": "change"}
        return f"{name}_{verbs.get(act, act)}" if name else str(super().get_operation_id())

    def get_override_parameters(self) -> list[Any]:
        """Add the headers of writes."""
        if self.method in {"GET", "HEAD"}:
            return []
        is_single = "{id}" in self.path
        match = OpenApiParameter(
            name=MATCH.name,
            location=MATCH.location,
            type=str,
            description=MATCH.description,
            required=self.method in {"PATCH", "PUT"},
        )
        return [KEY, match] if is_single else [KEY]

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> Any:
        """Say of what hangs on a relation that may be empty that it may be null."""
        if field.read_only and (field.default is None or _hangs_on_nothing(field)):
            field.allow_null = True
        return super()._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]  # -- untyped

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        """Add the refusals that every operation may give."""
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        act = getattr(self.view, getattr(self.view, "action", ""), None)
        if done := getattr(act, "status", None):
            bodies = {str(done) if code == "200" else code: body for code, body in bodies.items()}
        for code in self._refusals():
            if code not in bodies:
                bodies[code] = self._problem(code)
        return bodies

    def _problem(self, code: str) -> Any:
        described: Any = self._get_response_for_code  # untyped
        return described(Problem, code, [MEDIA_TYPE])

    def _refusals(self) -> list[str]:
        codes = ["400", "404", "406", "429", "503"]
        if self.method not in {"GET", "HEAD"}:
            codes += ["401", "403", "409", "412", "413", "415", "422", "423"]
        if self.method in {"PATCH", "PUT"}:
            codes.append("428")
        return sorted({*codes, "401", "403"})


def _hangs_on_nothing(field: Any) -> bool:
    """Say whether a relation on the way to the field's value may be empty."""
    if not isinstance(field, serializers.RelatedField):
        return False
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    for name in field.source_attrs if model else ():
        relation = model._meta.get_field(name)  # type: ignore[union-attr]  # noqa: SLF001 -- Django's
        if getattr(relation, "null", False):
            return True
        model = relation.related_model
    return False
