"""What people choose to hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.common import zones
from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel, Pace
from wco_portal.notifications.selectors.preferences import Choice


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of choices: a group and its boxes."""

    title: str | Promise
    boxes: list[BoundField]
    has_required: bool


class PreferencesForm(forms.Form):
    """One box per group and channel."""

    def __init__(self, *args: Any, choices: Sequence[Choice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.choices = choices
        for choice in choices:
            for channel in Channel:
                self.fields[f"{choice.group}.{channel}"] = forms.BooleanField(
                    required=False,
                    initial=choice.wanted[channel],
                    label=channel.label,
                )
        kept = str((self.initial or {}).get("time_zone", ""))
        for name, field in (_reader(kept) | _times()).items():
            self.fields[name] = field
        # A form without a ticked box is still an answer.
        self.fields["sent"] = forms.BooleanField(initial=True, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of the quiet hours, or none."""
        data = super().clean() or {}
        first, last = data.get("quiet_from"), data.get("quiet_until")
        broken = {"quiet_from", "quiet_until"} & set(self.errors)
        if not broken and ((first is None) != (last is None) or (first and first == last)):
            self.add_error("quiet_until", _("Quiet hours have two different times, or none."))
        return data

    def times(self) -> dict[str, Any]:
        """Return when mails that are not urgent leave."""
        data = self.cleaned_data
        pace = data["pace"] or Pace.AT_ONCE
        return {"pace": pace, **{name: data[name] for name in ("quiet_from", "quiet_until")}}

    def reader(self) -> dict[str, str]:
        """Return the language and the clocks of the letters."""
        return {name: self.cleaned_data[name] for name in ("language", "time_zone")}

    def when(self) -> list[BoundField]:
        """Return the fields of the language and the times."""
        names = ("language", "time_zone", "pace", "quiet_from", "quiet_until")
        return [self[name] for name in names]

    def rows(self) -> list[Row]:
        """Return the boxes by group."""
        return [
            Row(
                choice.title,
                [self[f"{choice.group}.{channel}"] for channel in Channel],
                choice.has_required,
            )
            for choice in self.choices
        ]

    def wanted(self) -> dict[tuple[str, str], bool]:
        """Return what was chosen, by group and channel."""
        return {
            (choice.group, str(channel)): self.cleaned_data[f"{choice.group}.{channel}"]
            for choice in self.choices
            for channel in Channel
        }


def _reader(kept: str) -> dict[str, forms.Field]:
    """Return the fields of how letters read."""
    own = Person._meta.get_field("language")  # noqa: SLF001 -- Django's own way to a field
    return {
        "language": forms.ChoiceField(
            choices=[("", _("That of my administration")), *(own.choices or [])],
            required=False,
            label=_("Language of the mails"),
        ),
        "time_zone": forms.ChoiceField(
            choices=[("", _("That of the organisation")), *zones.choices(kept)],
            required=False,
            label=_("Time zone"),
        ),
    }


def _times() -> dict[str, forms.Field]:
    """Return the fields of when mails that are not urgent leave."""
    clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return {
        "pace": forms.ChoiceField(
            choices=Pace.choices,
            required=False,
            label=_("Mails that are not urgent come"),
            help_text=_("Summaries come at 08:00 in your time zone, weekly ones on Mondays."),
        ),
        "quiet_from": forms.TimeField(required=False, label=_("Quiet from"), widget=clock),
        "quiet_until": forms.TimeField(
            required=False,
            label=_("Quiet until"),
            widget=clock,
            help_text=_("May be in the morning of the next day."),
        ),
    }
