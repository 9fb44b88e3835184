"""What an indicator shows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Light(models.TextChoices):
    """A light is a shape and a word before it is a colour."""

    REACHED = "reached", _("target reached")
    ON_TRACK = "on_track", _("on track")
    AT_RISK = "at_risk", _("at risk")
    OFF_TRACK = "off_track", _("off track")
    NO_DATA = "no_data", _("no data")


# The tone of the design system for each light.
TONES = {
    Light.REACHED: "good",
    Light.ON_TRACK: "good",
    Light.AT_RISK: "warn",
    Light.OFF_TRACK: "bad",
    Light.NO_DATA: "idle",
}
