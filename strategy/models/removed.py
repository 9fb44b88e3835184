"""What was taken out of a plan while it was written: its number is not given again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import ElementKind
from strategy.models.plan import Plan
from wco_portal.common.bilingual import local
from wco_portal.directory.models import Person


class RemovedElement(models.Model):
    """An element that a plan had, and why it has it no more."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="removed_elements")
    kind = models.CharField(_("kind"), max_length=12, choices=ElementKind.choices)
    number = models.CharField(_("number"), max_length=8)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=400)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="strategy_removedelement_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="strategy_removedelement_says_why",
                violation_error_message=_("Say why the element is removed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {local(self, 'title')}".strip()
