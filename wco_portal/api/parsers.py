"""JSON as it may come in: not too large, not too deep, only characters that can be kept."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

MOST_BYTES: Final = 1024 * 1024
MOST_DEPTH: Final = 32


class TooLarge(APIException):
    """The body is too large."""

    status_code = 413
    default_code = "too_large"


class StrictJSON(BaseParser):
    """Parse JSON within limits; everything else is a 400 with a reason."""

    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the value."""
        body = stream.read(MOST_BYTES + 1)
        if len(body) > MOST_BYTES:
            raise TooLarge(_("The body may have at most %(size)s bytes.") % {"size": MOST_BYTES})
        try:
            text = body.decode("utf-8")
            if depth(text) > MOST_DEPTH:
                raise ParseError(_("The body is nested too deeply."), code="too_deep")
            value = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
        except (ValueError, RecursionError) as wrong:
            raise ParseError(_("The body is not valid JSON.")) from wrong
        if any(not is_clean(word) for word in words(value)):
            raise ParseError(
                _("The body contains a character that cannot be kept."), code="bad_character"
            )
        return value


def depth(text: str) -> int:
    """Return how deeply brackets are nested outside strings."""
    level = deepest = 0
    inside = escaped = False
    for letter in text:
        if inside:
            if escaped:
                escaped = False
            elif letter == "\\":
                escaped = True
            elif letter == '"':
                inside = False
        elif letter == '"':
            inside = True
        elif letter in "[{":
            level += 1
            deepest = max(deepest, level)
        elif letter in "]}":
            level -= 1
    return deepest


def words(value: Any) -> Iterator[str]:
    """Yield every string of a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from words(item)


def is_clean(word: str) -> bool:
    """Say whether the database can keep the string: no NUL, no lone surrogate."""
    return "\x00" not in word and not any("\ud800" <= letter <= "\udfff" for letter in word)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _finite(number: str) -> float:
    if not math.isfinite(value := float(number)):
        raise ValueError(number)
    return value
