"""The day as of which a page is read: `?as_of=DATE`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wco_portal.common import clock, dates

# The first Members ratified in 1951.
FIRST = dt.date(1951, 1, 1)


class AsOf(forms.Form):
    """`?as_of=2019-03-27`; without it, today."""

    as_of = forms.DateField(
        label=gettext_lazy("As it stood on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def since(self, first: dt.date | None) -> AsOf:
        """Refuse a day on which the thing of the page was not public yet."""
        if first is not None and self.is_valid() and self.day < first:
            words = {"day": dates.day(first)}
            self.add_error("as_of", _("This was not public yet: choose %(day)s or later.") % words)
        return self

    @property
    def status(self) -> int:
        """Return the status of the page: a day that is none is a mistake of the reader."""
        return 200 if self.is_valid() else 422

    def clean_as_of(self) -> dt.date | None:
        """Refuse a day that has not come, or from before the organisation."""
        day: dt.date | None = self.cleaned_data["as_of"]
        if day is not None and not FIRST <= day <= clock.today():
            raise ValidationError(_("Choose a day from 1951 to today."))
        return day

    @property
    def day(self) -> dt.date:
        """Return the chosen day, or today."""
        found: dt.date | None = self.cleaned_data.get("as_of") if self.is_valid() else None
        return found or clock.today()


def as_of(data: Any) -> AsOf:
    """Read the day from the address."""
    return AsOf({"as_of": data.get("as_of", "")})
