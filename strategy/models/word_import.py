"""What a plan was made from: the blocks of a Word file as it came in, with its report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.models.plan import Plan
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language


class WordImport(models.Model):
    """A Word file that was read: first a report, then, once confirmed, a plan or its changes."""

    public_id = PublicIdField()
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    # The blocks that were read, with changes, comments and findings.
    document = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    plan = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="came_from_word"
    )

    # A file of ours that came back: to which plan, from which version of its text, taken in when.
    returns_to = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="returned_files"
    )
    base_version = models.PositiveIntegerField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(returns_to=None, base_version=None)
                | Q(returns_to__isnull=False, base_version__isnull=False, plan=None),
                name="strategy_wordimport_returns_from_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the report."""
        if self.returns_to is not None:
            return reverse("plan-word", args=[self.returns_to.slug, self.public_id])
        return reverse("plan-import-word", args=[self.public_id])
