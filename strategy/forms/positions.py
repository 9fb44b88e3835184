"""What comes in of a Member's position, made clean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from strategy.enums.consultations import Agreement, Instrument
from strategy.enums.contributions import Consent
from strategy.models import ConsultationItem, Position
from strategy.rules import ballots
from strategy.rules.ballots import Fault, Flaw, Terms
from wco_portal.common.bilingual import local
from wco_portal.common.parts import Rankable

FAULTS: Final[dict[Fault, Promise]] = {
    Fault.MISSING: _("Give it a place."),
    Fault.OUTSIDE: _("There is no such place."),
    Fault.TWICE: _("Another priority has this place too."),
}
NO_ANSWER: Final = _("Choose an answer.")
FLAWS: Final[dict[Flaw, Promise]] = {
    Flaw.NOTHING: _("Answer for at least one item."),
    Flaw.TOO_FEW: ngettext_lazy(
        "Give %(most)s item a place.", "Give %(most)s items a place.", "most"
    ),
    Flaw.TOO_MANY: ngettext_lazy(
        "Give a place to no more than %(most)s item.",
        "Give a place to no more than %(most)s items.",
        "most",
    ),
    Flaw.OVER: ngettext_lazy(
        "You gave away %(spent)s, and there is %(budget)s.",
        "You gave away %(spent)s, and there are %(budget)s.",
        "budget",
    ),
    Flaw.NOT_ALL: ngettext_lazy(
        "You shared out %(spent)s point; it must be %(budget)s.",
        "You shared out %(spent)s points; it must be %(budget)s.",
        "spent",
    ),
}
# A longer row of digits is no number of dots or points.
LONG: Final = 6
LONGEST_COMMENT: Final = 4000
# The field of what an item gets, and that of the comment on it: this and the item's id.
PLACE, REMARK = "place-", "remark-"
# A field that a draft may leave empty, and that is not optional all the same.
MARK: Final = "strategy/_mark.html"


@dataclass(frozen=True, slots=True)
class MarkLine:
    """An item's field, and the field of its comment where one is asked for."""

    mark: forms.BoundField
    remark: forms.BoundField | None


