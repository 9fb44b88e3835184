"""Amendments: what a review changes in the plan in force, on its own way to the Council."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import STANDING_AT_THE_TOP, AmendmentState, ElementKind, Verdict
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from strategy.models.review import PlanReview, ReviewFinding
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person

# What somebody leaves in the trail who found something or wrote the words that follow from it.
WRITTEN = ("strategy.review.found", "strategy.review.closed", "strategy.amendment.written")


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Chainable filters."""

    def whole(self) -> Self:
        """Bring along what each says, for what asks it of many."""
        return self.prefetch_related(_judged(), _added())


class Amendment(TimeStamped):
    """The changes to a plan that a review calls for: one per review."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="amendments")
    review = models.OneToOneField(PlanReview, models.PROTECT, related_name="amendment")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=9, choices=AmendmentState.choices, default=AmendmentState.DRAFT
    )
    # The day on which the plan reads as amended; it is laid before the Council with the words.
    effective_on = models.DateField(_("takes effect on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="strategy_amendment_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=False)
                | Q(state__in=[AmendmentState.DRAFT, AmendmentState.WITHDRAWN]),
                name="strategy_amendment_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page of the amendment."""
        return reverse("plan-amendment", args=[self.plan.slug, self.public_id])

    def judged(self) -> list[ReviewFinding]:
        """Return all that its review found, with the words written for each, in order.

        It is read once: a page and its acts ask it many times.
        """
        prefetch_related_objects([self], _judged())
        return list(self.review.findings.all())

    def findings(self) -> list[ReviewFinding]:
        """Return the findings that call for it, with the words written for each, in order.

        Until it is decided, what another amendment dropped calls for nothing any more.
        """
        found = [each for each in self.judged() if each.verdict != Verdict.KEEP]
        if self.state in {AmendmentState.IN_EFFECT, AmendmentState.WITHDRAWN}:
            return found
        return [each for each in found if each.element.stands_on(clock.today())]

    def added(self) -> list[AmendmentAddition]:
        """Return the parts that it adds, in the order in which they were written; read once."""
        prefetch_related_objects([self], _added())
        return list(self.additions.all())

    def was_written_by(self, person: Person) -> bool:
        """Say whether the person wrote its words or the findings that call for it."""
        trail = Event.objects.filter(actor=person.key, type__in=WRITTEN)
        return trail.filter(target__in=[self.public_id, self.review.public_id]).exists()


class AmendmentChange(TimeStamped):
    """The new words of one goal or objective: what is to be changed, in both languages.

    What is to be dropped has none: its finding says all.
    """

    finding = models.OneToOneField(ReviewFinding, models.PROTECT, related_name="change")
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    # Restricted Markdown of the element's section.
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    # The SHA-256 of the words of the plan that they were written against.
    base = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="") & ~Q(title_fr=""),
                name="strategy_amendmentchange_is_named",
                violation_error_message=_("Write the title in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.finding)


class AmendmentAddition(TimeStamped):
    """A part that the plan is to get, at the top or under another; its day gives it a number."""

    # The element has the same one from its day on.
    public_id = PublicIdField()
    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="additions")
    # None: it stands at the top of the plan.
    parent = models.ForeignKey(
        PlanElement, models.PROTECT, null=True, blank=True, related_name="additions_under"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ElementKind.choices)
    # Both titles and both texts are there when it is laid before the Council.
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    # Restricted Markdown of the element's section.
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="") | ~Q(title_fr=""),
                name="strategy_amendmentaddition_is_named",
                violation_error_message=_("Write the title in English or in French."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(kind__in=sorted(STANDING_AT_THE_TOP)),
                name="strategy_amendmentaddition_stands_under_another",
                violation_error_message=_("A part of this kind stands at the top of a plan."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))


def _judged() -> Prefetch[str, models.QuerySet[ReviewFinding], str]:
    rows = ReviewFinding.objects.select_related("element__plan", "change__by")
    return Prefetch("review__findings", rows.order_by("element__order", "pk"))


def _added() -> Prefetch[str, models.QuerySet[AmendmentAddition], str]:
    rows = AmendmentAddition.objects.select_related("parent__plan", "by")
    return Prefetch("additions", rows.order_by("pk"))
