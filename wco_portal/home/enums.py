"""Choices of the front pages."""

from enum import StrEnum


class Theme(StrEnum):
    """The colours that a reader chose."""

    LIGHT = "light"
    DARK = "dark"


class ClockStep(StrEnum):
    """How far the demonstration's clock moves."""

    HOUR = "hour"
    DAY = "day"
    NEXT = "next"
    JULY = "july"
