"""Addresses of many things of one kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.urls import reverse

# Fits where a code, a slug or a public id stands.
ANY: Final = "0000000000"


def pattern(name: str, *first: str) -> Callable[[str], str]:
    """Return how the addresses of a list differ in their last word, looked up once for all."""
    before, _any, after = reverse(name, args=[*first, ANY]).rpartition(ANY)
    return lambda word: f"{before}{word}{after}"
