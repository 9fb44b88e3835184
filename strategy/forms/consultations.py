"""What comes in about consultations and syntheses, made clean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strategy.enums.consultations import Instrument, LatePolicy
from strategy.enums.plans import ElementKind
from strategy.models import Consultation, Plan, Synthesis
from wco_portal.common import clock, dates, zones
from wco_portal.directory.models import Region

LOCAL = "%Y-%m-%dT%H:%M"
KINDS: Final[dict[ElementKind, Promise]] = {
    ElementKind.PRIORITY: _("its priorities"),
    ElementKind.OBJECTIVE: _("its strategic objectives"),
    ElementKind.GOAL: _("its strategic goals"),
}


def moment(label: Any) -> forms.DateTimeField:
    """Return a field for a time in the organisation's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[LOCAL])


class AskingForm(forms.Form):
    """What Members are asked, with which instrument, and when."""

    title_en = forms.CharField(max_length=200, label=_("Title in English"))
    title_fr = forms.CharField(max_length=200, label=_("Title in French"))
    question_en = forms.CharField(
        max_length=2000, label=_("Question in English"), widget=forms.Textarea(attrs={"rows": 3})
    )
    question_fr = forms.CharField(
        max_length=2000, label=_("Question in French"), widget=forms.Textarea(attrs={"rows": 3})
    )
    instrument = forms.ChoiceField(
        choices=Instrument.choices,
        initial=Instrument.RANKING,
        required=False,
        label=_("How Members answer"),
        widget=forms.RadioSelect,
    )
    top = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=200,
        label=_("Only the first"),
        help_text=_("For a ranking: how many items get a place. Empty: all of them."),
    )
    allows_ties = forms.BooleanField(
        required=False, label=_("Two items may have the same place (ranking)")
    )
    allows_no_opinion = forms.BooleanField(
        required=False, label=_("“No opinion” on an item is allowed (ranking or scale)")
    )
    dots = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1000,
        label=_("Dots for each Member"),
        help_text=_("For dots: how many each Member gives away."),
    )
    asks_remarks = forms.BooleanField(required=False, label=_("A comment on each item is asked"))
    opens_at = moment(_("Opens"))
    closes_at = moment(_("Closes"))
    late_policy = forms.ChoiceField(
        choices=LatePolicy.choices, label=_("Late answers"), initial=LatePolicy.REOPENED
    )
    contact = forms.EmailField(required=False, label=_("Address for questions"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = _("Brussels time.")

    def clean_instrument(self) -> str:
        """Ask for a ranking, unless something else is chosen."""
        return self.cleaned_data["instrument"] or Instrument.RANKING

    def clean(self) -> dict[str, Any]:
        """Ask for a window that closes after it opens, and for options that fit the instrument."""
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A consultation must close after it opens."))
        for name, why in misfits(data).items():
            self.add_error(name, why)
        return data


def misfits(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the options that do not fit the instrument, each with the reason."""
    instrument = data.get("instrument")
    is_ranking = instrument == Instrument.RANKING
    found: dict[str, Any] = {}
    for name in ("top", "allows_ties"):
        if data.get(name) and not is_ranking:
            found[name] = _("Only a ranking has places.")
    if data.get("allows_no_opinion") and not (is_ranking or instrument == Instrument.SCALE):
        found["allows_no_opinion"] = _("“No opinion” fits a ranking or a scale.")
    if instrument == Instrument.DOTS and not data.get("dots"):
        found["dots"] = _("Say how many dots each Member gives away.")
    elif data.get("dots") and instrument != Instrument.DOTS:
        found["dots"] = _("Only dots are counted out.")
    return {name: str(why) for name, why in found.items()}


class ConsultationForm(AskingForm):
    """A consultation on the priorities of a plan, or on its objectives or goals."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan"))
    kind = forms.ChoiceField(
        label=_("What it is about"),
        choices=[(each.value, KINDS[each]) for each in KINDS],
        initial=ElementKind.PRIORITY,
        required=False,
        help_text=_("The plan’s own, as they stand now."),
    )
    field_order = ("plan", "kind")

    def __init__(self, plans: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # -- a model field

    def clean_kind(self) -> str:
        """Ask about priorities, unless something else is chosen."""
        return self.cleaned_data["kind"] or ElementKind.PRIORITY


class CopyForm(AskingForm):
    """An earlier consultation asked again: everything but the dates stands there already."""

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        names = [name for name in self.base_fields if name not in {"opens_at", "closes_at"}]
        super().__init__(data, initial={name: getattr(consultation, name) for name in names})


class WindowForm(forms.Form):
    """A region's own window; times are of clocks in its zone."""

    region = forms.ModelChoiceField(
        Region.objects.order_by("order"), label=_("Region"), to_field_name="code"
    )
    opens_at = moment(_("Opens"))
    closes_at = moment(_("Closes"))
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("The times above are those of clocks in this zone.")
    )

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        super().__init__(data, initial={"zone": consultation.zone})
        self.fields["zone"].choices = zones.choices(consultation.zone)  # type: ignore[attr-defined]  # -- a choice

    def clean(self) -> dict[str, Any]:
        """Read the times in the window's own zone; ask for one that closes after it opens."""
        data = super().clean() or {}
        for name in ("opens_at", "closes_at"):
            if data.get(name) and data.get("zone"):
                data[name] = data[name].replace(tzinfo=ZoneInfo(data["zone"]))
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A window must close after it opens."))
        return data


class ReopenForm(forms.Form):
    """A new closing time, and why."""

    whom = _("For all regions but those that have a window of their own.")
    closes_at = moment(_("New closing time"))
    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        zone = ZoneInfo(consultation.zone)
        start = (clock.now() + dt.timedelta(days=7)).astimezone(zone)
        super().__init__(data, initial={"closes_at": start.replace(minute=0)})
        self.zone = zone

        where = _("Local time in %(city)s.") % {"city": dates.place(zone)}
        self.fields["closes_at"].help_text = f"{where} {self.whom}"

    def clean_closes_at(self) -> dt.datetime:
        """Read the time in the consultation's own zone."""
        value: dt.datetime = self.cleaned_data["closes_at"]
        return value.replace(tzinfo=self.zone)


class RegionReopenForm(ReopenForm):
    """A new closing time for one region, and why."""

    whom = _("For this region only.")
    region = forms.ModelChoiceField(
        Region.objects.order_by("order"), label=_("Region"), to_field_name="code"
    )
    field_order = ("region",)


class SynthesisForm(forms.Form):
    """What a region says, in one language or in both."""

    text_en = forms.CharField(
        max_length=6000,
        required=False,
        label=_("Synthesis in English"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    text_fr = forms.CharField(
        max_length=6000,
        required=False,
        label=_("Synthesis in French"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, synthesis: Synthesis, data: Any = None) -> None:
        start = {
            "text_en": synthesis.text_en,
            "text_fr": synthesis.text_fr,
            "version": synthesis.version,
        }
        super().__init__(data, initial=start)


class ReturnForm(forms.Form):
    """Why a synthesis goes back."""

    reason = forms.CharField(
        max_length=2000,
        label=_("What has to be mended"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
