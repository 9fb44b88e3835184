"""What people say about a text without changing it: suggestions and threads of comments.

Neither is part of the text, so that no public page, file, search or hash can ever carry them.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import SuggestionState
from wco_portal.publishing.models.text import Document


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Chainable filters."""

    def open(self) -> Self:
        """Keep those that wait for a decision, the oldest first."""
        return self.filter(state=SuggestionState.OPEN).order_by("pk")


class Suggestion(models.Model):
    """Another wording of one block: what it was made from, and the blocks that would replace it."""

    public_id = PublicIdField()
    document = models.ForeignKey(Document, models.CASCADE, related_name="suggestions")
    section = models.CharField(max_length=10, blank=True)
    block = models.CharField(max_length=10)
    base = models.JSONField()
    proposed = models.JSONField()
    why = models.CharField(_("why"), max_length=400, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Whose tracked change it was in a file, when that is nobody here: kept for a time.
    outside_author = models.CharField(max_length=120, blank=True, db_default="")
    # When it was made, or last renewed by whoever is still typing it.
    at = models.DateTimeField()
    is_typed = models.BooleanField(default=False, db_default=False)
    state = models.CharField(
        max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_by=None)
                | (~Q(state=SuggestionState.OPEN) & Q(decided_by__isnull=False)),
                name="publishing_suggestion_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["document", "block", "author"],
                condition=Q(state=SuggestionState.OPEN, is_typed=True),
                name="publishing_suggestion_one_is_typed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Thread(models.Model):
    """A conversation about words of a block; it stays when the words go, and says so."""

    public_id = PublicIdField()
    document = models.ForeignKey(Document, models.CASCADE, related_name="threads")
    section = models.CharField(max_length=10, blank=True)
    block = models.CharField(max_length=10)
    # The words as they were, and what stood around them.
    quote = models.CharField(_("words"), max_length=400, blank=True)
    prefix = models.CharField(max_length=60, blank=True)
    suffix = models.CharField(max_length=60, blank=True)
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    # The version in which the block went, and who took it out.
    gone_version = models.PositiveIntegerField(null=True, blank=True)
    gone_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="publishing_thread_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.block}"


class Comment(models.Model):
    """What somebody said in a thread, and whom they named."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    words = models.TextField(_("comment"), max_length=4000)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # Who said it in a file, when that is nobody here: kept for a time.
    outside_author = models.CharField(max_length=120, blank=True, db_default="")
    mentioned = models.ManyToManyField(Person, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="publishing_comment_has_words",
                violation_error_message=_("A comment needs words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id} {self.at}"
