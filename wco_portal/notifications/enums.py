"""Channels and states of what is told to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a notice reaches a person."""

    MAIL = "mail", _("e-mail")
    PORTAL = "portal", _("notification centre")


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DEAD = "dead", _("not delivered")
    DROPPED = "dropped", _("no longer due")
