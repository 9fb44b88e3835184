"""Addresses of many things of one kind, and of the same thing many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language

# Fits where a code, a slug or a public id stands.
ANY: Final = "0000000000"


def address(name: str, *args: str) -> str:
    """Return the address of a page in the language of the moment, looked up once for all."""
    return _address(get_language(), name, args)


@lru_cache(maxsize=4096)
def _address(_language: str | None, name: str, args: tuple[str, ...]) -> str:
    return reverse(name, args=args)


def pattern(name: str, *first: str) -> Callable[[str], str]:
    """Return how the addresses of a list differ in their last word, looked up once for all."""
    before, _any, after = reverse(name, args=[*first, ANY]).rpartition(ANY)
    return lambda word: f"{before}{word}{after}"
