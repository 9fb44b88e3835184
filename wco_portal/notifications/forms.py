"""What people choose to hear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise

from wco_portal.notifications.enums import Channel
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
        # A form without a ticked box is still an answer.
        self.fields["sent"] = forms.BooleanField(initial=True, widget=forms.HiddenInput)

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
