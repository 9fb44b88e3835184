"""States of workshops and challenges."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkshopState(models.TextChoices):
    """How far a workshop is."""

    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class ChallengeState(models.TextChoices):
    """What the Secretariat did with a challenge."""

    RAISED = "raised", _("raised")
    TAKEN_UP = "taken_up", _("taken up")
    SET_ASIDE = "set_aside", _("set aside")


class Tongue(models.TextChoices):
    """The languages in which a workshop may work."""

    EN = "en", _("English")
    FR = "fr", _("French")
    AR = "ar", _("Arabic")
    ES = "es", _("Spanish")
    PT = "pt", _("Portuguese")
    RU = "ru", _("Russian")


# How a state is shown.
TONES: Final = {
    WorkshopState.PLANNED: "idle",
    WorkshopState.ANNOUNCED: "brand",
    WorkshopState.HELD: "good",
    WorkshopState.CANCELLED: "bad",
    ChallengeState.RAISED: "now",
    ChallengeState.TAKEN_UP: "good",
    ChallengeState.SET_ASIDE: "idle",
}
