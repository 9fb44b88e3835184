"""Choices that every app may use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grade(models.TextChoices):
    """How good a fact's source is."""

    OFFICIAL = "official", _("official")
    SECONDARY = "secondary", _("secondary")
    DERIVED = "derived", _("derived")
    OUR_READING = "our_reading", _("our reading")


class Precision(models.TextChoices):
    """How exactly a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
