"""What comes in with a file of a plan, made clean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from wco_portal.common.forms import DayField, at_most
from wco_portal.common.guarded_xml import USUAL
from wco_portal.publishing.rules.word import package

CLASHES: Final = [
    ("suggest", _("keep the portal’s text, and make the file’s a suggestion")),
    ("portal", _("keep the portal’s text")),
    ("file", _("take the file’s text")),
]


class FileForm(forms.Form):
    """A StratML file and the language in which it is written."""

    file = forms.FileField(
        label=_("StratML file"),
        help_text=_("XML, Part 1 or Part 2 of the standard, 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
        max_length=200,
        allow_empty_file=True,
        validators=[at_most(USUAL.size)],
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=[("en", _("English")), ("fr", _("French"))]
    )


class NameForm(forms.Form):
    """The name that the new plan has in its address."""

    slug = forms.CharField(
        label=_("Name in the address"),
        help_text=_("Lower-case letters, digits and hyphens, for example 2022-2025."),
        max_length=60,
        validators=[RegexValidator("^[a-z0-9-]{1,60}$")],
    )


class WordForm(forms.Form):
    """A Word file and the language in which it is written."""

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A document (.docx) without macros and password, 10 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        max_length=200,
        allow_empty_file=True,
        validators=[at_most(package.MOST_BYTES)],
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=[("en", _("English")), ("fr", _("French"))]
    )


class WordPlanForm(NameForm):
    """What the new plan is called, and when it runs."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))


class ReturnForm(WordForm):
    """A Word file of a plan that comes back; it says itself from which version it left."""

    language = None  # type: ignore[assignment]  # Django's way to leave out an inherited field


class TakeInForm(forms.Form):
    """What somebody takes of a file that came back, and which version of the text they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    added = forms.MultipleChoiceField(
        label=_("New paragraphs to take in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    gone = forms.MultipleChoiceField(
        label=_("Paragraphs that the file lacks, to remove"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    titles = forms.MultipleChoiceField(
        label=_("Titles to change"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Any, *, offered: Mapping[str, list[tuple[str, str]]], clashes: list[str]
    ) -> None:
        """Offer what the file has; new paragraphs are taken, nothing is removed by itself."""
        super().__init__(data, initial={"added": [key for key, _words in offered["added"]]})
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices
            if not choices:
                del self.fields[name]
        for number, block in enumerate(clashes, 1):
            self.fields[f"clash_{block}"] = forms.ChoiceField(
                label=_("How passage %(number)s ends") % {"number": number},
                choices=CLASHES,
                initial="suggest",
                widget=forms.RadioSelect,
            )

    def answers(self) -> list[forms.BoundField]:
        """Return the fields that end a clash, in the order of the clashes."""
        return [self[name] for name in self.fields if name.startswith("clash_")]

    def choices(self) -> list[forms.BoundField]:
        """Return the fields with what else is offered."""
        return [self[name] for name in ("added", "gone", "titles") if name in self.fields]

    def clashes(self) -> dict[str, str]:
        """Return how each clash ends, by block."""
        given = self.cleaned_data.items()
        return {
            name.removeprefix("clash_"): value for name, value in given if name.startswith("clash_")
        }
