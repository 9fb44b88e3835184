"""States of workshops and challenges."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Attending(models.TextChoices):
    """How a participant takes part."""

    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")


class ParticipantState(models.TextChoices):
    """How far a registration is."""

    REGISTERED = "registered", pgettext_lazy("a participant", "registered")
    WITHDRAWN = "withdrawn", pgettext_lazy("a participant", "withdrawn")


class Audience(models.TextChoices):
    """Who reads a document of a workshop."""

    PUBLIC = "public", _("everybody")
    PARTICIPANTS = "participants", _("those invited")


class CallPhase(models.TextChoices):
    """What people were reminded of, once for each time that it was set to."""

    BEGINS = "begins", _("the workshop is near")
    REGISTER = "register", _("register participants")
    LAST_CALL = "last_call", _("registration closes soon")


# So many days before registration closes those are called whose administration has not registered.
CALLED_BEFORE: Final = {CallPhase.REGISTER: 14, CallPhase.LAST_CALL: 3}

# How a state is shown.
TONES: Final = {
    WorkshopState.PLANNED: "idle",
    WorkshopState.ANNOUNCED: "brand",
    WorkshopState.HELD: "good",
    WorkshopState.CANCELLED: "bad",
    ChallengeState.RAISED: "now",
    ChallengeState.TAKEN_UP: "good",
    ChallengeState.SET_ASIDE: "idle",
    ParticipantState.REGISTERED: "good",
    ParticipantState.WITHDRAWN: "idle",
}
