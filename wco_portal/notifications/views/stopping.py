"""Stop letters of a kind from the letter itself, without signing in (RFC 8058)."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.notifications import selectors, services
from wco_portal.notifications.models import Delivery

FIELD: Final = ("List-Unsubscribe", "One-Click")


# A mail program presses it by itself: without a cookie, a CSRF token, or a redirect to follow. Who
# only opens the address, as scanners of mails do, changes nothing.
@csrf_exempt
@never_cache
@page(PUBLIC, on=selectors.stopping.by_token)
def stop(request: AnyRequest, letter: Delivery) -> HttpResponse:
    """Ask whether letters of this kind are to stop; a press stops them."""
    name, value = FIELD
    is_press = request.method == "POST" and request.POST.get(name) == value
    if is_press:
        services.preferences.stop(letter)
    words = {
        "titles": selectors.stopping.titles(letter),
        "is_stopped": not selectors.stopping.wanted(letter),
    }
    status = 422 if request.method == "POST" and not is_press else 200
    return render(request, "notifications/stop.html", words, status=status)
