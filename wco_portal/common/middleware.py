"""What every answer carries, and the clock that every request holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from wco_portal.common import clock

Next = Callable[[HttpRequest], HttpResponse]

HEALTH: Final = {"/livez", "/readyz"}
CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)


def security_headers(following: Next) -> Next:
    """Add the headers that Django does not; a view may have set its own stricter policy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = following(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def compressed_pages(following: Next) -> Next:
    """Compress pages for slow lines; the API's answers stay as they are, with their strong ETag."""
    gzip = GZipMiddleware(following)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = following(request)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return cast(HttpResponse, gzip.process_response(request, response))

    return middleware


def business_clock(following: Next) -> Next:
    """Hold the business clock through a request: one query, in demonstration mode only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path in HEALTH:  # They must answer while the database is away.
            return following(request)
        with clock.held():
            return following(request)

    return middleware
