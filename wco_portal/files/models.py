"""Files that the portal keeps: a row says what it is and whose, the bytes stand in the store."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wco_portal.common.models import PublicIdField


def stored_name() -> str:
    """Return a fresh random name for the store."""
    return secrets.token_hex(20)


class File(models.Model):
    """One file; who may read it, the policy of its purpose says on asking for its owner.

    `key` is a digest of what it was made from: the same content is made once. The bytes never
    change; a file whose `retained_until` is over is forgotten.
    """

    public_id = PublicIdField()
    purpose = models.CharField(max_length=40)
    owner = models.CharField(max_length=10)
    key = models.CharField(max_length=64, blank=True)
    is_public = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=40, unique=True, default=stored_name, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    retained_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "key"], condition=~Q(key=""), name="files_file_made_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["retained_until"],
                condition=Q(retained_until__isnull=False),
                name="files_file_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the file."""
        return reverse("file", args=[self.public_id])
