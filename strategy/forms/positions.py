"""What comes in of a Member's position, made clean."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strategy.enums.contributions import Consent
from strategy.models import ConsultationItem, Position
from strategy.rules import ballots
from strategy.rules.ballots import Fault
from wco_portal.common.bilingual import local
from wco_portal.common.parts import Rankable

FAULTS: Final[dict[Fault, Promise]] = {
    Fault.MISSING: _("Give it a place."),
    Fault.OUTSIDE: _("There is no such place."),
    Fault.TWICE: _("Another priority has this place too."),
}


class PositionForm(forms.Form):
    """A ranking with its reasons; a draft may have gaps, what goes to the review may not."""

    comment = forms.CharField(
        label=_("Why this order?"),
        help_text=_(
            "The Secretariat and your region’s coordinator read it; whether anybody else may, you "
            "say below."
        ),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    allowed = forms.ChoiceField(
        label=_("May the comment be published?"),
        choices=Consent.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, position: Position, items: list[ConsultationItem], data: Any = None) -> None:
        """Show the items in the draft's order; what has no place yet takes the next one."""
        start = {
            "comment": position.comment,
            "allowed": position.consent,
            "version": position.version,
        }
        super().__init__(data, initial=start)
        self.items = items
        for place, item in enumerate(items, start=1):
            name = field_of(item)
            self.fields[name] = forms.IntegerField(
                label=str(local(item, "title")),
                min_value=1,
                max_value=len(items),
                required=False,
                initial=place,
                widget=forms.NumberInput(attrs={"id": f"rank-{name}"}),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a whole order when it goes to the review."""
        data = super().clean() or {}
        if self.is_whole_asked and not self.errors:
            for item, fault in ballots.faults(self.ranking, self._by_id()).items():
                self.add_error(field_of(self._by_id()[item]), str(FAULTS[fault]))
        return data

    @property
    def is_whole_asked(self) -> bool:
        """Say whether the writer pressed on towards sending."""
        return self.data.get("act") == "review"

    @property
    def consent(self) -> Consent | None:
        """Return what was said on publishing; nothing leaves it as it was."""
        said = self.cleaned_data["allowed"]
        return Consent(said) if said else None

    @property
    def ranking(self) -> dict[str, int]:
        """Return the places given, by the items' public ids."""
        places = ((item, self.cleaned_data.get(field_of(item))) for item in self.items)
        return {item.public_id: place for item, place in places if place is not None}

    @property
    def lines(self) -> list[Rankable]:
        """Return the lines of the ranking control, with what was typed."""
        return [
            Rankable(
                name=field_of(item),
                title=str(local(item, "title")),
                place=self[field_of(item)].value() or "",
                note=str(local(item, "note")),
                error=" ".join(str(error) for error in self.errors.get(field_of(item), ())),
            )
            for item in self.items
        ]

    def _by_id(self) -> dict[str, ConsultationItem]:
        return {item.public_id: item for item in self.items}


class SendForm(forms.Form):
    """The version of the draft that the sender has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def field_of(item: ConsultationItem) -> str:
    """Name the field that carries an item's place."""
    return f"place-{item.public_id}"
