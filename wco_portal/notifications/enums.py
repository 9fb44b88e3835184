"""Channels and states of what is told to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a notice reaches a person."""

    MAIL = "mail", _("e-mail")
    PORTAL = "portal", _("notification centre")


class DeliveryState(models.TextChoices):
    """How far a delivery is."""

    HELD = "held", _("held back until later")
    GATHERED = "gathered", _("in a summary")
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DEAD = "dead", _("not delivered")
    DROPPED = "dropped", _("no longer due")


class Pace(models.TextChoices):
    """How often mails that are not urgent leave."""

    AT_ONCE = "at_once", _("at once, each by itself")
    DAILY = "daily", _("once a day, in one summary")
    WEEKLY = "weekly", _("once a week, in one summary")


class Hold(models.TextChoices):
    """Why a mail is held back."""

    QUIET = "quiet", _("your quiet hours")
    DIGEST = "digest", _("your next summary")
