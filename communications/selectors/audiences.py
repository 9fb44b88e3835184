"""Read audiences, and the matrix of audience, message and channel with its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from communications.models import Audience, Channel, Message


@dataclass(frozen=True, slots=True)
class Row:
    """An audience: what is said to it, by which channels, and what is missing."""

    audience: Audience
    messages: Sequence[Message]
    channels: Sequence[Channel]


def everybody() -> QuerySet[Audience]:
    """Return all audiences in their order."""
    return Audience.objects.order_by("order", "slug")


def matrix() -> list[Row]:
    """Return a row per audience with the messages in use for it."""
    in_use = Message.objects.in_use().order_by("pk")
    found = everybody().prefetch_related(
        Prefetch("messages", queryset=in_use),
        Prefetch("channels", Channel.objects.order_by("order")),
    )
    return [Row(each, list(each.messages.all()), list(each.channels.all())) for each in found]


def channels() -> QuerySet[Channel]:
    """Return all channels in their order."""
    return Channel.objects.order_by("order", "slug")
