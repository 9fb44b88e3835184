"""The elements of a plan: goals, objectives, layers, priorities; each a row with a public id."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import NAMED, STEERING, ElementKind, FrenchIs
from strategy.models.plan import Plan
from wco_portal.common import clock
from wco_portal.common.addresses import address
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Grade
from wco_portal.common.models import PublicIdField, Reference, Sourced


class CoreFunction(Reference, Sourced):
    """One of the three core functions of Customs."""

    code = models.SlugField(max_length=20, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(local(self, "name"))


class ElementQuerySet(models.QuerySet["PlanElement"]):
    """Chainable filters."""

    def steering(self) -> Self:
        """Keep goals and objectives: what a review looks at one by one."""
        return self.filter(kind__in=sorted(STEERING))

    def standing(self, *, on: dt.date | None = None) -> Self:
        """Leave out what amendments had dropped by a day, or added only after it."""
        day = on or clock.today()
        return self.there(on=day).filter(Q(dropped_on=None) | Q(dropped_on__gt=day))

    def there(self, *, on: dt.date) -> Self:
        """Leave out what an amendment added only after a day."""
        return self.filter(Q(added_on=None) | Q(added_on__lte=on))

    def named(self) -> Self:
        """Keep priorities and focus areas: what has a name in its address."""
        return self.filter(kind__in=sorted(NAMED))

    def with_function_keys(self) -> Self:
        """Bring the keys of the core functions: a prefetch takes long where there are many."""
        joins = PlanElement.functions.through.objects.filter(planelement=OuterRef("pk"))
        keys = joins.order_by("corefunction__order").values("corefunction")
        return self.annotate(function_keys=ArraySubquery(keys))

    def in_order(self) -> Self:
        """Order as in the plan."""
        return self.order_by("order", "pk")


class PlanElement(Reference, Sourced):
    """A goal, objective, layer or priority; its text is the section of the same id."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="elements")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ElementKind.choices)
    number = models.CharField(_("number"), max_length=8)
    slug = models.SlugField(_("name in the address"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField()
    # An empty title is a name that is not known.
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    french_is = models.CharField(max_length=10, choices=FrenchIs.choices, blank=True)
    functions = models.ManyToManyField(CoreFunction, blank=True, related_name="elements")
    functions_grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    serves = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="served_by")
    # The day on which the wording became public, where that is later than the plan's drafting.
    known_from = models.DateField(null=True, blank=True)
    # The day on which an amendment dropped it: it stays with its history, and steers no more.
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True)
    # The day from which it stands in the plan, where an amendment added it.
    added_on = models.DateField(_("added on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Filled by `with_function_keys`.
    function_keys: list[int]

    objects = ElementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="strategy_planelement_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "slug"],
                condition=~Q(slug=""),
                name="strategy_planelement_named_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NAMED)) | ~Q(slug=""),
                name="strategy_planelement_priority_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {local(self, 'title')}".strip()

    def get_absolute_url(self) -> str:
        """Return the page of the element."""
        if self.slug:
            return address("plan-priority", self.plan.slug, self.slug)
        return address("plan-element", self.plan.slug, self.public_id)

    @property
    def title(self) -> str:
        """Return the title in the reader's language; empty when it is not known."""
        return str(local(self, "title"))

    def stands_on(self, day: dt.date) -> bool:
        """Say whether it stood in the plan on a day, as `standing` does of many."""
        return self.is_there_on(day) and (self.dropped_on is None or self.dropped_on > day)

    def is_there_on(self, day: dt.date) -> bool:
        """Say whether no amendment added it only after a day, as `there` does of many."""
        return self.added_on is None or self.added_on <= day

    @property
    def french_is_ours(self) -> bool:
        """Say whether the French wording is not the organisation's own."""
        return self.french_is == FrenchIs.UNOFFICIAL
