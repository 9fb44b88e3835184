"""The menus: only what works."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu."""

    title: str | Promise
    address: str
    is_current: bool


# Title and URL name, in the order of the menu.
PUBLIC: tuple[tuple[Promise, str], ...] = ((_("Home"), "home"),)


def public(request: HttpRequest) -> list[Entry]:
    """Return the public menu."""
    entries = []
    for title, name in PUBLIC:
        address = reverse(name)
        here = request.path == address if name == "home" else request.path.startswith(address)
        entries.append(Entry(title, address, here))
    return entries
