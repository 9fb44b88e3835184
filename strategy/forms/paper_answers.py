"""What comes in of an answer on paper and of a release, made clean."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.forms.positions import PositionForm, field_of
from strategy.models import Consultation, ConsultationItem, Position
from wco_portal.common.forms import MEGABYTE, DayField, at_most
from wco_portal.directory.models import Member

MOST_BYTES: Final = 10 * MEGABYTE


class PaperAnswerForm(PositionForm):
    """What a Member's paper says, typed off, with the scan."""

    member = forms.ModelChoiceField(
        label=_("Member"), queryset=Member.objects.none(), to_field_name="code"
    )
    received_on = DayField(label=_("Day on which the paper came"))
    scan = forms.FileField(
        label=_("Scan of the paper"),
        help_text=_("PDF, PNG or JPEG, 10 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        max_length=200,
        validators=[at_most(MOST_BYTES)],
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("member", "received_on", "scan")

    def __init__(
        self,
        consultation: Consultation,
        items: list[ConsultationItem],
        data: Any = None,
        files: Any = None,
    ) -> None:
        """Show the items in the paper's order, without places: they are typed off."""
        super().__init__(Position(consultation=consultation), items, data)
        self.files = files or MultiValueDict()
        self.fields["member"].queryset = selectors.paper_answers.members(consultation)  # type: ignore[attr-defined]  # -- a choice of rows
        self.fields["comment"].label = _("Comment on the paper")
        self.fields["comment"].help_text = _(
            "The Secretariat and the region’s coordinator read it."
        )
        # A Member says itself what may be published.
        del self.fields["allowed"]
        for item in items:
            self.fields[field_of(item)].initial = None

    @property
    def is_whole_asked(self) -> bool:
        """Ask for all of it: a paper is no draft."""
        return True


class ReasonForm(forms.Form):
    """Why something is set aside or goes back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReleaseRuleForm(forms.Form):
    """Who sends the positions of the administration."""

    by_head = forms.TypedChoiceField(
        label=_("Who sends the position of your administration?"),
        choices=[
            ("no", _("a focal point")),
            ("yes", _("the head of administration, to whom the focal point passes it")),
        ],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
