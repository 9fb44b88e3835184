"""The tables that upper apps fill when ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

from strategy.models import AnnualTheme
from wco_portal.access.policies import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that stands behind a principle, as the page of the theme names it."""

    title: str
    address: str
    is_demonstration: bool


Find: TypeAlias = Callable[[AnnualTheme, Actor], Mapping[str, Sequence[Shown]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A further column of a theme's matrix: what an upper app finds, by letter of the principle."""

    title: str | Promise
    gap: str | Promise
    find: Find


THEME_COLUMNS: list[Column] = []
