"""Choose what a thing is linked to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wco_portal.links.enums import Relation
from wco_portal.links.tables import Card, Kind


class LinkForm(forms.Form):
    """The other end, on which side it stands, and the relation."""

    side = forms.ChoiceField(
        label=_("Where the other thing stands"),
        choices=[
            ("back", _("before: this comes from it")),
            ("forth", _("after: this leads to it")),
        ],
        widget=forms.RadioSelect,
        initial="back",
    )
    relation = forms.ChoiceField(
        label=_("Relation"),
        choices=Relation.choices,
        help_text=_("Read it from the later thing to the earlier one."),
    )
    other = forms.ChoiceField(label=_("The other thing"))

    def __init__(
        self,
        *args: Any,
        options: Iterable[tuple[Kind, list[Card]]],
        without: str,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        other = self.fields["other"]
        if isinstance(other, forms.ChoiceField):
            other.choices = [("", _("Choose"))] + [
                (
                    str(kind.title),
                    [
                        (f"{kind.name}:{c.public_id}", c.title)
                        for c in cards
                        if c.public_id != without
                    ],
                )
                for kind, cards in options
                if cards
            ]

    def ends(self, kind: str, public_id: str) -> dict[str, tuple[str, str]]:
        """Return both ends, given this thing."""
        name, _colon, other = self.cleaned_data["other"].partition(":")
        this, that = (kind, public_id), (name, other)
        if self.cleaned_data["side"] == "back":
            return {"origin": this, "target": that}
        return {"origin": that, "target": this}
