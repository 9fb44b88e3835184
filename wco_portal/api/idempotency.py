"""`Idempotency-Key`: the same write sent twice is done once and answered alike."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from wco_portal.api.parsers import MOST_BYTES, TooLarge
from wco_portal.api.problems import MEDIA_TYPE, Conflict, KeyReused
from wco_portal.api.services import idempotency
from wco_portal.directory.models import Person

HEADER: Final = "Idempotency-Key"
SHAPE: Final = re.compile(r"[!-~]{1,128}")
KEPT_HEADERS: Final = ("ETag", "Location")

Run = Callable[[], Response]


def once(request: Request, run: Run, refuse: Callable[[Exception], Response]) -> Response:
    """Run the write, unless its key was used before; then give the answer of that time."""
    key = request.headers.get(HEADER)
    if key is None or request.method in SAFE_METHODS or not isinstance(request.user, Person):
        return run()
    if not SHAPE.fullmatch(key):
        raise ParseError(_("An Idempotency-Key has 1 to 128 printable characters."))
    person, fingerprint = request.user, _fingerprint(request)
    try:
        with transaction.atomic():
            idempotency.forget_old(person, key=key)
            used = idempotency.claim(person, key=key, fingerprint=fingerprint)
            if used is not None:
                return _again(used, fingerprint)
            response = _run(run, refuse)
            if not idempotency.is_kept(response.status_code):
                transaction.set_rollback(True)
                return response
            headers = {name: response[name] for name in KEPT_HEADERS if name in response}
            status = response.status_code
            idempotency.keep(person, key=key, status=status, headers=headers, data=_plain(response))
            return response
    except idempotency.StillRunningError as running:
        raise Conflict(
            _("The first request with this key is still running."), code="still_running"
        ) from running


def _run(run: Run, refuse: Callable[[Exception], Response]) -> Response:
    """Do the write; a refusal undoes it and is an answer like others."""
    try:
        with transaction.atomic():
            return run()
    except Exception as refusal:  # noqa: BLE001 -- `refuse` raises again what is a defect
        return refuse(refusal)


def _again(used: Any, fingerprint: str) -> Response:
    if used.fingerprint != fingerprint:
        raise KeyReused(_("This Idempotency-Key stood for another request."))
    is_problem = used.status >= 400  # noqa: PLR2004 -- client errors
    return Response(
        json.loads(used.body),
        status=used.status,
        headers={**used.headers, "Idempotency-Replayed": "true"},
        content_type=MEDIA_TYPE if is_problem else None,
    )


def _fingerprint(request: Request) -> str:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise TooLarge(_("The body may have at most %(size)s bytes.") % {"size": MOST_BYTES})
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + request._request.body).hexdigest()  # noqa: SLF001 -- DRF's way


def _plain(response: Response) -> Any:
    """Return the data as JSON can hold it."""
    from rest_framework.renderers import JSONRenderer  # noqa: PLC0415 -- needs the apps

    return json.loads(JSONRenderer().render(response.data) or b"null")
