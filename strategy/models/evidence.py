"""What an element of a plan rests on: studies, statistics, decisions, each with its date."""

from __future__ import annotations

from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategy.models.element import PlanElement
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Hide what is internal from whoever may not read drafts."""
        if policies.check(actor, Permission.PLAN_DRAFT_VIEW):
            return self
        return self.filter(is_internal=False)


class Evidence(TimeStamped):
    """A document on the web that speaks for an element; it is named in its own language."""

    public_id = PublicIdField()
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="evidence")
    title = models.CharField(_("title, as the document has it"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=200)
    dated_on = models.DateField(_("date of the document"))
    address = models.CharField(
        _("address"), max_length=400, validators=[URLValidator(schemes=["https", "http"])]
    )
    shows_en = models.CharField(_("what it shows, in English"), max_length=400, blank=True)
    shows_fr = models.CharField(_("what it shows, in French"), max_length=400, blank=True)
    is_internal = models.BooleanField(_("for the Secretariat only"), default=False)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["element", "address"],
                name="strategy_evidence_once_per_element",
                violation_error_message=_("This document is named here already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where the page of the element names it."""
        return f"{self.element.get_absolute_url()}#evidence"

    @property
    def shows(self) -> str:
        """Return what it shows in the reader's language; empty when nobody wrote it."""
        return str(local(self, "shows"))
