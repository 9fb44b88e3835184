"""Annual themes, what Members do with them, and research."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.enums.themes import ActivityKind
from strategy.models import (
    AnnualTheme,
    ResearchEdition,
    ResearchItem,
    ThemeActivity,
    ThemePrinciple,
)
from strategy.workflows.themes import ACTIVITY
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.directory.models import Member, Person


class PrincipleOut(serializers.ModelSerializer[ThemePrinciple]):
    """A letter and its meaning."""

    name = Bilingual("name")

    class Meta:
        model = ThemePrinciple
        fields = ("letter", "name", "goal_numbers")


class ThemeOut(Thing[AnnualTheme]):
    """The theme of a year."""

    title = Bilingual("title")
    principles = PrincipleOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup = AnnualTheme, "themes", "year"
        fields = (
            *Thing.Meta.fields,
            "year",
            "title",
            "is_exact",
            "announced_on",
            "announced_precision",
            "principles",
            "grade",
        )


class Themes(Resource[AnnualTheme]):
    """The annual themes announced by the day."""

    serializer_class, lookup_field = ThemeOut, "year"
    lookup_value_regex = "[12][0-9]{3}"
    filterset_fields: Any = {"year": ["exact", "gte", "lte"]}
    ordering, ordering_fields = ("-year",), ("year",)

    def things(self, actor: Actor) -> QuerySet[AnnualTheme]:
        """Return the announced themes."""
        return selectors.themes.announced().prefetch_related("principles")


class ActivityIn(Body):
    """An activity as an administration proposes it."""

    theme = serializers.IntegerField(min_value=1953, max_value=2999)
    member = serializers.SlugRelatedField(slug_field="code", queryset=Member.objects.counted())
    kind = serializers.ChoiceField(choices=ActivityKind.choices)
    title = BilingualIn()
    happened_on = DayIn()
    principles = serializers.ListField(
        child=serializers.CharField(max_length=1), required=False, default=list, max_length=12
    )
    with_partners = serializers.BooleanField(default=False)


class ActivityOut(Thing[ThemeActivity]):
    """Something done with a theme."""

    title = Bilingual("title")
    place = Bilingual("place")
    theme = serializers.IntegerField(source="theme.year", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    principles: Any = serializers.SlugRelatedField(slug_field="letter", many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = ThemeActivity, "activities", ACTIVITY
        fields = (
            *Thing.Meta.fields,
            "theme",
            "member",
            "kind",
            "title",
            "place",
            "happened_on",
            "happened_precision",
            "principles",
            "with_partners",
            "state",
            "grade",
        )


class Activities(Resource[ThemeActivity]):
    """What Members do with the themes."""

    serializer_class = ActivityOut
    filterset_fields: Any = {
        "theme__year": ["exact"],
        "member__code": ["exact"],
        "kind": ["exact"],
        "state": ["exact"],
    }
    ordering, ordering_fields = ("happened_on", "pk"), ("happened_on",)

    def things(self, actor: Actor) -> QuerySet[ThemeActivity]:
        """Return what the caller may see."""
        return selectors.themes.activities_visible_to(actor)

    @make(needs=Permission.ACTIVITY_PROPOSE, body=ActivityIn)
    def create(self, body: dict[str, Any], by: Person) -> ThemeActivity:
        """Propose what an administration does with the theme."""
        theme = selectors.themes.by_year(str(body["theme"]))
        return services.activities.propose(
            theme,
            member=body["member"],
            kind=ActivityKind(body["kind"]),
            title=body["title"],
            happened_on=body["happened_on"],
            principles=selectors.themes.principles(theme, letters=body["principles"]),
            with_partners=body["with_partners"],
            by=by,
        )

    @act("publish", needs=Permission.ACTIVITY_REVIEW)
    def publish(self, thing: ThemeActivity, body: dict[str, Any], by: Person) -> ThemeActivity:
        """Publish a proposed activity."""
        return services.activities.follow(thing, arrow="publish", by=by)

    @act("decline", needs=Permission.ACTIVITY_REVIEW)
    def decline(self, thing: ThemeActivity, body: dict[str, Any], by: Person) -> ThemeActivity:
        """Decline a proposed activity."""
        return services.activities.follow(thing, arrow="decline", by=by)


class StudyEditionOut(serializers.ModelSerializer[ResearchEdition]):
    """An edition of a study."""

    partners = Bilingual("partners")

    class Meta:
        model = ResearchEdition
        fields = ("number", "published_on", "published_precision", "partners")


class ResearchOut(Thing[ResearchItem]):
    """A study: its question and its editions."""

    title = Bilingual("title")
    question = Bilingual("question")
    editions = StudyEditionOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup = ResearchItem, "research", "slug"
        fields = (*Thing.Meta.fields, "title", "question", "editions", "grade")


class Research(Resource[ResearchItem]):
    """The studies known by the day."""

    serializer_class, lookup_field = ResearchOut, "slug"
    filterset_fields: Any = {"grade": ["exact"], "known_from": ["gte", "lte"]}
    ordering, ordering_fields = ("slug",), ("slug", "known_from")

    def things(self, actor: Actor) -> QuerySet[ResearchItem]:
        """Return the known studies."""
        return selectors.research.known()
