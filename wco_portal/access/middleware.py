"""The one place that turns a refusal or a business rule's no into a page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person

# Filled by the audit app: what to do with a refusal once its transaction has rolled back.
ON_DENIAL: list[Callable[[Person, Denied], None]] = []


def tell_denial(person: Person | AnonymousUser | object, denial: Denied) -> None:
    """Hand a refusal to whoever records it."""
    if isinstance(person, Person):
        for sink in ON_DENIAL:
            sink(person, denial)


class Answers:
    """Show why not: 403 with the policy's reason, 409 with the rule's."""

    def __init__(self, following: Callable[[HttpRequest], HttpResponse]) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on; an address that was opened in the wrong way says so."""
        response = self.following(request)
        if isinstance(response, HttpResponseNotAllowed) and request.path[:5] != "/api/":
            shown = render(request, "405.html", status=response.status_code)
            shown.headers["Allow"] = response.headers["Allow"]
            return shown
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer what the services raise; everything else is Django's."""
        if isinstance(problem, Denied):
            tell_denial(request.user, problem)
            return render(request, "403.html", {"reason": str(problem)}, status=403)
        if isinstance(problem, DomainError):
            return render(request, "409.html", {"reason": problem.message}, status=409)
        return None
