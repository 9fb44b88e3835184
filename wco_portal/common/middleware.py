"""What every answer carries, how it travels, and the clock that every request holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from typing import Final

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from wco_portal.common import clock, compression, page_cache
from wco_portal.common.bilingual import LANGUAGES

Next = Callable[[HttpRequest], HttpResponse]

HEALTH: Final = {"/livez", "/readyz"}
OWN_FILES_ONLY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# Nor does a script make HTML out of a string, but in two places: what is pasted into the editor,
# which its schema reads, and the newest state of a page of ours.
CONTENT_SECURITY_POLICY: Final = (
    f"{OWN_FILES_ONLY}; require-trusted-types-for 'script'; "
    "trusted-types ProseMirrorClipboard portal-page"
)
# All that a page for anybody may differ by, beside its address and the state of the database.
DIFFERS_BY: Final = ("Accept-Encoding", "Cookie", "Save-Data")
# Who has one of these is somebody, or is to be told something.
PERSONAL: Final = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)


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
    """Compress pages for slow lines; the API's answers stay as they are, with their strong ETag.

    A secret in a page that also shows what somebody else wrote could be guessed by its size: the
    only ones are the tokens of the forms, which Django masks anew in every answer.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = following(request)
        if not _is_page(response) or response.has_header("Content-Encoding"):
            return response
        if len(response.content) >= compression.LEAST:
            _compress(request, response)
        return response

    return middleware


def kept_pages(following: Next) -> Next:
    """Answer anybody from what was made before, as long as nothing in the database has changed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if (key := _same_for_anybody(request)) is None:
            return following(request)
        version = page_cache.version()
        kept = page_cache.SHELF.find(key, version)
        if kept is not None:
            return _conditional(request, HttpResponse(kept.content, headers=kept.headers))
        response = following(request)
        if not _may_be_kept(response):
            return response
        response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, DIFFERS_BY)
        _compress(request, response)
        page_cache.SHELF.keep(
            key, version, page_cache.Kept(response.content, dict(response.headers))
        )
        return _conditional(request, response)

    return middleware


def business_clock(following: Next) -> Next:
    """Hold the business clock through a request: one query, in demonstration mode only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path in HEALTH:  # They must answer while the database is away.
            return following(request)
        with clock.held():
            return following(request)

    return middleware


def _is_page(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("text/html") and not response.streaming


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    patch_vary_headers(response, ["Accept-Encoding"])
    encoding = compression.accepted(request.headers.get("Accept-Encoding", ""))
    if encoding:
        light = compression.saves_data(request.headers.get("Save-Data", ""))
        response.content = compression.compressed(response.content, encoding, light=light)
        response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))


def _same_for_anybody(request: HttpRequest) -> Hashable | None:
    """Name an answer by all that it may depend on; None when it is somebody's own."""
    if request.method != "GET" or request.path[1:4] not in {f"{code}/" for code in LANGUAGES}:
        return None
    # Inside a transaction the snapshot says nothing of what that transaction itself wrote.
    if connection.in_atomic_block or any(name in request.COOKIES for name in PERSONAL):
        return None
    return (
        request.scheme,
        request.headers.get("Host"),
        request.get_full_path(),
        request.COOKIES.get("theme"),
        request.headers.get("Save-Data"),
        compression.accepted(request.headers.get("Accept-Encoding", "")),
    )


def _may_be_kept(response: HttpResponse) -> bool:
    """Say whether an answer is a page that claims to be nobody's own."""
    varies = {word.strip() for word in response.headers.get("Vary", "").split(",") if word.strip()}
    return (
        response.status_code == 200  # noqa: PLR2004 -- HTTP's own number
        and _is_page(response)
        and not response.cookies
        and not response.has_header("Cache-Control")
        and varies <= set(DIFFERS_BY)
    )


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say in a word that the browser has it already."""
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return response if answer is None else answer
