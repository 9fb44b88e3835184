"""Write a printed file as tagged PDF (PDF/UA-1), in a process of its own."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wco_portal.common.errors import DomainError
from wco_portal.files.rules import Print

log = logging.getLogger(__name__)

CHILD: Final = Path(__file__).with_name("print_child.py")
TEMPLATE: Final = Path(__file__).parents[1] / "data" / "print.typ"
SECONDS: Final = 60


def write(given: Print) -> bytes:
    """Return the PDF; a content that exhausts the limits is told as a DomainError."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own program; the content goes in as data
            [sys.executable, "-I", str(CHILD), str(TEMPLATE), str(fonts())],
            input=json.dumps(given.as_data()).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise DomainError(_("The file took too long to be set."), code="print_too_long") from late
    if done.returncode:
        log.error("The typesetter refused: %s", done.stderr.decode(errors="replace")[:2000])
        raise DomainError(_("The file could not be set."), code="print_refused")
    return done.stdout


def fonts() -> Path:
    """Return the folder of the fonts, which the build of the front end writes."""
    return Path(settings.BASE_DIR) / "static" / "dist" / "print"
