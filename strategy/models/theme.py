"""Annual themes: announced on a day of their own, not always 26 January."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.themes import ActivityKind, ActivityState
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Grade, Precision
from wco_portal.common.models import PublicIdField, Reference, Source, Sourced, TimeStamped
from wco_portal.directory.models import Member, Person, Region


class ThemeQuerySet(models.QuerySet["AnnualTheme"]):
    """Chainable filters."""

    def announced(self, day: dt.date) -> Self:
        """Keep the themes that were public on a day."""
        return self.filter(public_from__lte=day)


class AnnualTheme(Reference, Sourced):
    """The theme of a year, in two languages that are both original."""

    public_id = PublicIdField()
    year = models.PositiveSmallIntegerField(unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    is_exact = models.BooleanField(_("the wording is exact"), default=True)
    french_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    french_grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    announced_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    announced_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    announced_grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    # The announcement where it is known, else International Customs Day of the year.
    public_from = models.DateField()
    hue = models.PositiveSmallIntegerField(validators=[MaxValueValidator(359)])

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_on=None) | Q(announced_on=models.F("public_from")),
                name="strategy_annualtheme_public_when_announced",
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the theme."""
        return reverse("theme", args=[str(self.year)])

    @property
    def slug(self) -> str:
        """Name the theme by its year."""
        return str(self.year)


class ThemePrinciple(Reference, Sourced):
    """A guiding principle of a theme: a letter and its meaning."""

    public_id = PublicIdField()
    theme = models.ForeignKey(AnnualTheme, models.CASCADE, related_name="principles")
    order = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=1)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80, blank=True)
    pillar_en = models.CharField(max_length=120, blank=True)
    pillar_fr = models.CharField(max_length=120, blank=True)
    # Numbers of the goals of the plan then in force that the principle touches: our reading.
    goals = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "letter"], name="strategy_themeprinciple_letter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {local(self, 'name')}"

    @property
    def goal_numbers(self) -> list[str]:
        """Return the numbers of the goals that the principle touches."""
        return [number for number in self.goals.split(";") if number]


class ThemeActivityQuerySet(models.QuerySet["ThemeActivity"]):
    """Chainable filters."""

    def shown(self, day: dt.date) -> Self:
        """Keep what is published and had happened by a day."""
        return self.filter(state=ActivityState.PUBLISHED, happened_on__lte=day)


class ThemeActivity(Reference, Sourced, TimeStamped):
    """Something that a Member, a region or a committee does with the theme."""

    public_id = PublicIdField()
    code = models.SlugField(max_length=60, unique=True, null=True, blank=True)
    theme = models.ForeignKey(AnnualTheme, models.PROTECT, related_name="activities")
    kind = models.CharField(_("kind"), max_length=16, choices=ActivityKind.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    place_en = models.CharField(_("place in English"), max_length=80, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=80, blank=True)
    happened_on = models.DateField(_("date"))
    happened_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    principles = models.ManyToManyField(ThemePrinciple, blank=True, related_name="activities")
    with_partners = models.BooleanField(
        _("together with other border agencies or companies"), default=False
    )
    state = models.CharField(
        max_length=12, choices=ActivityState.choices, default=ActivityState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = ThemeActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_fr=""),
                name="strategy_themeactivity_has_a_title",
                violation_error_message=_("Give the activity a title in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of its theme, at the activity."""
        return f"{self.theme.get_absolute_url()}#activity-{self.public_id}"
