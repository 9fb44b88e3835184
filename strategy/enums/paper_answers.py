"""States of answers that came on paper, and of positions that wait for the head."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperState(models.TextChoices):
    """How far an answer on paper is: it counts when a second person has confirmed it."""

    ENTERED = "entered", _("entered, waits for a second pair of eyes")
    CONFIRMED = "confirmed", _("confirmed: counts as the Member’s position")
    SET_ASIDE = "set_aside", pgettext_lazy("of an answer on paper", "set aside")


class ReleaseState(models.TextChoices):
    """What became of a position that was passed to the head of the administration."""

    WAITING = "waiting", _("waits for the head of administration")
    SENT = "sent", pgettext_lazy("by the head", "sent")
    RETURNED = "returned", pgettext_lazy("by the head", "returned")


PAPER_TONES: Final = {
    PaperState.ENTERED: "now",
    PaperState.CONFIRMED: "good",
    PaperState.SET_ASIDE: "idle",
}
RELEASE_TONES: Final = {
    ReleaseState.WAITING: "now",
    ReleaseState.SENT: "good",
    ReleaseState.RETURNED: "warn",
}
