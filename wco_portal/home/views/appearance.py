"""Light or dark: the reader's choice, kept in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.home.enums import Theme

YEAR = 365 * 24 * 3600


# Without a CSRF token, so that public pages need no cookie: a colour is all that can be forged.
@csrf_exempt
@require_POST
@page(PUBLIC)
def theme(request: AnyRequest) -> HttpResponse:
    """Keep the choice of colours and go back to the page."""
    place, chosen = request.POST.get("next", ""), request.POST.get("theme")
    here = url_has_allowed_host_and_scheme(place, allowed_hosts={request.get_host()})
    response = redirect(place if here else "home")
    if chosen in set(Theme):
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    return response
