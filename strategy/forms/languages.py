"""What comes in about the two languages of a plan, made clean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.models import Plan
from strategy.selectors.languages import ORDER, Report
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import at_most
from wco_portal.common.guarded_xml import USUAL
from wco_portal.publishing.enums import Language
from wco_portal.publishing.selectors.exchanges import Entry, Read

SALT: Final = "strategy.plan.translation"
HOURS: Final = 12
MOST_SEALED: Final = 1_800_000


class ShownForm(forms.Form):
    """Which blocks are listed: in which state, in which language."""

    state = forms.ChoiceField(choices=[(each, each) for each in ORDER], required=False)
    language = forms.ChoiceField(choices=Language.choices, required=False)

    def asked(self) -> dict[str, list[str]]:
        """Return what was asked for; nothing that is known is the same as nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        given = {"states": data.get("state"), "languages": data.get("language")}
        return {name: [value] for name, value in given.items() if value}


class TranslationForm(forms.Form):
    """What a translator sent."""

    file = forms.FileField(
        label=gettext_lazy("Translated file (.xlf or .xlsx)"),
        help_text=gettext_lazy("XLIFF 2 or a spreadsheet, as exported here; 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlf,.xliff,.xml,.xlsx"}),
        max_length=200,
        allow_empty_file=True,
        validators=[at_most(USUAL.size)],
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a dry run promised: the file's name, and the blocks that it brings."""

    name: str
    read: Read

    @property
    def expected(self) -> set[str]:
        """Return the blocks that the person saw."""
        return {entry.block for entry in self.read.entries}


class SealForm(forms.Form):
    """The blocks of a dry run, signed, so that they are the ones seen."""

    sealed = forms.CharField(max_length=MOST_SEALED)

    def __init__(self, plan: Plan, data: Any) -> None:
        super().__init__(data)
        self.plan = plan

    def clean_sealed(self) -> Sealed:
        """Open the seal; that of another plan is none."""
        try:
            found = signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature as no:
            raise ValidationError(_("The dry run is too old: upload the file again.")) from no
        if found["plan"] != self.plan.public_id:
            raise ValidationError(_("The dry run is too old: upload the file again."))
        entries = [Entry(*each) for each in found["entries"]]
        return Sealed(found["name"], Read(found["language"], entries))


def sealed(plan: Plan, report: Report, *, name: str) -> str:
    """Sign what a file brings for the way through the page."""
    words = signing.dumps(
        {
            "plan": plan.public_id,
            "name": name,
            "language": report.language,
            "entries": [each.outcome.entry.as_data() for each in report.taken],
        },
        salt=SALT,
        compress=True,
    )
    if len(words) > MOST_SEALED:
        raise DomainError(
            _("The file brings too much at once: take it in in parts."), code="too_large"
        )
    return words
