"""The one door from a URL to an object: load, ask the policy, hand over, once."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable
from copy import copy
from functools import wraps
from http import HTTPStatus
from typing import Any, Final, Protocol, TypedDict, cast

from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.urls import resolve

from wco_portal.access import policies
from wco_portal.access.models import OnceToken
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor, Denied
from wco_portal.access.services import once
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import Said, labels_in, sent, written
from wco_portal.directory.models import Person

# What a browser sends; a page answers nothing else.
VERBS: Final = ("GET", "HEAD", "POST")


class PersonRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Person


class AnyRequest(HttpRequest):
    """A request of anybody."""

    user: Actor


class Presser(TypedDict):
    """Whose token it is, and for which address."""

    person: Person | None
    path: str


class Page(Protocol):
    """A view that says what it needs."""

    permission: Permission | str

    def __call__(self, request: HttpRequest, **words: Any) -> HttpResponse:
        """Answer."""


def page(
    permission: Permission | str, *, on: Callable[..., Any] | None = None
) -> Callable[[Callable[..., HttpResponse]], Page]:
    """Declare what a page needs (a permission or PUBLIC), and on which object.

    `on` gets the URL's words, and the actor when it asks for `actor`; what it does not find, and
    what it hides from the actor, is a 404.
    """
    wants_actor = on is not None and "actor" in inspect.signature(on).parameters

    def decorate(view: Callable[..., HttpResponse]) -> Page:
        @wraps(view)
        def inner(request: HttpRequest, **words: Any) -> HttpResponse:
            if request.method not in VERBS:
                return HttpResponseNotAllowed(VERBS)
            if wants_actor:
                words["actor"] = request.user
            try:
                target = _find(on, words) if on else ()
                if away := _refusal(request, permission, target):
                    return away
            except (Http404, Denied) as refusal:
                return _first_answer(request, otherwise=refusal)
            return _pressed_once(request, lambda: view(request, *target))

        answering: Any = inner
        answering.permission = permission  # the architecture tests read it
        return cast("Page", answering)

    return decorate


def _find(on: Callable[..., Any], words: dict[str, Any]) -> tuple[Any]:
    try:
        return (on(**words),)
    except ObjectDoesNotExist as missing:
        raise Http404 from missing


def _refusal(
    request: HttpRequest, permission: Permission | str, target: tuple[Any, ...]
) -> HttpResponse | None:
    """Send a visitor to sign in; tell a person why not; None when allowed."""
    if not isinstance(permission, Permission):
        return None
    decision = policies.check(request.user, permission, *target)
    if decision:
        return None
    if not request.user.is_authenticated:
        return _signed_out(request)
    raise Denied(decision, permission, target[0] if target else None)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """Send a visitor to sign in; who was signed out while writing first gets the words back."""
    to = redirect_to_login(request.get_full_path())
    if not (said := written(request.POST, request.user)):
        return to
    words = {"said": said, "sign_in": to.url}
    return render(request, "signed_out.html", words, status=HTTPStatus.FORBIDDEN)


def _pressed_once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    if not (token := once_token(request)):
        return view()
    presser = _presser(request)
    with transaction.atomic():
        if not once.claim(token, **presser, digest=digest(request)):
            return _second_answer(request, once.first(token, **presser))
        response = view()
        if place := _led_to(response):
            once.settle(token, **presser, location=place)
        else:
            transaction.set_rollback(True)
        return response


def _led_to(response: HttpResponse) -> str:
    """Return where a press led: a redirect, or 201 for a script that stays where it is."""
    if isinstance(response, HttpResponseRedirect):
        return response.url
    created = response.status_code == HTTPStatus.CREATED
    return response.headers.get("Location", "") if created else ""


def _first_answer(request: HttpRequest, *, otherwise: Exception) -> HttpResponse:
    """Give a second press the first one's answer, where that has changed what may be done."""
    token = once_token(request)
    press = once.first(token, **_presser(request)) if token else None
    if press and press.location:
        return _second_answer(request, press)
    raise otherwise


def _second_answer(request: HttpRequest, first: OnceToken | None) -> HttpResponse:
    """Give a second press the first one's answer; where it says something else, say so.

    Nothing of it is kept until its writer sends it as a form of its own.
    """
    place = first.location if first and first.location else request.path
    if first is None or first.digest in {"", digest(request)}:
        return HttpResponseRedirect(place)
    labels = _labels(request)
    said = [Said(name, value, labels.get(name, "")) for name, value in sent(request.POST)]
    words = {"place": place, "address": request.get_full_path(), "said": said}
    return render(request, "sent_before.html", words, status=HTTPStatus.CONFLICT)


def _labels(request: HttpRequest) -> dict[str, str]:
    """Return by field the label that the page of the form gives it, where it can be opened."""
    asked = copy(request)
    asked.method, asked.POST = "GET", QueryDict()
    # What that page would tell is told by the next one that is seen.
    asked._messages = default_storage(asked)  # type: ignore[attr-defined]  # noqa: SLF001
    view, args, words = resolve(request.path_info)
    try:
        page: HttpResponse = view(asked, *args, **words)
    except (Http404, PermissionDenied, DomainError):
        return {}
    return labels_in(page.content.decode()) if page.status_code == HTTPStatus.OK else {}


def digest(request: HttpRequest) -> str:
    """Return a digest of what a form says, files by name and size."""
    files = sorted(
        (name, str(each.name), each.size or 0)
        for name in request.FILES
        for each in cast("list[UploadedFile[Any]]", request.FILES.getlist(name))
    )
    return hashlib.sha256(json.dumps([sorted(sent(request.POST)), files]).encode()).hexdigest()


def once_token(request: HttpRequest) -> str:
    """Return the one-time token of a form that was sent, if it has one."""
    token = request.POST.get("once", "") if request.method == "POST" else ""
    return token if once.SHAPE.fullmatch(token) else ""


def _presser(request: HttpRequest) -> Presser:
    person = request.user if isinstance(request.user, Person) else None
    return {"person": person, "path": request.path}
