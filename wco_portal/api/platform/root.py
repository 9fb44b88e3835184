"""Where the API begins, who calls, its documentation, and what is not there."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from wco_portal.access import roles
from wco_portal.access.pages import page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.api import problems
from wco_portal.api.resources import Answering
from wco_portal.api.router import COLLECTIONS
from wco_portal.common.middleware import OWN_FILES_ONLY
from wco_portal.directory.models import Role


class RoleOut(serializers.ModelSerializer[Role]):
    """What the caller is today."""

    member = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]  # -- the stub has no default
    region = serializers.SlugRelatedField(slug_field="code", read_only=True)  # type: ignore[var-annotated]  # -- the stub has no default

    class Meta:
        model = Role
        fields = ("name", "member", "region", "since", "until")


class MeOut(serializers.Serializer[Any]):
    """The caller."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    email = serializers.CharField()
    language = serializers.CharField()
    roles = RoleOut(many=True, source="roles_held")
    permissions = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField()

    def get_permissions(self, person: Any) -> list[str]:
        """Name what the caller's roles may do; conditions on the object come on top."""
        return [str(each) for each in Permission if person.holds(*roles.holders(each))]


class RootOut(serializers.Serializer[Any]):
    """The collections and their addresses."""

    collections = serializers.DictField(child=serializers.URLField())
    schema = serializers.URLField()
    docs = serializers.URLField()


class Root(Answering[Any]):
    """The collections."""

    filter_backends, pagination_class = (), None
    serializer_class = RootOut

    @extend_schema(responses=RootOut, operation_id="root_read")
    def retrieve(self, request: Request) -> Response:
        """Name the collections."""
        whole = request.build_absolute_uri
        names = {name: whole(reverse(f"api-{name}-list")) for name in COLLECTIONS}
        return Response(
            {
                "collections": names,
                "schema": whole(reverse("api-schema")),
                "docs": whole(reverse("api-docs")),
            }
        )


class Me(Answering[Any]):
    """Who calls."""

    needs = Permission.WORK_VIEW
    filter_backends, pagination_class = (), None
    serializer_class = MeOut

    @extend_schema(responses=MeOut, operation_id="me_read")
    def retrieve(self, request: Request) -> Response:
        """Say who calls, with roles and permissions."""
        return Response(MeOut(request.user).data)


@lru_cache(maxsize=8)
def written(language: str, renderer: type[BaseRenderer]) -> bytes:
    """Write the schema once for each language and form: it takes more than a second."""
    with translation.override(language):
        generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # -- untyped
        described: Any = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # -- untyped
    body: Any = renderer().render(described, renderer_context={})
    return bytes(body)


@require_safe
@page(PUBLIC)
def schema(request: HttpRequest) -> HttpResponse:
    """Give the schema (OpenAPI 3.1), as JSON to who asks for it, else as YAML."""
    is_json = "json" in request.headers.get("Accept", "") or request.GET.get("format") == "json"
    renderer: Any = OpenApiJsonRenderer if is_json else OpenApiYamlRenderer
    body = written(get_language() or "en", renderer)
    response = HttpResponse(body, content_type=renderer.media_type)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


@require_safe
@page(PUBLIC)
def docs(request: HttpRequest) -> HttpResponse:
    """Show the documentation; its script and style are files of ours, so the CSP holds.

    Swagger UI makes HTML out of strings, so trusted types are left out here.
    """
    response = render(request, "api/docs.html")
    response.headers["Content-Security-Policy"] = OWN_FILES_ONLY
    return response


@csrf_exempt
def missing(request: HttpRequest, **_words: str) -> HttpResponse:
    """Say that there is nothing at an address of the API, whatever the verb."""
    return problems.plain(request, 404, "not_found", _("There is nothing here."))


missing.permission = PUBLIC  # type: ignore[attr-defined]  # -- read by the matrix test
