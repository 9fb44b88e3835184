"""What comes in about an import of figures, made clean."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT: Final = "strategy.figures.import"
HOURS: Final = 12


class SheetForm(forms.Form):
    """A filled-in template."""

    sheet = forms.FileField(
        label=gettext_lazy("Filled-in template (.xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class RowsForm(forms.Form):
    """The rows of a dry run, as they were read: signed, so that they are the ones seen."""

    rows = forms.CharField(max_length=2_000_000)
    send = forms.BooleanField(required=False)

    def clean_rows(self) -> list[list[Any]]:
        """Open the seal."""
        try:
            found = signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature as no:
            raise ValidationError(_("The dry run is too old: upload the file again.")) from no
        return list(found)


def sealed(rows: list[list[Any]]) -> str:
    """Sign rows for the way through the page."""
    return signing.dumps(rows, salt=SALT, compress=True)
