"""What comes in about the two languages of a plan, made clean."""

from __future__ import annotations

from django import forms

from strategy.selectors.languages import ORDER
from wco_portal.publishing.enums import Language


class ShownForm(forms.Form):
    """Which blocks are listed: in which state, in which language."""

    state = forms.ChoiceField(choices=[(each, each) for each in ORDER], required=False)
    language = forms.ChoiceField(choices=Language.choices, required=False)

    def asked(self) -> dict[str, list[str]]:
        """Return what was asked for; nothing that is known is the same as nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        given = {"states": data.get("state"), "languages": data.get("language")}
        return {name: [value] for name, value in given.items() if value}
