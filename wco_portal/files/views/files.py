"""Hand out files: as attachments that no browser runs, to whom the owner's policy lets."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.files import selectors
from wco_portal.files.models import File


@require_safe
@page(PUBLIC, on=selectors.files.by_public_id)
def detail(_request: AnyRequest, file: File) -> HttpResponse:
    """Hand out a file."""
    response = HttpResponse(selectors.files.data(file), content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
