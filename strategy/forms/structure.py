"""What comes in about the tree of a plan, made clean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from strategy.enums.plans import ElementKind
from strategy.forms.indicators import line
from strategy.models import CoreFunction, Plan, PlanElement
from strategy.rules import ballots
from strategy.rules.ballots import Fault
from strategy.selectors.structure import Group
from strategy.services.structure import Shape
from wco_portal.common.parts import Rankable

FAULTS: Final[dict[Fault, Promise]] = {
    Fault.MISSING: gettext_lazy("Give it a place."),
    Fault.OUTSIDE: gettext_lazy("There is no such place."),
    Fault.TWICE: gettext_lazy("Another element has this place too."),
}


@dataclass(frozen=True, slots=True)
class Lines:
    """A group of elements with the lines of its ranking."""

    group: Group
    lines: Sequence[Rankable]


class ArrangeForm(forms.Form):
    """A place for each element among those that it stands beside."""

    seen = forms.CharField(max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, groups: Sequence[Group], seen: Sequence[str], data: Any = None) -> None:
        super().__init__(data, initial={"seen": " ".join(seen)})
        self.groups = groups
        for group in groups:
            for place, each in enumerate(group.elements, 1):
                self.fields[each.public_id] = forms.IntegerField(
                    label=str(each),
                    min_value=1,
                    max_value=len(group.elements),
                    required=False,
                    initial=place,
                    widget=forms.NumberInput(attrs={"id": f"rank-{each.public_id}"}),
                )

    def clean(self) -> dict[str, Any]:
        """Ask for a whole order within each group."""
        data = super().clean() or {}
        for group in self.groups:
            names = [each.public_id for each in group.elements]
            places = {name: data[name] for name in names if data.get(name)}
            for name, fault in ballots.faults(places, names).items():
                if name not in self.errors:
                    self.add_error(name, str(FAULTS[fault]))
        return data

    @property
    def places(self) -> dict[str, int]:
        """Return the places given, by the elements' public ids."""
        return {name: place for name, place in self.cleaned_data.items() if name != "seen"}

    @property
    def order_seen(self) -> list[str]:
        """Return the order from which somebody started."""
        return str(self.cleaned_data["seen"]).split()

    @property
    def lines(self) -> list[Lines]:
        """Return the groups with the lines of their rankings, with what was typed."""
        return [
            Lines(each, [self._line(element) for element in each.elements]) for each in self.groups
        ]

    def _line(self, element: PlanElement) -> Rankable:
        name = element.public_id
        functions = ", ".join(str(each) for each in element.functions.all())
        return Rankable(
            name=name,
            title=str(element),
            place=self[name].value() or "",
            note=" · ".join(filter(None, [str(element.get_kind_display()), functions])),
            error=" ".join(str(error) for error in self.errors.get(name, ())),
            address=f"{name}/",
        )


class ShapeForm(forms.Form):
    """What an element is, where it stands and what it serves."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ElementKind.choices)
    part_of = forms.ModelChoiceField(
        PlanElement.objects.none(),
        label=gettext_lazy("Stands under"),
        required=False,
        empty_label=gettext_lazy("nothing: it stands at the top"),
        to_field_name="public_id",
    )
    functions = forms.ModelMultipleChoiceField(
        CoreFunction.objects.none(),
        label=gettext_lazy("Core functions"),
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
    )
    serves = forms.ModelMultipleChoiceField(
        PlanElement.objects.none(),
        label=gettext_lazy("Serves"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    slug = forms.SlugField(
        label=gettext_lazy("Name in the address"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "For priorities and focus areas; left empty it is made of the title."
        ),
    )

    def __init__(self, others: QuerySet[PlanElement], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["part_of"].queryset = others  # type: ignore[attr-defined]  # -- a model field
        self.fields["serves"].queryset = others  # type: ignore[attr-defined]  # -- a model field
        functions = CoreFunction.objects.order_by("order")
        self.fields["functions"].queryset = functions  # type: ignore[attr-defined]  # -- a model field

    def shape(self) -> Shape:
        """Return what the element is."""
        data = self.cleaned_data
        return Shape(
            kind=data["kind"],
            part_of=data["part_of"],
            functions=list(data["functions"]),
            serves=list(data["serves"]),
            slug=data["slug"],
        )


class NewElementForm(ShapeForm):
    """A new element: its title too."""

    title_en = line(gettext_lazy("Title in English"))
    title_fr = line(gettext_lazy("Title in French"))
    field_order = ("kind", "title_en", "title_fr", "part_of", "functions", "serves", "slug")

    def titles(self) -> dict[str, str]:
        """Return the title in both languages."""
        return {name: self.cleaned_data[name] for name in ("title_en", "title_fr")}


class ChangedElementForm(ShapeForm):
    """An element that is there, as somebody read it."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RemoveForm(forms.Form):
    """Why an element is taken out."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("It is kept beside the number, which is not given again."),
    )


def others(plan: Plan, element: PlanElement | None = None) -> QuerySet[PlanElement]:
    """Return the elements of a plan but one, as choices."""
    found = plan.elements.in_order()
    return found.exclude(pk=element.pk) if element else found


def as_initial(element: PlanElement) -> dict[str, Any]:
    """Return what the form of an element starts from."""
    return {
        "kind": element.kind,
        "part_of": element.parent.public_id if element.parent else "",
        "functions": [each.code for each in element.functions.all()],
        "serves": [each.public_id for each in element.serves.all()],
        "slug": element.slug,
        "version": element.version,
    }
