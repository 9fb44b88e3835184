"""Pages made smaller for slow lines: brotli where the browser knows it, else gzip."""

from __future__ import annotations

import gzip
import re
from typing import Final

import brotli

# Shorter ones do not get smaller.
LEAST: Final = 200
# Above this, brotli takes ten times as long for two per cent.
QUALITY: Final = 6
# Who saves data waits 20 ms for an eighth less.
QUALITY_LIGHT: Final = 10


def saves_data(header: str) -> bool:
    """Say whether the browser asks for less, by its header `Save-Data`."""
    return header.strip().lower() == "on"


def accepted(header: str) -> str:
    """Choose the encoding by what the browser takes: br, gzip or none."""
    refused = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    taken = set()
    for part in header.lower().split(","):
        name, *options = re.split(r"\s*;\s*", part.strip())
        if not refused.intersection(options):
            taken.add(name)
    return next((name for name in ("br", "gzip") if name in taken), "")


def compressed(content: bytes, encoding: str, *, light: bool = False) -> bytes:
    """Compress a text by an encoding that `accepted` chose."""
    if encoding == "br":
        quality = QUALITY_LIGHT if light else QUALITY
        smaller: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
        return smaller
    return gzip.compress(content, 6, mtime=0) if encoding == "gzip" else content
