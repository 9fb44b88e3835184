"""What comes in about indicators and their figures, made clean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.indicators import JUDGED, Direction, Frequency, IndicatorKind, Regions
from strategy.forms.plans import area
from strategy.models import Indicator, IndicatorPeriod, Measurement, RegionalValue
from strategy.rules.figures import Figure, Parts, plain
from strategy.rules.progress import AT_RISK, ON_TRACK, Rule, Span
from strategy.services.indicators import Definition, PeriodPlan, Score
from wco_portal.common.forms import DayField
from wco_portal.directory.models import Person, Region

TEXTS = ("name", "unit", "baseline_from", "figures_from")


class NumberField(forms.DecimalField):
    """A number as people write it: with spaces between its thousands."""

    def to_python(self, value: Any) -> Any:
        """Leave the spaces out, wide or narrow."""
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


def decimal(label: Any, **options: Any) -> NumberField:
    """Make a field for a number as the language writes it."""
    return NumberField(label=label, max_digits=14, decimal_places=3, localize=True, **options)


def line(label: Any, **options: Any) -> forms.CharField:
    """Make a field for a line."""
    return forms.CharField(label=label, **{"max_length": 200, "required": False} | options)


def why(label: Any, language: str, *, rows: int = 3) -> forms.CharField:
    """Make a field that asks for a reason in a language."""
    return forms.CharField(
        label=label, required=False, widget=area(rows, language), max_length=2000
    )


WHY_EN, WHY_FR = gettext_lazy("Reason in English"), gettext_lazy("Reason in French")
RETARGETED_EN = gettext_lazy("Why the target changes, in English")
RETARGETED_FR = gettext_lazy("Why the target changes, in French")


class IndicatorForm(forms.Form):
    """All that defines an indicator."""

    name_en = line(gettext_lazy("Name in English"), required=True)
    name_fr = line(gettext_lazy("Name in French"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=IndicatorKind.choices)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), choices=Direction.choices)
    unit_en = line(gettext_lazy("Unit in English"), max_length=40)
    unit_fr = line(gettext_lazy("Unit in French"), max_length=40)
    baseline = decimal(
        gettext_lazy("Baseline"),
        required=False,
        help_text=gettext_lazy("Leave empty what is not known: empty is not zero."),
    )
    baseline_on = DayField(label=gettext_lazy("Day of the baseline"))
    baseline_from_en = line(gettext_lazy("Source of the baseline in English"))
    baseline_from_fr = line(gettext_lazy("Source of the baseline in French"))
    target = decimal(gettext_lazy("Target"))
    target_on = DayField(label=gettext_lazy("Day of the target"))
    figures_from_en = line(gettext_lazy("Source of the figures in English"))
    figures_from_fr = line(gettext_lazy("Source of the figures in French"))
    is_cumulative = forms.BooleanField(
        label=gettext_lazy("The figures of the periods add up"), required=False
    )
    regions = forms.ChoiceField(label=gettext_lazy("Regions"), choices=Regions.choices)
    scores = forms.CharField(
        label=gettext_lazy("Scores, one a line: number | English | French"),
        required=False,
        widget=area(4),
        max_length=4000,
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Owner"),
        required=False,
        empty_label=gettext_lazy("Any editor"),
    )
    on_track_from = forms.IntegerField(
        label=gettext_lazy("On track from, per cent of what is expected"),
        min_value=1,
        max_value=100,
        initial=ON_TRACK,
    )
    at_risk_from = forms.IntegerField(
        label=gettext_lazy("At risk from, per cent of what is expected"),
        min_value=1,
        max_value=100,
        initial=AT_RISK,
    )
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=1, max_value=100, initial=1)

    remind_days = forms.IntegerField(
        label=gettext_lazy("Reminder of the owner, days before a figure is due"),
        min_value=1,
        max_value=60,
        initial=14,
    )

    def __init__(self, owners: QuerySet[Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # -- a model field

    def clean_scores(self) -> tuple[Score, ...]:
        """Read the lines."""
        made = []
        for number, text in enumerate(self.cleaned_data["scores"].splitlines(), start=1):
            if not text.strip():
                continue
            parts = [part.strip() for part in text.split("|")]
            if not 2 <= len(parts) <= 3 or not parts[0].isascii() or not parts[0].isdigit():  # noqa: PLR2004 -- number, English, French
                raise ValidationError(
                    _("Line %(line)s: write a number, a bar and the name.") % {"line": number}
                )
            french = parts[2] if len(parts) == 3 else ""  # noqa: PLR2004 -- as above
            made.append(
                Score(min(int(parts[0][:6]), 32_767), {"en": parts[1][:120], "fr": french[:120]})
            )
        return tuple(made)

    def definition(self) -> Definition:
        """Return what was defined."""
        data = self.cleaned_data
        span = Span(
            data["baseline"],
            data["target"],
            data["baseline_on"],
            data["target_on"],
            Direction(data["direction"]),
        )
        texts = {name: {code: data[f"{name}_{code}"] for code in ("en", "fr")} for name in TEXTS}
        return Definition(
            span=span,
            kind=IndicatorKind(data["kind"]),
            regions=Regions(data["regions"]),
            is_cumulative=data["is_cumulative"],
            owner=data["owner"],
            rule=Rule(data["on_track_from"], data["at_risk_from"]),
            weight=data["weight"],
            remind_days=data["remind_days"],
            scores=data["scores"],
            reason=_reason(data),
            **texts,
        )


class NewIndicatorForm(IndicatorForm):
    """A new indicator, with how often its figure is due."""

    frequency = forms.ChoiceField(label=gettext_lazy("A figure is due"), choices=Frequency.choices)


class ChangedIndicatorForm(IndicatorForm):
    """An indicator defined anew, with the version that its editor read."""

    reason_en, reason_fr = why(RETARGETED_EN, "en", rows=2), why(RETARGETED_FR, "fr", rows=2)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def as_initial(indicator: Indicator) -> dict[str, Any]:
    """Return what the form of an indicator starts from."""
    names = [*IndicatorForm.base_fields, "version"]
    plain_ = {name: getattr(indicator, name) for name in names if name not in {"scores", "owner"}}
    for name in ("baseline", "target"):
        plain_[name] = None if plain_[name] is None else Decimal(plain(plain_[name]))
    lines = [
        f"{each.value} | {each.name_en} | {each.name_fr}"
        for each in sorted(indicator.scores.all(), key=lambda score: score.value)
    ]
    return plain_ | {"scores": "\n".join(lines), "owner": indicator.owner_id}


class PeriodForm(forms.Form):
    """A period, its target, and the day on which its figure is due."""

    starts_on = DayField(label=gettext_lazy("First day"))
    ends_on = DayField(label=gettext_lazy("Last day"))
    due_on = DayField(label=gettext_lazy("Figure due on"), required=False)
    target = decimal(gettext_lazy("Target of the period"), required=False)
    reason_en, reason_fr = why(RETARGETED_EN, "en", rows=2), why(RETARGETED_FR, "fr", rows=2)

    def __init__(self, period: IndicatorPeriod | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if period is None:
            del self.fields["reason_en"], self.fields["reason_fr"]

    def plan(self) -> PeriodPlan:
        """Return what was planned."""
        names = ("starts_on", "ends_on", "target", "due_on")
        planned = {name: self.cleaned_data[name] for name in names}
        return PeriodPlan(**planned, reason=_reason(self.cleaned_data))


def _reason(data: Mapping[str, str]) -> dict[str, str]:
    return {code: data.get(f"reason_{code}", "") for code in ("en", "fr")}


class FigureForm(forms.Form):
    """A figure of a period: the total, the regions, a remark; shaped by the indicator."""

    note_en = forms.CharField(
        label=gettext_lazy("Remark in English"),
        required=False,
        widget=area(3, "en"),
        max_length=2000,
    )
    note_fr = forms.CharField(
        label=gettext_lazy("Remark in French"),
        required=False,
        widget=area(3, "fr"),
        max_length=2000,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, indicator: Indicator, regions: Iterable[Region], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.codes = (
            [region.code for region in regions] if indicator.regions != Regions.NONE else []
        )
        self.is_share = indicator.kind == IndicatorKind.PERCENTAGE
        self._ask("value", _("Total") if self.codes else _("Value"), indicator)
        for region in regions if self.codes else ():
            self._ask(f"region_{region.code}", str(region), indicator)
        asked = [name for name in self.fields if name not in self.base_fields]
        self.order_fields([*asked, *self.base_fields])

    def _ask(self, name: str, label: str, indicator: Indicator) -> None:
        """Ask for a number, for the two parts of a share, or for a choice."""
        if self.is_share:
            above, below = _("%(label)s: numerator"), _("%(label)s: denominator")
            self.fields[name] = decimal(above % {"label": label}, required=False)
            self.fields[f"{name}_of"] = decimal(below % {"label": label}, required=False)
        elif choices := _choices(indicator):
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", "—"), *choices],
                coerce=Decimal,
                empty_value=None,
                required=False,
            )
        else:
            self.fields[name] = decimal(label, required=False)

    def figure(self) -> Figure:
        """Return what was entered."""
        data = self.cleaned_data
        return Figure(
            total=self._parts("value"),
            regions={code: self._parts(f"region_{code}") for code in self.codes},
            note={"en": data["note_en"], "fr": data["note_fr"]},
        )

    def _parts(self, name: str) -> Parts:
        data = self.cleaned_data
        if self.is_share:
            return Parts(None, data.get(name), data.get(f"{name}_of"))
        return Parts(data.get(name))


def _choices(indicator: Indicator) -> list[tuple[str, str]]:
    if indicator.kind == IndicatorKind.MILESTONE:
        return [("0", _("not reached")), ("1", _("reached"))]
    if indicator.kind == IndicatorKind.QUALITATIVE:
        found = sorted(indicator.scores.all(), key=lambda score: score.value)
        return [(str(score.value), str(score)) for score in found]
    return []


def entered(indicator: Indicator, figure: Measurement | None) -> dict[str, Any]:
    """Return what the form of a figure starts from."""
    if figure is None:
        return {"version": 0}
    rows: list[tuple[str, Measurement | RegionalValue]] = [("value", figure)]
    rows += [(f"region_{row.region.code}", row) for row in figure.by_region.all()]
    made: dict[str, Any] = {"note_en": figure.note_en, "note_fr": figure.note_fr}
    for name, row in rows:
        if indicator.kind == IndicatorKind.PERCENTAGE:
            made |= {name: _short(row.numerator), f"{name}_of": _short(row.denominator)}
        elif _choices(indicator):
            made[name] = "" if row.value is None else str(int(row.value))
        else:
            made[name] = _short(row.value)
    return made | {"version": figure.version}


def _short(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(plain(value))


def planned(period: IndicatorPeriod | None) -> dict[str, Any]:
    """Return what the form of a period starts from."""
    if period is None:
        return {}
    days = {name: getattr(period, name) for name in ("starts_on", "ends_on", "due_on")}
    return days | {"target": _short(period.target)}


class LightForm(forms.Form):
    """A light set by hand."""

    light = forms.ChoiceField(
        label=gettext_lazy("Light"),
        choices=[(each.value, each.label) for each in JUDGED],
        widget=forms.RadioSelect,
    )
    reason_en, reason_fr = why(WHY_EN, "en"), why(WHY_FR, "fr")
    until = DayField(label=gettext_lazy("Until"))


class CorrectionForm(forms.Form):
    """Why an approved figure is corrected."""

    reason_en, reason_fr = why(WHY_EN, "en"), why(WHY_FR, "fr")

    def reason(self) -> dict[str, str]:
        """Return the reason by language."""
        return _reason(self.cleaned_data)


class ReturnForm(forms.Form):
    """Why a figure comes back."""

    reason = forms.CharField(
        label=gettext_lazy("Why it comes back"), widget=area(4), max_length=2000
    )
