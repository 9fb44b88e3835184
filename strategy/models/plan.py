"""Strategic plans: rows for what is counted and linked, one text per language for what is said."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import DECIDED, EDITABLE, PlanState
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.addresses import address
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Reference, Sourced, TimeStamped
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Revision, Step, Suggestion, Text

if TYPE_CHECKING:
    from strategy.models.element import PlanElement

# What somebody leaves in the trail who builds the tree of a plan.
BUILT = (
    "strategy.plan.element_added",
    "strategy.plan.element_changed",
    "strategy.plan.element_removed",
    "strategy.plan.elements_arranged",
)


class PlanQuerySet(models.QuerySet["Plan"]):
    """Chainable filters."""

    def known(self, day: dt.date) -> Self:
        """Keep the plans that were public on a day."""
        return self.filter(known_from__lte=day).exclude(state=PlanState.WITHDRAWN)

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may know of: the Secretariat all, everybody what is public."""
        today = clock.today()
        if isinstance(actor, Person) and actor.is_secretariat:
            return self.filter(Q(known_from=None) | Q(known_from__lte=today))
        return self.known(today)

    def in_force_on(self, day: dt.date) -> Self:
        """Keep the plan in force on a day: there is one at most."""
        return self.filter(in_force_from__lte=day).filter(
            Q(in_force_until=None) | Q(in_force_until__gte=day)
        )

    def newest_first(self) -> Self:
        """Order by period, the latest first."""
        return self.order_by("-starts_on", "slug")


class Plan(Reference, Sourced, TimeStamped):
    """A strategic plan for a span of years."""

    public_id = PublicIdField()
    slug = models.SlugField(_("name in the address"), max_length=60, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(
        _("state"), max_length=16, choices=PlanState.choices, default=PlanState.DRAFT
    )
    text = models.OneToOneField(Text, models.PROTECT, related_name="plan")
    version = models.PositiveIntegerField(default=1)
    # The day from which the public knows of the plan; empty while only the Secretariat does.
    known_from = models.DateField(null=True, blank=True)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    # Filled where a page asks several times for the elements that stand in it.
    standing: list[PlanElement]

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="strategy_plan_ends_after_it_begins",
                violation_error_message=_("A plan must end after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=False)
                | ~Q(state__in=[PlanState.IN_FORCE, PlanState.SUPERSEDED]),
                name="strategy_plan_in_force_has_a_day",
            ),
            ExclusionConstraint(
                name="strategy_plan_one_in_force",
                expressions=[
                    (
                        Func(
                            F("in_force_from"),
                            F("in_force_until"),
                            Value("[]"),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(in_force_from__isnull=False),
                violation_error_message=_("Another plan is in force at that time."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the plan."""
        return address("plan", self.slug)

    @property
    def is_editable(self) -> bool:
        """Say whether its text may still change."""
        return self.state in EDITABLE

    @property
    def is_decided(self) -> bool:
        """Say whether the Council has adopted it."""
        return self.state in DECIDED

    def was_written_by(self, person: Person) -> bool:
        """Say whether the person wrote or suggested in this plan's text, or built its tree."""
        built = Event.objects.filter(target=self.public_id, actor=person.key, type__in=BUILT)
        return built.exists() or any(
            kept.objects.filter(document__text_id=self.text_id, author=person).exists()
            for kept in (Step, Revision, Suggestion)
        )
