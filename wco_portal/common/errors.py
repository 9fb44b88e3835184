"""The errors that services raise and every interface knows how to show."""

from __future__ import annotations

from django.utils.functional import Promise


class DomainError(Exception):
    """A business rule said no: the message is for people, translated, and says what to do."""

    def __init__(self, message: str | Promise, *, code: str) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class ChangedMeanwhile(DomainError):  # noqa: N818 -- the word that people read
    """Somebody saved first: the version that the caller saw is no longer the newest."""
