"""What comes in on the tour and at the clock."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wco_portal.home.enums import ClockStep


class EnterForm(forms.Form):
    """Which account, and where to go."""

    account = forms.RegexField(r"^[a-z]{1,20}(\.[a-z]{2,4})?$")
    next = forms.RegexField("^[0-9]{1,2}$", required=False)


class ClockForm(forms.Form):
    """How far the clock moves."""

    step = forms.ChoiceField(
        label=_("Move the clock"),
        widget=forms.RadioSelect,
        choices=[
            (ClockStep.HOUR.value, _("forward by an hour")),
            (ClockStep.DAY.value, _("forward by a day")),
            (ClockStep.NEXT.value, _("to the next time at which something falls due")),
            (ClockStep.JULY.value, _("to 1 July 2019, when the new plan comes into effect")),
        ],
    )
