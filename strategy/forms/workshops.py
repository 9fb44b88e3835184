"""What comes in about workshops and challenges, made clean."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import Tongue
from strategy.models import Plan, PlanElement, Workshop
from wco_portal.common import clock, zones
from wco_portal.common.bilingual import colon
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import DayField
from wco_portal.directory.models import Member, Region

TIME = {"type": "time"}


class WorkshopForm(forms.Form):
    """A workshop as the Secretariat schedules or changes it; times are of the named zone."""

    region = forms.ModelChoiceField(
        Region.objects.order_by("order"), label=_("Region"), to_field_name="code"
    )
    title_en = forms.CharField(max_length=160, label=_("Title in English"))
    title_fr = forms.CharField(max_length=160, label=_("Title in French"))
    day = DayField(label=_("First day"))
    begins = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs=TIME, format="%H:%M")
    )
    last_day = DayField(label=_("Last day"))
    ends = forms.TimeField(label=_("Ends at"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("The times above are those of clocks in this zone.")
    )
    place_en = forms.CharField(max_length=160, required=False, label=_("Place in English"))
    place_fr = forms.CharField(max_length=160, required=False, label=_("Place in French"))
    online_address = forms.URLField(
        max_length=300,
        required=False,
        assume_scheme="https",
        label=_("Online address"),
        help_text=_("Only those invited read it."),
    )
    host = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=_("Host Member"), to_field_name="code"
    )
    vice_chair = forms.ModelChoiceField(
        Member.objects.none(),
        required=False,
        label=_("Member that holds the Vice-Chair"),
        to_field_name="code",
    )
    chairs_en = forms.CharField(
        max_length=300,
        required=False,
        label=_("Chaired by, in English"),
        help_text=_("Roles and functions, no names."),
    )
    chairs_fr = forms.CharField(max_length=300, required=False, label=_("Chaired by, in French"))
    languages = forms.MultipleChoiceField(
        choices=Tongue.choices, label=_("Languages"), widget=forms.CheckboxSelectMultiple
    )
    interpreted_from = forms.MultipleChoiceField(
        choices=Tongue.choices,
        required=False,
        label=_("Interpreted from"),
        widget=forms.CheckboxSelectMultiple,
    )
    interpreted_into = forms.MultipleChoiceField(
        choices=Tongue.choices,
        required=False,
        label=_("Interpreted into"),
        widget=forms.CheckboxSelectMultiple,
    )
    registration_day = DayField(
        required=False,
        label=_("Last day to register participants"),
        help_text=_("Empty: nobody is asked to register."),
    )
    capacity = forms.IntegerField(
        min_value=1, max_value=5000, required=False, label=_("Places, if they are limited")
    )
    plan = forms.ModelChoiceField(
        Plan.objects.none(), required=False, label=_("For the plan"), to_field_name="slug"
    )
    about_en = forms.CharField(
        max_length=4000, required=False, label=_("Programme in English"), widget=forms.Textarea
    )
    about_fr = forms.CharField(
        max_length=4000, required=False, label=_("Programme in French"), widget=forms.Textarea
    )
    remind_days = forms.IntegerField(
        min_value=1, max_value=60, initial=7, label=_("Reminder, days before")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, workshop: Workshop | None = None, plans: Any) -> None:
        super().__init__(
            data,
            initial=_initial(workshop)
            if workshop
            else {"languages": ["en", "fr"], "zone": settings.PORTAL_ZONE},
        )
        members = Member.objects.counted().on(clock.today()).by_name()
        for name, rows in (("host", members), ("vice_chair", members), ("plan", plans)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # -- a model field
        kept = workshop.zone if workshop else ""
        self.fields["zone"].choices = zones.choices(kept)  # type: ignore[attr-defined]  # -- a choice field
        if workshop is not None:
            self.fields["region"].disabled = True

    def clean(self) -> dict[str, Any]:
        """Make instants of the local times."""
        data = super().clean() or {}
        data["starts_at"] = self._instant("day", "begins")
        data["ends_at"] = self._instant("last_day", "ends")
        if data["starts_at"] and data["ends_at"] and data["starts_at"] >= data["ends_at"]:
            self.add_error("ends", _("The workshop must end after it begins."))
        data["registration_ends_at"] = self._registration_ends(data)
        return data

    def _registration_ends(self, data: dict[str, Any]) -> dt.datetime | None:
        """Return the end of the last day to register, no later than that of the workshop."""
        day, ends_at, zone = (data.get(name) for name in ("registration_day", "ends_at", "zone"))
        if day is None or ends_at is None or not zone:
            return None
        if day > data["last_day"]:
            self.add_error(
                "registration_day", _("Registration must close before the workshop ends.")
            )
            return None
        last: dt.datetime = min(clock.end_of(day, tz=ZoneInfo(zone)).astimezone(dt.UTC), ends_at)
        return last

    def _instant(self, day: str, time: str) -> dt.datetime | None:
        data = self.cleaned_data
        if not {day, time, "zone"} <= set(data):
            return None
        try:
            return zones.instant(data[day], data[time], zone=data["zone"])
        except DomainError as no:
            self.add_error(time, ValidationError(str(no.message), code=no.code))
            return None

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        left_out = {"region", "day", "begins", "last_day", "ends", "version", "registration_day"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def _initial(workshop: Workshop) -> dict[str, Any]:
    names = ("title", "place", "about", "chairs")
    words = {
        f"{name}_{code}": getattr(workshop, f"{name}_{code}")
        for name in names
        for code in ("en", "fr")
    }
    words |= {name: getattr(workshop, name) for name in ("online_address", "languages", "zone")}
    words |= {
        name: getattr(workshop, name)
        for name in ("remind_days", "version", "interpreted_from", "interpreted_into", "capacity")
    }
    words |= {"region": workshop.region.code}
    words |= {"host": workshop.host and workshop.host.code}
    words |= {"vice_chair": workshop.vice_chair and workshop.vice_chair.code}
    words |= {"plan": workshop.plan and workshop.plan.slug}
    if workshop.starts_at and workshop.ends_at:
        there = ZoneInfo(workshop.zone)
        first, last = workshop.starts_at.astimezone(there), workshop.ends_at.astimezone(there)
        words |= {"day": first.date(), "begins": first.time()}
        words |= {"last_day": last.date(), "ends": last.time()}
        words |= {"registration_day": _last_day(workshop.registration_ends_at, there)}
    return words


def _last_day(ends_at: dt.datetime | None, there: ZoneInfo) -> dt.date | None:
    """Return the last day of a half-open window, as its zone counts days."""
    if ends_at is None:
        return None
    return (ends_at - dt.timedelta(microseconds=1)).astimezone(there).date()


class CancelForm(forms.Form):
    """Why a workshop does not take place."""

    reason = forms.CharField(
        max_length=600,
        label=_("Reason"),
        help_text=_("Those invited read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class AttendanceForm(forms.Form):
    """How many Members were present."""

    members_present = forms.IntegerField(min_value=0, max_value=300, label=_("Members present"))
    members_of = forms.IntegerField(
        min_value=1, max_value=300, required=False, label=_("Members of the region then")
    )


class ConclusionForm(forms.Form):
    """Something that the workshop concluded."""

    text_en = forms.CharField(
        max_length=600,
        required=False,
        label=_("Conclusion in English"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text_fr = forms.CharField(
        max_length=600,
        required=False,
        label=_("Conclusion in French"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one language."""
        data = super().clean() or {}
        if not data.get("text_en") and not data.get("text_fr"):
            self.add_error("text_en", _("Write it in English or in French."))
        return data


