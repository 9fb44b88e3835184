"""Search: the page's own, so that a program finds what its person may find."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from wco_portal.api import filters
from wco_portal.api.problems import BadQuery
from wco_portal.api.resources import Answering
from wco_portal.search import selectors
from wco_portal.search.selectors.entries import Shown
from wco_portal.search.tables import SOURCES

LONGEST: Final = 200
WORDS: Final = OpenApiParameter(
    name="q",
    required=True,
    type={"type": "string", "minLength": 1, "maxLength": LONGEST},
    description="What to look for, with or without accents, in either language.",
)
KIND: Final = OpenApiParameter(name="kind", type=str, description="Only things of this kind.")


class HitOut(serializers.Serializer[Shown]):
    """A thing that was found; `excerpt` is HTML in which the words found are marked."""

    kind = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    excerpt = serializers.CharField()
    language = serializers.CharField()
    address = serializers.CharField()
    by_glossary = serializers.CharField()
    is_demonstration = serializers.BooleanField()


class Search(Answering[Any]):
    """What the caller may find, the best first."""

    filter_backends = ()
    serializer_class = HitOut

    @extend_schema(operation_id="search_list", parameters=[WORDS, KIND])
    def list(self, request: Request) -> Response:
        """Find what was asked for."""
        filters.require_known(request, {"q", "kind", "page", "page_size"})
        typed, kind = request.query_params.get("q", "").strip(), request.query_params.get("kind")
        if not 0 < len(typed) <= LONGEST:
            raise BadQuery(_("q: write what to look for, in 200 characters at most."))
        if kind is not None and kind not in SOURCES:
            raise BadQuery(_("kind: use one of %(kinds)s.") % {"kinds": ", ".join(SOURCES)})
        hits = selectors.entries.find(typed, actor=request.user)
        page: Any = self.paginate_queryset([hit for hit in hits if kind in {None, hit.kind}])
        found: Any = selectors.entries.show(page, typed=typed) if page else []
        return self.get_paginated_response(HitOut(found, many=True).data)
