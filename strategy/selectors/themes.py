"""Read the annual themes, as they were public on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise

from strategy.enums.themes import ActivityState
from strategy.models import AnnualTheme, ThemeActivity, ThemePrinciple
from strategy.tables import THEME_COLUMNS, Shown
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.access.roles import holders
from wco_portal.common import clock
from wco_portal.directory.models import Member, Person


@dataclass(frozen=True, slots=True)
class Cell:
    """What an upper app shows behind a principle; nothing is a gap, and says so."""

    title: str | Promise
    gap: str | Promise
    shown: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A principle, and what stands behind it."""

    principle: ThemePrinciple
    goals: list[str]
    activities: list[ThemeActivity]
    cells: list[Cell]

    @property
    def gaps(self) -> int:
        """Count the fields with nothing in them."""
        fields = [self.goals, self.activities, *(cell.shown for cell in self.cells)]
        return sum(1 for field in fields if not field)


def announced(*, on: dt.date | None = None) -> QuerySet[AnnualTheme]:
    """Return the themes that were public on a day, the newest first."""
    themes = AnnualTheme.objects.announced(on or clock.today()).select_related(
        "source", "french_source", "announced_source"
    )
    return themes.order_by("-year")


def current(*, on: dt.date | None = None) -> AnnualTheme | None:
    """Return the theme of the year of a day."""
    day = on or clock.today()
    return announced(on=day).filter(year__lte=day.year).prefetch_related("principles").first()


def by_year(year: str) -> AnnualTheme:
    """Return an announced theme, or 404 through `AnnualTheme.DoesNotExist`."""
    return announced().get(year=int(year))


def activities(theme: AnnualTheme, *, on: dt.date | None = None) -> QuerySet[ThemeActivity]:
    """Return what was done with a theme by a day, as far as it is published."""
    shown = ThemeActivity.objects.shown(on or clock.today()).filter(theme=theme)
    return (
        shown.select_related("member", "region", "source", "theme")
        .prefetch_related("principles")
        .order_by("happened_on", "pk")
    )


def matrix(theme: AnnualTheme, *, actor: Actor, on: dt.date | None = None) -> list[MatrixRow]:
    """Return the principles with the goals and activities behind each; empty lists are gaps."""
    by = on or clock.today()
    shown = ThemeActivity.objects.shown(by).select_related("member", "region", "theme")
    principles = theme.principles.select_related("source").prefetch_related(
        Prefetch("activities", queryset=shown.order_by("happened_on", "pk"))
    )
    found = [(column, column.find(theme, actor)) for column in THEME_COLUMNS]
    return [
        MatrixRow(
            each,
            each.goal_numbers,
            list(each.activities.all()),
            [Cell(column.title, column.gap, held.get(each.letter, ())) for column, held in found],
        )
        for each in principles.order_by("order")
    ]


def activity(public_id: str) -> ThemeActivity:
    """Return an activity, or 404 through `ThemeActivity.DoesNotExist`."""
    return ThemeActivity.objects.select_related("theme", "member").get(public_id=public_id)


def of_member(member: Member) -> QuerySet[ThemeActivity]:
    """Return what a Member does with the themes, as far as it is published, the newest first."""
    shown = ThemeActivity.objects.shown(clock.today()).filter(member=member)
    return shown.select_related("theme", "source").order_by("-happened_on", "pk")


def proposed(theme: AnnualTheme) -> QuerySet[ThemeActivity]:
    """Return what waits for a review, the oldest first."""
    waiting = ThemeActivity.objects.filter(theme=theme, state=ActivityState.PROPOSED)
    return waiting.select_related("member", "theme").order_by("pk")


def members_of(person: Person) -> QuerySet[Member]:
    """Return the administrations that a person may speak for."""
    return Member.objects.filter(pk__in=person.member_ids()).by_name()


def activities_visible_to(actor: Actor) -> QuerySet[ThemeActivity]:
    """Return the published activities; a reviewer and the administration see proposed ones too."""
    shown = Q(state=ActivityState.PUBLISHED, happened_on__lte=clock.today())
    if isinstance(actor, Person):
        shown |= Q(member__in=actor.member_ids())
        if actor.holds(*holders(Permission.ACTIVITY_REVIEW)):
            shown |= Q(state__in=[ActivityState.PROPOSED, ActivityState.DECLINED])
    found = ThemeActivity.objects.filter(shown).select_related("theme", "member")
    return found.prefetch_related("principles")


def principles(theme: AnnualTheme, *, letters: Sequence[str]) -> QuerySet[ThemePrinciple]:
    """Return the principles of these letters."""
    return theme.principles.filter(letter__in=letters)
