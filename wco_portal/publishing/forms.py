"""The shape of what the editor's windows send."""

from __future__ import annotations

from django import forms

from wco_portal.common import ids
from wco_portal.publishing.enums import Language

MOST = 2**31 - 1


class SpotForm(forms.Form):
    """Which window, and where in the text it is."""

    client = forms.RegexField(f"^{ids.PATTERN}$", required=False)
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)
    language = forms.ChoiceField(choices=[("", ""), *Language.choices], required=False)
    place = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    idle = forms.BooleanField(required=False)


class ActForm(forms.Form):
    """Steps, and what they were made on; the steps themselves are checked one by one later."""

    client = forms.RegexField(f"^{ids.PATTERN}$")
    seq = forms.IntegerField(min_value=1, max_value=MOST)
    base = forms.IntegerField(min_value=0, max_value=MOST)
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)


class SinceForm(forms.Form):
    """From which version on, in which section."""

    since = forms.IntegerField(min_value=0, max_value=MOST)
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)
