"""What an indicator is, how its figures come in, and what it shows."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IndicatorKind(models.TextChoices):
    """What a figure of an indicator is."""

    QUANTITATIVE = "quantitative", pgettext_lazy("kind of indicator", "quantity")
    PERCENTAGE = "percentage", _("percentage of a numerator over a denominator")
    QUALITATIVE = "qualitative", _("qualitative, on ordered scores")
    MILESTONE = "milestone", _("milestone, reached or not")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")


class Regions(models.TextChoices):
    """Whether figures come per region, and what the total has to do with them."""

    NONE = "none", _("no figures per region")
    SUM = "sum", _("per region; they add up to the total")
    APART = "apart", _("per region, beside the total")


class Frequency(models.TextChoices):
    """How often a figure is due."""

    YEARLY = "yearly", _("every year")
    HALF_YEARLY = "half_yearly", _("every half year")
    QUARTERLY = "quarterly", _("every quarter")
    ONCE = "once", _("once, at the end")


MONTHS: Final = {Frequency.YEARLY: 12, Frequency.HALF_YEARLY: 6, Frequency.QUARTERLY: 3}


class MeasurementState(models.TextChoices):
    """How far a figure is: an editor enters it, an approver approves it."""

    DRAFT = "draft", pgettext_lazy("of a figure", "draft")
    PENDING = "pending", pgettext_lazy("of a figure", "waits for approval")
    RETURNED = "returned", pgettext_lazy("of a figure", "returned")
    APPROVED = "approved", pgettext_lazy("of a figure", "approved")


class Light(models.TextChoices):
    """A light is a shape and a word before it is a colour."""

    REACHED = "reached", _("target reached")
    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    NO_DATA = "no_data", _("no data")
    NOT_DUE = "not_due", _("not due yet")


class Series(models.TextChoices):
    """What becomes of an indicator when its plan is followed by the next one."""

    GOES_ON = "goes_on", _("goes on")
    ENDS = "ends", _("ends")


GREEN: Final = frozenset({Light.REACHED, Light.ON_TRACK})
# What a person may set by hand, with a reason and for a time.
JUDGED: Final = (Light.ON_TRACK, Light.AT_RISK, Light.OFF_TRACK)

# The tone of the design system for each light.
TONES: Final = {
    Light.REACHED: "good",
    Light.ON_TRACK: "good",
    Light.AT_RISK: "warn",
    Light.OFF_TRACK: "bad",
    Light.NO_DATA: "idle",
    Light.NOT_DUE: "brand",
}
STATE_TONES: Final = {
    MeasurementState.DRAFT: "idle",
    MeasurementState.PENDING: "now",
    MeasurementState.RETURNED: "bad",
    MeasurementState.APPROVED: "good",
}
