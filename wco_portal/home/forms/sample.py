"""A form with every kind of field, for the gallery."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wco_portal.common.forms import DayField


class Sample(forms.Form):
    """Every kind of field."""

    title_en = forms.CharField(label=_("Title in English"), max_length=60)
    title_fr = forms.CharField(
        label=_("Title in French"),
        max_length=60,
        required=False,
        help_text=_("Without it, readers of French see the English text, marked as such."),
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))
    closes_on = DayField(label=_("Closes on"))
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", "-"), ("eur", _("Europe")), ("ams", _("Americas"))]
    )
    attendance = forms.ChoiceField(
        label=_("Attendance"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Will attend")), ("no", _("Will not attend"))],
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("en", _("English")), ("fr", _("French"))],
    )
    is_final = forms.BooleanField(label=_("The text is final"))
