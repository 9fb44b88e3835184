"""What a document that people bring is: told by its content, never by its name."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from django.utils.translation import gettext as _

from wco_portal.common.errors import DomainError
from wco_portal.files.tables import DOCX, PDF

ENDINGS: Final = {PDF: "pdf", DOCX: "docx"}
MOST_PARTS: Final = 3_000
MOST_INFLATED: Final = 200 * 1024 * 1024
# Parts that run in the word processor of whoever opens the file.
RUNS: Final = ("vbaproject.bin", "/activex/", "/embeddings/oleobject")


def media_type(data: bytes) -> str:
    """Return what the bytes are, PDF or DOCX; anything else is refused with its reason."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if not data.startswith(b"PK"):
        raise DomainError(_("Choose a PDF or a Word document (.docx)."), code="document_type")
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as no:
        raise DomainError(_("The Word document cannot be read."), code="document_broken") from no
    names = [part.filename.lower() for part in parts]
    if "word/document.xml" not in names:
        raise DomainError(_("Choose a PDF or a Word document (.docx)."), code="document_type")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise DomainError(_("The Word document is too large inside."), code="document_too_large")
    if any(word in f"/{name}" for name in names for word in RUNS):
        raise DomainError(
            _("The Word document holds macros or embedded programs: save it without them."),
            code="document_runs",
        )
    return DOCX
