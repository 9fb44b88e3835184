"""What comes in about the evidence of an element, made clean."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from strategy.forms.indicators import line
from strategy.services.evidence import Named
from wco_portal.common.forms import DayField


class EvidenceForm(forms.Form):
    """A document on the web, and what it shows."""

    title = line(
        _("Title"), required=True, help_text=_("As the document has it, in its own language.")
    )
    publisher = line(_("Publisher"), required=True)
    dated_on = DayField(label=_("Date of the document"), required=True)
    address = forms.URLField(
        label=_("Address"), max_length=400, assume_scheme="https", widget=forms.URLInput
    )
    shows_en = line(_("What it shows, in English"), max_length=400)
    shows_fr = line(_("What it shows, in French"), max_length=400)
    is_internal = forms.BooleanField(
        label=_("For the Secretariat only"),
        required=False,
        help_text=_("Readers of the public page do not see it."),
    )

    def named(self) -> Named:
        """Return the document as it is named."""
        data = self.cleaned_data
        return Named(
            title=data["title"],
            publisher=data["publisher"],
            dated_on=data["dated_on"],
            address=data["address"],
            shows={"en": data["shows_en"], "fr": data["shows_fr"]},
            is_internal=data["is_internal"],
        )
