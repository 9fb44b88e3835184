"""Choices of the front pages."""

from enum import StrEnum


class Theme(StrEnum):
    """The colours that a reader chose."""

    LIGHT = "light"
    DARK = "dark"
