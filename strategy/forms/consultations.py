"""What comes in about consultations and syntheses, made clean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strategy.enums.consultations import Instrument, LatePolicy
from strategy.enums.plans import ElementKind
from strategy.models import Consultation, ConsultationItem, Plan, Synthesis, Workshop
from wco_portal.common import dates, zones
from wco_portal.common.forms import LocalTimeField, set_on_clocks

LOCAL = "%Y-%m-%dT%H:%M"
REMIND_DAYS: Final = 7
KINDS: Final[dict[ElementKind, Promise]] = {
    ElementKind.PRIORITY: _("its priorities"),
    ElementKind.OBJECTIVE: _("its strategic objectives"),
    ElementKind.GOAL: _("its strategic goals"),
}


def moment(label: Any, *, required: bool = True) -> LocalTimeField:
    """Return a field for a time in the zone that the form asks for."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    return LocalTimeField(label=label, widget=widget, input_formats=[LOCAL], required=required)


class WorkshopField(forms.ModelChoiceField):  # type: ignore[type-arg]  # -- no generic when it runs
    """A choice of workshops, each with its region."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the region first: its Members are those who answer."""
        return f"{obj.region}: {obj}"


class AskingForm(forms.Form):
    """What Members are asked, with which instrument, and when."""

    workshop = WorkshopField(
        Workshop.objects.none(),
        required=False,
        to_field_name="slug",
        label=_("Held at a workshop"),
        empty_label=_("no: a survey of all Members"),
        help_text=_("Only the Members of its region answer, in its times if no others are given."),
    )
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
    opens_at = moment(_("Opens"), required=False)
    closes_at = moment(_("Closes"), required=False)
    zone = forms.ChoiceField(
        required=False,
        label=_("Time zone"),
        help_text=_("The times above are those of clocks in this zone."),
    )
    remind_days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=60,
        label=_("Reminder before it closes, in days"),
        help_text=_("Who has not answered by then is told once. Empty: 7 days."),
    )
    late_policy = forms.ChoiceField(
        choices=LatePolicy.choices, label=_("Late answers"), initial=LatePolicy.REOPENED
    )
    contact = forms.EmailField(required=False, label=_("Address for questions"))

    def __init__(
        self, data: Any = None, *, workshops: Any, initial: Mapping[str, Any] | None = None
    ) -> None:
        start = {"zone": settings.PORTAL_ZONE, "remind_days": REMIND_DAYS} | dict(initial or {})
        super().__init__(data, initial=start)
        self.fields["workshop"].queryset = workshops  # type: ignore[attr-defined]  # -- a model field
        self.fields["zone"].choices = zones.choices(str(start["zone"]))  # type: ignore[attr-defined]  # -- a choice

    def clean_instrument(self) -> str:
        """Ask for a ranking, unless something else is chosen."""
        return self.cleaned_data["instrument"] or Instrument.RANKING

    def clean_zone(self) -> str:
        """Read the times as those of the organisation's clocks, unless another zone is chosen."""
        return self.cleaned_data["zone"] or settings.PORTAL_ZONE

    def clean_remind_days(self) -> int:
        """Remind a week before, unless something else is chosen."""
        return self.cleaned_data["remind_days"] or REMIND_DAYS

    def clean(self) -> dict[str, Any]:
        """Ask for a window that closes after it opens, and for options that fit the instrument."""
        data = self._window(super().clean() or {})
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A consultation must close after it opens."))
        for name, why in misfits(data).items():
            self.add_error(name, why)
        return data

    def _window(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take the workshop's times where no others are given; without a workshop ask for them."""
        workshop, names = data.get("workshop"), ("opens_at", "closes_at")
        left_out = [name for name in names if name in data and not data[name]]
        if workshop is None:
            for name in left_out:
                self.add_error(name, self.fields[name].error_messages["required"])
        elif len(left_out) == len(names):
            data["zone"] = workshop.zone
        data = in_zone(self, data)
        times = {"opens_at": "starts_at", "closes_at": "ends_at"}
        return data | {name: getattr(workshop, times[name], None) for name in left_out}


def in_zone(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """Read the times of a window as those of clocks in its own zone."""
    if data.get("zone"):
        set_on_clocks(form, data, ("opens_at", "closes_at"), zone=data["zone"])
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

    def __init__(
        self, plans: Any, data: Any = None, *, workshops: Any, at: Workshop | None = None
    ) -> None:
        super().__init__(data, workshops=workshops, initial=_at_workshop(at) if at else None)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # -- a model field

    def clean_kind(self) -> str:
        """Ask about priorities, unless something else is chosen."""
        return self.cleaned_data["kind"] or ElementKind.PRIORITY


class ItemsField(forms.MultipleChoiceField):
    """The items that stay; one that is gone meanwhile is no fault of whoever ticked it."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Take what another writer may have taken out."""
        del value
        return True


class EditForm(AskingForm):
    """The draft of a consultation: all that was said when it was made."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Plan"))
    items = ItemsField(
        required=False,
        label=_("Items"),
        help_text=_("What is not ticked is not asked."),
    )
    kind = forms.ChoiceField(
        label=_("Read the items anew from the plan"),
        choices=[("", _("no, those ticked above")), *((each.value, KINDS[each]) for each in KINDS)],
        required=False,
        help_text=_("The plan’s own, as they stand now."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ("plan", "items", "kind")

    def __init__(
        self,
        consultation: Consultation,
        items: list[ConsultationItem],
        plans: Any,
        data: Any = None,
        *,
        workshops: Any,
    ) -> None:
        super().__init__(data, workshops=workshops, initial=_as_initial(consultation, items))
        choices = [(item.public_id, str(item)) for item in items]
        self.fields["items"].choices = choices  # type: ignore[attr-defined]  # -- a choice
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # -- a model field
        self.fields["plan"].required = consultation.plan is not None

    def clean_items(self) -> list[str]:
        """Ask for something to put in order."""
        kept: list[str] = self.cleaned_data["items"]
        if not kept and not self.data.get("kind"):
            raise forms.ValidationError(gettext("Tick the items that are asked."))
        return kept

    def against(self) -> EditForm:
        """Return the form with its errors; who was told of another draft may save over it."""
        if self.has_error(NON_FIELD_ERRORS, code="changed_meanwhile"):
            given = {name: self[name].data for name in self.fields}
            self.data = given | {"version": str(self.initial["version"])}
        return self

    def meanwhile(self) -> list[tuple[str, str]]:
        """Return, by its label, what somebody else saved otherwise than it stands in the form."""
        if not self.has_error(NON_FIELD_ERRORS, code="changed_meanwhile"):
            return []
        return [
            (str(field.label), self._words(name, self.initial[name]))
            for name, field in self.fields.items()
            if name not in {"kind", "version"} and self.initial[name] != self._mine(name)
        ]

    def _mine(self, name: str) -> Any:
        """Return what was written, in the shape of what is saved."""
        value = self.cleaned_data.get(name)
        if isinstance(value, dt.datetime):
            return value.replace(tzinfo=None)
        if isinstance(value, Plan):
            return value.pk
        return value.slug if isinstance(value, Workshop) else value

    def _words(self, name: str, value: Any) -> str:
        """Say in words what is saved in a field."""
        if isinstance(value, dt.datetime):
            return f"{dates.day(value.date())}, {dates.hour(value)}"
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        names = {str(key): str(label) for key, label in _flat(self.fields[name])}
        if isinstance(value, list):
            return ", ".join(names.get(str(each), "") for each in value)
        return names.get(str(value), "–" if value in {None, ""} else str(value))


def _flat(field: forms.Field) -> list[tuple[Any, Any]]:
    """Return the choices of a field, without their groups."""
    rows = list(getattr(field, "choices", ()))
    groups = [label for _name, label in rows if isinstance(label, list)]
    return [row for group in groups for row in group] if groups else rows


def _as_initial(consultation: Consultation, items: list[ConsultationItem]) -> dict[str, Any]:
    """Return the draft as its form shows it; times as clocks in its zone do."""
    names = [name for name in AskingForm.base_fields if name not in {"opens_at", "closes_at"}]
    found = {name: getattr(consultation, name) for name in (*names, "version")}
    found |= _on_clocks(consultation.opens_at, consultation.closes_at, consultation.zone)
    found["workshop"] = consultation.workshop.slug if consultation.workshop else None
    return found | {"plan": consultation.plan_id, "items": [item.public_id for item in items]}


def _at_workshop(workshop: Workshop) -> dict[str, Any]:
    """Return what a consultation at a workshop starts from: its plan and its times."""
    found = {"workshop": workshop, "plan": workshop.plan_id, "zone": workshop.zone}
    return found | _on_clocks(workshop.starts_at, workshop.ends_at, workshop.zone)


def _on_clocks(
    opens_at: dt.datetime | None, closes_at: dt.datetime | None, zone: str
) -> dict[str, Any]:
    """Return the times of a window as clocks in its zone show them."""
    there = ZoneInfo(zone)
    times = {"opens_at": opens_at, "closes_at": closes_at}
    return {name: at and at.astimezone(there).replace(tzinfo=None) for name, at in times.items()}


class CopyForm(AskingForm):
    """An earlier consultation asked again: everything but the dates stands there already."""

    def __init__(self, consultation: Consultation, data: Any = None, *, workshops: Any) -> None:
        names = [name for name in self.base_fields if name not in {"opens_at", "closes_at"}]
        start = {name: getattr(consultation, name) for name in names}
        super().__init__(data, workshops=workshops, initial=start)


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