class PositionForm(forms.Form):
    """An answer with its reasons; a draft may have gaps, what goes to the review may not."""

    comment = forms.CharField(
        label=_("Why this order?"),
        help_text=_(
            "The Secretariat and your region’s coordinator read it; whether anybody else may, you "
            "say below."
        ),
        max_length=LONGEST_COMMENT,
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
        """Show the items in the draft's order; a plain ranking has every place from the start."""
        start = {
            "comment": position.comment,
            "allowed": position.consent,
            "version": position.version,
        }
        super().__init__(data, initial=start)
        self.items, self.position = items, position
        self.consultation = position.consultation
        self.terms = Terms.of(self.consultation)
        if self.consultation.asks_remarks:
            self.fields["allowed"].label = _("May the comments be published?")
        if not self.consultation.is_ranking:
            self.fields["comment"].label = _("Why this answer?")
        for place, item in enumerate(items, start=1):
            first = place if self.consultation.is_plain_ranking else None
            self.fields[field_of(item)] = self._field(item, first)
            self.fields[field_of(item)].template_name = MARK  # type: ignore[attr-defined]  # -- Django 5
            if self.consultation.asks_remarks:
                self.fields[remark_of(item)] = _remark(item, position)

    def _field(self, item: ConsultationItem, place: int | None) -> forms.Field:
        """Return the field for what an item gets: a number, an answer of the scale, or a place."""
        low, high = self.terms.span(len(self.items))
        given = self.position.ranking.get(item.public_id) if place is None else place
        shared: dict[str, Any] = {
            "label": str(local(item, "title")),
            "required": False,
            "initial": given,
        }
        if place is not None:
            widget = forms.NumberInput(attrs={"id": f"rank-{field_of(item)}"})
            return forms.IntegerField(min_value=low, max_value=high, widget=widget, **shared)
        shared["help_text"] = str(local(item, "note"))
        if self.terms.budget:
            widget = forms.NumberInput(attrs={"inputmode": "numeric"})
            return forms.IntegerField(min_value=low, max_value=high, widget=widget, **shared)
        is_scale = self.terms.instrument == Instrument.SCALE
        return forms.TypedChoiceField(
            choices=_agreement(low) if is_scale else _places(high),
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect if is_scale else forms.Select,
            **shared,
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a whole answer when it goes to the review."""
        data = super().clean() or {}
        if self.is_whole_asked and not self.errors:
            ids = list(self._by_id())
            for item, fault in ballots.faults(self.ranking, ids, self.terms).items():
                self.add_error(field_of(self._by_id()[item]), str(self._said(fault)))
            flaw = ballots.flaw(self.ranking, ids, self.terms)
            if flaw and not self.errors:
                self.add_error(None, self._flaw(flaw))
        return data

    def _said(self, fault: Fault) -> Promise:
        if fault == Fault.MISSING and self.terms.instrument == Instrument.SCALE:
            return NO_ANSWER
        return FAULTS[fault]

    def _flaw(self, flaw: Flaw) -> str:
        words = {
            "spent": ballots.spent(self.ranking, self._by_id()),
            "budget": self.terms.budget,
            "most": self.terms.span(len(self.items))[1],
        }
        return str(FLAWS[flaw] % words)

    @property
    def is_whole_asked(self) -> bool:
        """Say whether the writer pressed on towards sending."""
        return self.data.get("act") == "review"

    @property
    def is_by_itself(self) -> bool:
        """Say whether the page saved without a press."""
        return self.data.get("act") == "autosave"

    @property
    def consent(self) -> Consent | None:
        """Return what was said on publishing; nothing leaves it as it was."""
        said = self.cleaned_data["allowed"]
        return Consent(said) if said else None

    @property
    def ranking(self) -> dict[str, int]:
        """Return what was given, by the items' public ids."""
        given = ((item, self.cleaned_data.get(field_of(item))) for item in self.items)
        return {item.public_id: mark for item, mark in given if mark is not None}

    @property
    def remarks(self) -> dict[str, str]:
        """Return the comments on items, by their public ids."""
        names = ((item.public_id, remark_of(item)) for item in self.items)
        return {key: self.cleaned_data.get(name, "") for key, name in names}

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

    @property
    def marks(self) -> list[MarkLine]:
        """Return the lines of every other instrument: the item's field and that of its comment."""
        asks = self.consultation.asks_remarks
        return [
            MarkLine(self[field_of(item)], self[remark_of(item)] if asks else None)
            for item in self.items
        ]

    @property
    def reasons(self) -> list[forms.BoundField]:
        """Return the fields of the comments on the items of a plain ranking."""
        if not self.consultation.asks_remarks:
            return []
        return [self[remark_of(item)] for item in self.items]

    @property
    def rule(self) -> str:
        """Say what an answer must be."""
        return ballots.sentence(self.terms, len(self.items))

    @property
    def left(self) -> int:
        """Return how much the shown numbers leave to give away; less than 0 is too much given."""
        shown = (self[field_of(item)].value() for item in self.items)
        return self.terms.budget - sum(map(_number, shown))

    def _by_id(self) -> dict[str, ConsultationItem]:
        return {item.public_id: item for item in self.items}


def _number(shown: Any) -> int:
    """Read what stands in a field; what is no number of dots or points counts nothing."""
    text = str(shown if shown is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONG else 0


def _places(most: int) -> list[tuple[Any, Any]]:
    none = pgettext_lazy("of an item in a ranking", "no place")
    return [("", none), *((place, str(place)) for place in range(1, most + 1))]


def _agreement(low: int) -> list[tuple[Any, Any]]:
    none = [(ballots.NO_OPINION, _("no opinion"))] if low == ballots.NO_OPINION else []
    return [*((each.value, f"{each.value} – {each.label}") for each in Agreement), *none]


def _remark(item: ConsultationItem, position: Position) -> forms.CharField:
    return forms.CharField(
        label=_("Comment on “%(title)s”") % {"title": local(item, "title")},
        max_length=ballots.LONGEST_REMARK,
        required=False,
        initial=position.remarks.get(item.public_id, ""),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SendForm(forms.Form):
    """The version of the draft that the sender has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """Return the version; -1, which nothing has, where none was sent."""
        return int(self.cleaned_data["version"]) if self.is_valid() else -1


def field_of(item: ConsultationItem) -> str:
    """Name the field that carries an item's place."""
    return f"{PLACE}{item.public_id}"


def remark_of(item: ConsultationItem) -> str:
    """Name the field that carries the comment on an item."""
    return f"{REMARK}{item.public_id}"
