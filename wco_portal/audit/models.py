"""What happened, who did it, to what: append-only; and what each event still owes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wco_portal.common.models import PublicIdField


class EventQuerySet(models.QuerySet["Event"]):
    """Chainable filters."""

    def about(self, target: str) -> Self:
        """Keep the events of a thing, newest first."""
        return self.filter(target=target).order_by("-pk")


class Event(models.Model):
    """One fact, written in the same transaction as the change it tells of.

    `actor` and `subject` are the random keys of person rows: no name, no foreign key, so that the
    trail survives the erasure of a person. A trigger refuses UPDATE, DELETE and TRUNCATE.
    """

    public_id = PublicIdField()
    type = models.CharField(max_length=64, db_index=True)
    actor = models.CharField(max_length=32, blank=True, db_index=True)
    subject = models.CharField(max_length=32, blank=True)
    target_kind = models.CharField(max_length=40)
    target = models.CharField(max_length=60, db_index=True)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.type} {self.target}"


class OutboxState(models.TextChoices):
    """How far an effect is."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class Outbox(models.Model):
    """An effect that an event owes; the row is written with the event and outlives every crash."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="outbox")
    effect = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=OutboxState.choices, default=OutboxState.PENDING)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "effect"], name="audit_outbox_owed_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="audit_outbox_due"),
        ]

    def __str__(self) -> str:
        return f"{self.effect} of {self.event_id}"
