"""What comes in with a file of a plan, made clean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from strategy.rules.stratml.reading import MOST_BYTES

MEGABYTE = 1024 * 1024


class FileForm(forms.Form):
    """A StratML file and the language in which it is written."""

    file = forms.FileField(
        label=_("StratML file"),
        help_text=_("XML, Part 1 or Part 2 of the standard, 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
        max_length=200,
        allow_empty_file=True,
    )
    language = forms.ChoiceField(
        label=_("Language of the file"), choices=[("en", _("English")), ("fr", _("French"))]
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file has more than %(most)s MB."),
                code="too_large",
                params={"most": MOST_BYTES // MEGABYTE},
            )
        return file


class NameForm(forms.Form):
    """The name that the new plan has in its address."""

    slug = forms.CharField(
        label=_("Name in the address"),
        help_text=_("Lower-case letters, digits and hyphens, for example 2022-2025."),
        max_length=60,
        validators=[RegexValidator("^[a-z0-9-]{1,60}$")],
    )
