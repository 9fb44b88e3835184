"""The log of a text: every act of writing in its order, and who is writing now."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language
from wco_portal.publishing.models.text import Document, Revision, Text


class StepQuerySet(models.QuerySet["Step"]):
    """Chainable filters."""

    def since(self, version: int) -> Self:
        """Keep what came after a version, in its order."""
        return self.filter(version__gt=version).order_by("version")

    def inside(self, section: str) -> Self:
        """Keep the acts that changed a section."""
        return self.filter(parts__has_key=section)


class Step(models.Model):
    """One accepted act of writing: the steps by section; a trigger refuses to change or delete it.

    The text at a version is the text before it with these steps done.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    parts = models.JSONField()
    # The window it was written in and its count there; empty for a form without JavaScript.
    client = models.CharField(max_length=10, blank=True)
    seq = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    objects = StepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "version"], name="publishing_step_version_once"
            ),
            models.UniqueConstraint(
                fields=["document", "client", "seq"],
                condition=~Q(client=""),
                name="publishing_step_sent_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.version}"


class Milestone(models.Model):
    """A name that people gave to a version."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="milestone")
    name = models.CharField(_("name"), max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="publishing_milestone_has_a_name",
                violation_error_message=_("A milestone needs a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WriterQuerySet(models.QuerySet["Writer"]):
    """Chainable filters."""

    def present(self, at: dt.datetime) -> Self:
        """Keep the windows that have been heard of lately."""
        return self.filter(seen_at__gt=at - Writer.GONE)


class Writer(models.Model):
    """A window in which somebody reads or writes a text; real time, for it is about now."""

    GONE = dt.timedelta(seconds=45)
    IDLE = dt.timedelta(minutes=2)

    client = PublicIdField()
    text = models.ForeignKey(Text, models.CASCADE, related_name="writers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # The hash of the session that may send under this name, and no other.
    session = models.CharField(max_length=64)
    section = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True)
    # Where the caret stands in the section, in the version that the window had then.
    place = models.PositiveIntegerField(null=True, blank=True)
    seen_at = models.DateTimeField()
    active_at = models.DateTimeField()

    objects = WriterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["text", "seen_at"], name="publishing_writer_lately")]

    def __str__(self) -> str:
        return f"{self.client} {self.section}"
