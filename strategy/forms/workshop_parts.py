"""What comes in about agendas, documents and participants of workshops, made clean."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import Attending, Audience, Tongue
from strategy.models import AgendaItem, Workshop, WorkshopParticipant
from strategy.models.workshop_programme import LONGEST
from wco_portal.common import zones
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import MEGABYTE, DayField, at_most
from wco_portal.directory.models import Member

NO_LANGUAGE: Final = [("", _("not said"))]
NO_NEED: Final = [("", _("no interpretation needed"))]
MOST_MEGABYTES: Final = 20


class AgendaItemForm(forms.Form):
    """A point of an agenda; the time is that of the workshop's zone."""

    day = DayField(label=_("Day"))
    begins = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(min_value=5, max_value=LONGEST, label=_("Minutes"), initial=60)
    title_en = forms.CharField(max_length=200, required=False, label=_("Title in English"))
    title_fr = forms.CharField(max_length=200, required=False, label=_("Title in French"))
    speaker_en = forms.CharField(
        max_length=160,
        required=False,
        label=_("Role of the speaker, in English"),
        help_text=_("Roles and functions, no names."),
    )
    speaker_fr = forms.CharField(
        max_length=160, required=False, label=_("Role of the speaker, in French")
    )
    language = forms.ChoiceField(
        choices=[*NO_LANGUAGE, *Tongue.choices], required=False, label=_("Language")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, workshop: Workshop, item: AgendaItem | None = None
    ) -> None:
        super().__init__(data, initial=_item(item) if item else _next(workshop))
        self.workshop = workshop

    def clean(self) -> dict[str, Any]:
        """Make an instant of the local time, and ask for a title."""
        data = super().clean() or {}
        if not data.get("title_en") and not data.get("title_fr"):
            self.add_error("title_en", _("Write it in English or in French."))
        if {"day", "begins"} <= set(data):
            try:
                data["starts_at"] = zones.instant(
                    data["day"], data["begins"], zone=self.workshop.zone
                )
            except DomainError as no:
                self.add_error("begins", ValidationError(str(no.message), code=no.code))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        left_out = {"day", "begins", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def _item(item: AgendaItem) -> dict[str, Any]:
    names = ("minutes", "title_en", "title_fr", "speaker_en", "speaker_fr", "language", "version")
    words = {name: getattr(item, name) for name in names}
    return words | {"day": item.begins.date(), "begins": item.begins.time()}


def _next(workshop: Workshop) -> dict[str, Any]:
    """Propose the time at which the agenda so far ends."""
    last = workshop.agenda.order_by("starts_at").last()
    at = last.starts_at + dt.timedelta(minutes=last.minutes) if last else workshop.starts_at
    if at is None:
        return {}
    shown = at.astimezone(ZoneInfo(workshop.zone))
    return {"day": shown.date(), "begins": shown.time()}


class DocumentForm(forms.Form):
    """A document of a workshop."""

    title_en = forms.CharField(max_length=200, required=False, label=_("Title in English"))
    title_fr = forms.CharField(max_length=200, required=False, label=_("Title in French"))
    language = forms.ChoiceField(
        choices=[*NO_LANGUAGE, *Tongue.choices], required=False, label=_("Language")
    )
    audience = forms.ChoiceField(choices=Audience.choices, label=_("Who reads it"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF or Word (.docx), at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        validators=[at_most(MOST_MEGABYTES * MEGABYTE)],
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        data = super().clean() or {}
        if not data.get("title_en") and not data.get("title_fr"):
            self.add_error("title_en", _("Write it in English or in French."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        names = ("title_en", "title_fr", "language", "audience")
        return {name: self.cleaned_data[name] for name in names}


class ParticipantForm(forms.Form):
    """A person whom an administration registers."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Administration"), to_field_name="code"
    )
    name = forms.CharField(max_length=120, label=_("Name"))
    function = forms.CharField(max_length=160, label=_("Function in the administration"))
    languages = forms.MultipleChoiceField(
        choices=Tongue.choices,
        label=_("Languages that the person speaks"),
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.ChoiceField(
        choices=[*NO_NEED, *Tongue.choices],
        required=False,
        label=_("Needs interpretation into"),
    )
    attending = forms.ChoiceField(choices=Attending.choices, label=_("Takes part"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, members: Any, participant: WorkshopParticipant | None = None
    ) -> None:
        first = {"member": members.first(), "attending": Attending.ON_SITE}
        super().__init__(data, initial=_person(participant) if participant else first)
        if participant is None:
            self.fields["member"].queryset = members  # type: ignore[attr-defined]  # -- a model field
        else:
            del self.fields["member"]

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        left_out = {"member", "version"}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


def _person(found: WorkshopParticipant) -> dict[str, Any]:
    names = ("name", "function", "languages", "needs", "attending", "version")
    return {name: getattr(found, name) for name in names}