class ChallengeForm(forms.Form):
    """A challenge as a Member raises it."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Administration"), to_field_name="code"
    )
    title_en = forms.CharField(max_length=160, required=False, label=_("Title in English"))
    title_fr = forms.CharField(max_length=160, required=False, label=_("Title in French"))
    text_en = forms.CharField(
        max_length=4000, required=False, label=_("The challenge in English"), widget=forms.Textarea
    )
    text_fr = forms.CharField(
        max_length=4000, required=False, label=_("The challenge in French"), widget=forms.Textarea
    )

    def __init__(self, data: Any = None, *, members: Any) -> None:
        super().__init__(data, initial={"member": members.first()})
        self.fields["member"].queryset = members  # type: ignore[attr-defined]  # -- a model field

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        data = super().clean() or {}
        if not data.get("title_en") and not data.get("title_fr"):
            self.add_error("title_en", _("Give the challenge a title in English or in French."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        data = self.cleaned_data
        return {
            "member": data["member"],
            "title": {"en": data["title_en"], "fr": data["title_fr"]},
            "text": {"en": data["text_en"], "fr": data["text_fr"]},
        }


class TakeUpForm(forms.Form):
    """Under which objective or priority a challenge is taken up."""

    element = forms.ModelChoiceField(
        PlanElement.objects.none(), label=_("Objective or priority"), to_field_name="public_id"
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, elements: Any, version: int) -> None:
        super().__init__(data, initial={"version": version})
        field: Any = self.fields["element"]
        field.queryset = elements
        field.label_from_instance = lambda each: f"{each.plan}{colon()} {each}"


class SetAsideForm(forms.Form):
    """Why a challenge is not taken up."""

    reason = forms.CharField(
        max_length=600,
        label=_("Reason"),
        help_text=_("The Member reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int) -> None:
        super().__init__(data, initial={"version": version})
