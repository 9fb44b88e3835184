"""The figures of a round's result, kept until they would be others."""

from __future__ import annotations

from django.db import models

from strategy.models.consultation import Consultation


class CountedResult(models.Model):
    """What was counted of a round last, as `rules.kept` writes it; nothing in it is hidden yet.

    It is of use as long as `key` is the digest of what the result hangs on; it can be counted
    again at any time.
    """

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="counted")
    key = models.CharField(max_length=64)
    figures = models.JSONField()
    # Of the database's real time.
    counted_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.key}"
