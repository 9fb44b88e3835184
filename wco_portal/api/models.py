"""Answers that were given once and are given again."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from wco_portal.directory.models import Person


class IdempotencyKey(models.Model):
    """A write that a caller may send again: same key and body, same answer, for a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="api_idempotencykey_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.key
