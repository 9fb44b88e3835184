"""What a scan is by its first bytes, and how two drafts of one field are joined."""

from __future__ import annotations

from typing import Final, TypeVar

T = TypeVar("T")
SIGNATURES: Final = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


def kind_of(data: bytes) -> tuple[str, str] | None:
    """Return media type and ending of a scan by its content, whatever its name says."""
    return next(
        ((media_type, form) for start, media_type, form in SIGNATURES if data.startswith(start)),
        None,
    )


class Clash(Exception):  # noqa: N818 -- what it is, not a defect
    """Both changed the same field, each in another way."""


def joined(base: T, theirs: T, mine: T) -> T:
    """Return a field that two people wrote from the same base; raise `Clash` if both changed it."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    raise Clash
