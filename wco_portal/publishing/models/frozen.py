"""Frozen versions: what was submitted or adopted, word for word, for good."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person


class FrozenVersion(models.Model):
    """One canonical JSON of a record and its texts; a trigger refuses to change or delete it."""

    public_id = PublicIdField()
    owner = models.CharField(max_length=10, db_index=True)
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason_en = models.CharField(_("reason in English"), max_length=200)
    reason_fr = models.CharField(_("reason in French"), max_length=200)
    event = models.CharField(max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "number"], name="publishing_frozen_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.number}"
