"""The one place that turns a refusal or a business rule's no into a page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import is_valid_path

from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import written
from wco_portal.directory.models import Person

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Filled by the audit app: what to do with a refusal once its transaction has rolled back.
ON_DENIAL: list[Callable[[Person, Denied], None]] = []


def tell_denial(person: Person | AnonymousUser | object, denial: Denied) -> None:
    """Hand a refusal to whoever records it."""
    if isinstance(person, Person):
        for sink in ON_DENIAL:
            sink(person, denial)


def _page_above(path: str) -> str:
    """Return the nearest address above that is one, or nothing."""
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        if is_valid_path(path):
            return path
    return ""


def _told(request: HttpRequest, reason: object) -> dict[str, object]:
    """Return the reason, and what was written for nothing."""
    return {"reason": str(reason), "said": written(request.POST, request.user)}


class Answers:
    """Show why not: 403 with the policy's reason, 409 with the rule's."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on; an address that was opened in the wrong way says so.

        Whoever opens the address of an act is led to its thing: after signing in again, or when the
        language is changed on a form that came back.
        """
        response = self.following(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.path[:5] == "/api/":
            return response
        if request.method == "GET" and (above := _page_above(request.path)):
            return HttpResponseRedirect(above)
        shown = render(request, "405.html", status=response.status_code)
        shown.headers["Allow"] = response.headers["Allow"]
        return shown

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer what the services raise; everything else is Django's.

        Who would write in what is closed hears that it is locked: 423.
        """
        if isinstance(problem, Denied):
            tell_denial(request.user, problem)
            is_locked = problem.is_closed and request.method not in SAFE
            status = 423 if is_locked else 403
            return render(request, "403.html", _told(request, problem), status=status)
        if isinstance(problem, DomainError):
            return render(request, "409.html", _told(request, problem.message), status=409)
        return None
