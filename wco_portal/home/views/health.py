"""Is the process alive, and can it work?"""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from wco_portal.access.pages import page
from wco_portal.access.permissions import PUBLIC


@require_safe
@page(PUBLIC)
def livez(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of anybody."""
    del request
    return JsonResponse({"alive": True})


@require_safe
@page(PUBLIC)
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False}, status=503)
    return JsonResponse({"ready": True})
