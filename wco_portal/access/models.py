"""A form pressed once."""

from __future__ import annotations

from django.db import models

from wco_portal.directory.models import Person


class OnceToken(models.Model):
    """The one-time token of a form: a second press gets the first one's answer.

    The digest is of what was sent; where it is empty, that is not known.
    """

    token = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    path = models.CharField(max_length=400)
    location = models.CharField(max_length=800, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_default="")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token", "person", "path"],
                nulls_distinct=False,
                name="access_oncetoken_used_once",
            ),
        ]

    def __str__(self) -> str:
        return self.token
