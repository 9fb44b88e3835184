"""Read the environment for the settings; a wrong value stops the start with a sentence."""

from __future__ import annotations

import ipaddress
import os
import zoneinfo
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, *, default: bool) -> bool:
    """Read 0 or 1; anything else stops the start."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def whole(name: str, *, default: int, least: int = 1, most: int = 1_000_000) -> int:
    """Read a whole number within its bounds; anything else stops the start."""
    value = os.environ.get(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(
            f"{name} must be a number from {least} to {most}, not {value!r}."
        )
    return int(value)


def address(name: str, *schemes: str, example: str, default: str = "") -> str:
    """Read an address with one of these schemes; anything else stops the start."""
    value = os.environ.get(name) or default
    if value and urlsplit(value).scheme not in schemes:
        raise ImproperlyConfigured(f"{name} must be an address such as {example}, not {value!r}.")
    return value


def folder(name: str, *, default: Path) -> Path:
    """Read a folder that can be written, and make it; anything else stops the start."""
    path = Path(os.environ.get(name) or default).resolve()
    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
    if not (path.is_dir() and os.access(path, os.W_OK)):
        raise ImproperlyConfigured(
            f"{name} must be a folder that can be written, not {str(path)!r}."
        )
    return path


def zone(name: str, *, default: str) -> str:
    """Read the name of a time zone; anything else stops the start."""
    value = os.environ.get(name, default)
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name} must be a zone such as {default}, not {value!r}.")
    return value


def is_loopback(host: str) -> bool:
    """Say whether a host name means this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue; Django's own would read the settings that are being made."""
    return text
