"""A collection of the API: what may be read, and the acts that call services."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, TypeAlias, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from wco_portal.access import policies
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.access.policies import Actor, Denied
from wco_portal.api import filters, idempotency
from wco_portal.api.problems import ChangedMeanwhile, MatchRequired
from wco_portal.api.serializers import Body as Nothing
from wco_portal.api.serializers import version
from wco_portal.directory.models import Person

M = TypeVar("M", bound=Model)
Body: TypeAlias = dict[str, Any]
Shape: TypeAlias = type[serializers.BaseSerializer[Any]]
Method: TypeAlias = Callable[..., Any]


class Answering(GenericViewSet[M]):
    """The way of every request: sign in, limits, permission, once, problem."""

    needs: ClassVar[Permission | str] = PUBLIC
    metadata_class = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Do as the framework does, with the write inside its Idempotency-Key."""
        self.args, self.kwargs = args, kwargs
        asked = self.initialize_request(request, *args, **kwargs)
        self.request, self.headers = asked, self.default_response_headers
        try:
            self.initial(asked, *args, **kwargs)
            name = (asked.method or "").lower()
            known = name in self.http_method_names
            handler = getattr(self, name, None) if known else None
            handler = handler or self.http_method_not_allowed
            response = idempotency.once(
                asked, lambda: handler(asked, *args, **kwargs), self._refuse
            )
        except Exception as refusal:  # noqa: BLE001 -- raises again what is a defect
            response = self._refuse(refusal)
        self.response = self.finalize_response(asked, response, *args, **kwargs)
        return self.response

    def _refuse(self, refusal: Exception) -> Response:
        return self.handle_exception(refusal)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse anonymous writes, dirty words, and who lacks the permission to read."""
        super().initial(request, *args, **kwargs)
        filters.require_clean(request)
        if request.method not in SAFE_METHODS:
            if not isinstance(request.user, Person):
                raise NotAuthenticated(_("Send a token to do this."))
        elif isinstance(self.needs, Permission):
            self._require(self.needs)

    def _require(self, permission: Permission) -> None:
        decision = policies.check(self.request.user, permission)
        if decision:
            return
        if not isinstance(self.request.user, Person):
            raise Http404
        raise Denied(decision, permission, None)

    def require_role(self, permission: Permission) -> None:
        """Refuse whose roles do not hold the permission, before body and thing are looked at."""
        decision = policies.by_role(self.request.user, permission)
        if not decision:
            raise Denied(decision, permission, None)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say who may keep the answer, and for which language and caller."""
        final = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(final, ["Authorization", "Accept-Language", "Cookie"])
        user = getattr(request, "user", None)
        final.headers.setdefault(
            "Cache-Control", "no-store" if isinstance(user, Person) else "public, max-age=0"
        )
        return final

    def clean(self, shape: Shape | None) -> Body:
        """Check the shape of the body; an act without one takes nothing, or an empty object."""
        form = (shape or Nothing)(data=self.request.data, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def answer(self, result: Any, shape: Shape | None, status: int) -> Response:
        """Show what came out, with its version."""
        if result is None:
            return Response(status=204)
        if shape is not None:
            data = shape(result, context=self.get_serializer_context()).data
            return Response(data, status=status)
        fresh = self.get_queryset().filter(pk=result.pk).first() or result
        data = self.get_serializer(fresh).data
        # The row's version for If-Match, and a digest: what hangs on the row may change without it.
        tag = f"{version(fresh)}.{_digest(data)}"
        headers = {"ETag": f'"{tag}"'}
        asked = _tags(self.request.headers.get("If-None-Match", ""))
        if self.request.method in SAFE_METHODS and asked & {tag, "*"}:
            return Response(status=304, headers=headers)
        if status == 201 and "url" in data:  # noqa: PLR2004 -- created
            headers["Location"] = data["url"]
        return Response(data, status=status, headers=headers)

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """Say on the route what each verb needs: the matrix test reads it."""
        view: Any = super().as_view(actions, **initkwargs)
        needs = {
            verb: getattr(getattr(cls, name), "needs", cls.needs)
            for verb, name in (actions or {}).items()
        }
        view.needs = needs
        view.permission = PUBLIC if PUBLIC in needs.values() else next(iter(needs.values()))
        return view


class Resource(Answering[M]):
    """A collection: list and read what the caller may see; acts are added by the app."""

    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[A-Za-z0-9-]{1,60}"
    ordering: ClassVar[tuple[str, ...]] = ("pk",)
    ordering_fields: ClassVar[tuple[str, ...]] = ()
    filterset_fields: Any = {}
    # Parameters that `things` reads itself.
    query_words: ClassVar[tuple[str, ...]] = ()

    def things(self, actor: Actor) -> QuerySet[M]:
        """Return what the actor may see."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[M]:
        """Ask the app; the schema is written without a database."""
        if getattr(self, "swagger_fake_view", False):
            model: type[M] = self.serializer_class.Meta.model  # type: ignore[union-attr]  # -- set
            return model._default_manager.none()  # noqa: SLF001 -- Django's
        return self.things(self.request.user)

    def list(self, request: Request, **_words: Any) -> Response:
        """List what the caller may see."""
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, **_words: Any) -> Response:
        """Read one; `If-None-Match` saves the way."""
        return self.answer(self.get_object(), None, 200)

    def get_object(self) -> Any:
        """Find the thing of the address among what the caller may see."""
        word = self.kwargs[self.lookup_url_kwarg]
        found = self.get_queryset().filter(**{self.lookup_field: word}).first()
        if found is None:
            raise Http404
        return found

    def held(self, *, needs_match: bool) -> Any:
        """Find the thing and, with If-Match, hold it and compare versions."""
        thing = self.get_object()
        asked = self.request.headers.get("If-Match")
        if asked is None:
            if needs_match:
                raise MatchRequired(_("Send If-Match with the version that you read."))
            return thing
        rows = type(thing)._base_manager.select_for_update(no_key=True)  # noqa: SLF001 -- Django's
        list(rows.filter(pk=thing.pk).values_list("pk"))
        thing = self.get_object()
        known = {tag.partition(".")[0] for tag in _tags(asked)}
        if not known & {"*", version(thing)}:
            raise ChangedMeanwhile(_("It was changed meanwhile. Read it again."))
        return thing


def _tags(header: str) -> set[str]:
    return {word.strip().removeprefix("W/").strip('"') for word in header.split(",")} - {""}


def _digest(data: Any) -> str:
    return hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:16]


# After `action`, which would drop what the schema was told before.
def _documented(method: Method, body: Shape | None, answer: Shape | None, status: int) -> Any:
    extra: dict[str, Any] = {"request": body}
    if answer is not None:
        extra["responses"] = {status: answer}
    elif status != 200:  # noqa: PLR2004 -- the schema's own default
        extra["responses"] = {status: None} if status == 204 else {}  # noqa: PLR2004 -- no content
    return extend_schema(**{name: value for name, value in extra.items() if value != {}})(method)


def act(
    name: str,
    *,
    needs: Permission,
    body: Shape | None = None,
    answer: Shape | None = None,
    status: int = 200,
) -> Callable[[Method], Any]:
    """`POST /things/{id}/<name>/`: call a service with the thing, the body and the person."""

    def decorate(method: Method) -> Any:
        @wraps(method)
        def inner(self: Resource[Any], request: Request, **_words: Any) -> Response:
            self.require_role(needs)
            data = self.clean(body)
            with transaction.atomic():
                thing = self.held(needs_match=False)
                result = method(self, thing, data, request.user)
            return self.answer(result, answer, status)

        inner.needs = needs  # type: ignore[attr-defined]  # -- read by as_view
        inner.status = status  # type: ignore[attr-defined]  # -- read by the schema
        done = action(detail=True, methods=["post"], url_path=name, url_name=name)(inner)
        return _documented(done, body, answer, status)

    return decorate


def make(
    *,
    needs: Permission,
    body: Shape | None,
    answer: Shape | None = None,
    name: str = "",
    status: int = 201,
) -> Callable[[Method], Any]:
    """`POST /things/` (or `/things/<name>/`): call a service that makes one, or acts on many."""

    def decorate(method: Method) -> Any:
        @wraps(method)
        def inner(self: Resource[Any], request: Request, **_words: Any) -> Response:
            self.require_role(needs)
            data = self.clean(body)
            with transaction.atomic():
                result = method(self, data, request.user)
            return self.answer(result, answer, status)

        inner.needs = needs  # type: ignore[attr-defined]  # -- read by as_view
        inner.status = status  # type: ignore[attr-defined]  # -- read by the schema
        if not name:
            return _documented(inner, body, answer, status)
        done = action(detail=False, methods=["post"], url_path=name, url_name=name)(inner)
        return _documented(done, body, answer, status)

    return decorate


def change(
    *, needs: Permission, body: Shape, answer: Shape | None = None
) -> Callable[[Method], Any]:
    """`PATCH /things/{id}/`, with If-Match; the method is called `partial_update`."""

    def decorate(method: Method) -> Any:
        @wraps(method)
        def inner(self: Resource[Any], request: Request, **_words: Any) -> Response:
            self.require_role(needs)
            data = self.clean(body)
            with transaction.atomic():
                thing = self.held(needs_match=True)
                result = method(self, thing, data, request.user)
            return self.answer(result, answer, 200)

        inner.needs = needs  # type: ignore[attr-defined]  # -- read by as_view
        return _documented(inner, body, answer, 200)

    return decorate


@dataclass(frozen=True, slots=True)
class Pending:
    """A part that a worker is still making: how far it is, and when to look again (seconds)."""

    state: str
    progress: int
    retry_after: int


class PendingOut(serializers.Serializer[Pending]):
    """How far a part is that a worker is still making; `Retry-After` says when to look again."""

    state = serializers.CharField()
    progress = serializers.IntegerField(min_value=0, max_value=100)


def part(
    name: str,
    *,
    answer: Any,
    needs: Permission | str = PUBLIC,
    many: bool = False,
    may_wait: bool = False,
) -> Callable[[Method], Any]:
    """`GET /things/{id}/<name>/`: a part of a thing, as a selector returns it.

    One that `may_wait` returns `Pending` as long as it is not there, which is a 202.
    """

    def decorate(method: Method) -> Any:
        @wraps(method)
        def inner(self: Resource[Any], request: Request, **_words: Any) -> Response:
            if isinstance(needs, Permission):
                self._require(needs)
            found = method(self, self.get_object(), request.user)
            if isinstance(found, Pending):
                return _look_later(found)
            shown = answer(found, many=many, context=self.get_serializer_context())
            return Response(shown.data)

        inner.needs = needs  # type: ignore[attr-defined]  # -- read by as_view
        alone: dict[str, Any] = {"pagination_class": None, "filter_backends": []}
        done = action(detail=True, methods=["get"], url_path=name, url_name=name, **alone)(inner)
        return extend_schema(responses=_shapes(answer, many=many, may_wait=may_wait))(done)

    return decorate


def _shapes(answer: Any, *, many: bool, may_wait: bool) -> dict[int, Any]:
    """Return what the schema says of the answers of a part."""
    return {200: answer(many=True) if many else answer} | ({202: PendingOut} if may_wait else {})


def _look_later(found: Pending) -> Response:
    later = {"Retry-After": str(found.retry_after)}
    return Response(PendingOut(found).data, status=202, headers=later)
