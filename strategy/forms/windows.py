"""What comes in about windows: of a region, or a new closing time."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from strategy.forms.consultations import in_zone, moment
from strategy.models import Consultation
from wco_portal.common import clock, dates, zones
from wco_portal.common.forms import on_clocks
from wco_portal.directory.models import Region


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
        data = in_zone(self, super().clean() or {})
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A window must close after it opens."))
        return data


def reason() -> forms.CharField:
    """Return the field that asks why."""
    return forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(forms.Form):
    """Why nobody is asked any more."""

    reason = reason()


class ReopenForm(forms.Form):
    """A new closing time, and why."""

    whom = _("For all regions but those that have a window of their own.")
    closes_at = moment(_("New closing time"))
    reason = reason()

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        zone = ZoneInfo(consultation.zone)
        start = (clock.now() + dt.timedelta(days=7)).astimezone(zone)
        super().__init__(data, initial={"closes_at": start.replace(minute=0, tzinfo=None)})
        self.zone = zone
        where = _("Local time in %(city)s.") % {"city": dates.place(zone)}
        self.fields["closes_at"].help_text = f"{where} {self.whom}"

    def clean_closes_at(self) -> dt.datetime:
        """Read the time in the consultation's own zone."""
        return on_clocks(self.cleaned_data["closes_at"], self.zone.key)


class RegionReopenForm(ReopenForm):
    """A new closing time for one region, and why."""

    whom = _("For this region only.")
    region = forms.ModelChoiceField(
        Region.objects.order_by("order"), label=_("Region"), to_field_name="code"
    )
    field_order = ("region",)
