"""The shape of what the editor's windows send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wco_portal.common import ids
from wco_portal.directory.models import Person
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


class SuggestForm(forms.Form):
    """Another wording of a block."""

    words = forms.CharField(
        label=_("Your wording"),
        help_text=_("Written as in the text areas. Leave it empty to suggest that the block goes."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=20_000,
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=400)


class CommentForm(forms.Form):
    """A comment, whom it names, and who is to see to it."""

    words = forms.CharField(
        label=_("Comment"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    mentioned = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Tell"),
        required=False,
        to_field_name="key",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person]) -> None:
        super().__init__(data)
        chosen = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["mentioned"].queryset = chosen  # type: ignore[attr-defined]  # -- a model field


class QuoteForm(CommentForm):
    """A comment that begins a thread at words of a block."""

    quote = forms.CharField(
        label=_("Words that it is about"),
        help_text=_("As they stand in the text. Leave it empty for the whole block."),
        required=False,
        max_length=400,
    )
    field_order = ("quote", "words", "mentioned")


class AssignForm(forms.Form):
    """Who is to see to a thread."""

    to = forms.ModelChoiceField(
        Person.objects.none(), label=_("Hand to"), required=False, to_field_name="key"
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        chosen = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["to"].queryset = chosen  # type: ignore[attr-defined]  # -- a model field


class DecideForm(forms.Form):
    """Which suggestions are decided, and how."""

    chosen = forms.RegexField(f"^(?:{ids.PATTERN}|all|by-{'[0-9a-f]{32}'})$")
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)
    act = forms.ChoiceField(choices=[("accept", "accept"), ("reject", "reject")])
    until = forms.DateTimeField(required=False)


class TypedForm(forms.Form):
    """A block as somebody would have it; its words are checked later."""

    client = forms.RegexField(f"^{ids.PATTERN}$")
    base = forms.IntegerField(min_value=0, max_value=MOST)
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)
    block = forms.RegexField(f"^{ids.PATTERN}$")


class SinceForm(forms.Form):
    """From which version on, in which section."""

    since = forms.IntegerField(min_value=0, max_value=MOST)
    section = forms.RegexField(f"^{ids.PATTERN}$", required=False)
