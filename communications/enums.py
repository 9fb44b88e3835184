"""States and kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationState(models.TextChoices):
    """How far a chapter or a practice is."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MessageState(models.TextChoices):
    """How far a common message is."""

    DRAFT = "draft", _("draft")
    CONSULTED = "consulted", _("open for endorsement")
    IN_USE = "in_use", _("in use")
    RETIRED = "retired", _("retired")


class MessageKind(models.TextChoices):
    """What a message is in its message house."""

    UMBRELLA = "umbrella", _("umbrella message")
    KEY = "key", _("key message")


class Position(models.TextChoices):
    """What a Member says to a common message; silence is not a position."""

    ENDORSE = "endorse", _("endorses")
    RESERVE = "reserve", _("endorses with a reservation")
    OBJECT = "object", _("objects")


class ChannelKind(models.TextChoices):
    """Who decides what appears on a channel."""

    OWNED = "owned", _("owned")
    EARNED = "earned", _("earned")
    SHARED = "shared", _("shared")
    PAID = "paid", _("paid")


class TopicState(models.TextChoices):
    """Whether a topic takes posts."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Principle(models.TextChoices):
    """The five principles of the theme of 2019."""

    SECURE = "S", _("Secure")
    MEASURABLE = "M", _("Measurable")
    AUTOMATED = "A", _("Automated")
    RISK_BASED = "R", _("Risk Management-based")
    TECHNOLOGY_DRIVEN = "T", _("Technology-driven")
