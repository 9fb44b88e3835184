"""Printed files: one content, as PDF or DOCX; the same content in the same form is one file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from wco_portal.files.rules import Print
from wco_portal.files.services import pdf
from wco_portal.files.services.files import Made
from wco_portal.files.tables import DOCX, PDF
from wco_portal.publishing.rules import schema


def _docx(given: Print) -> bytes:
    from wco_portal.files.services import docx  # noqa: PLC0415 -- three megabytes, for a job

    return docx.write(given)


WRITERS: Final[Mapping[str, tuple[str, Callable[[Print], bytes]]]] = {
    "pdf": (PDF, pdf.write),
    "docx": (DOCX, _docx),
}
# What the look of a file hangs on: when one of these changes, files are made anew.
RECIPE: Final = (
    "data/print.typ",
    "services/docx.py",
    "services/docx_parts.py",
    "services/docx_runs.py",
    "rules.py",
)


def write(given: Print, form: str, *, name: str) -> Made:
    """Write a file."""
    media_type, writer = WRITERS[form]
    return Made(name, media_type, writer(given))


def key_of(given: Print, form: str) -> str:
    """Return the digest of everything that a file is made of."""
    return schema.digest([given.as_data(), form, _recipe()])


@cache
def _recipe() -> str:
    here = Path(__file__).parents[1]
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in RECIPE)).hexdigest()
