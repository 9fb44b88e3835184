"""What Members say of a clause, made clean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from strategy.enums.contributions import ClausePart, Consent, Stance
from strategy.forms.plans import area
from strategy.models import Contribution, ContributionRevision
from strategy.services.contributions import WHOLE, Place, Said
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member

HELP = _(
    "The Secretariat and your region’s coordinator read it in any case. Other Members can support "
    "only what they may read."
)


def consent_field(help_text: Any = HELP) -> forms.ChoiceField:
    """Make the question how something may be published; nobody has agreed before being asked."""
    return forms.ChoiceField(
        label=_("May this be published?"),
        help_text=help_text,
        choices=Consent.choices,
        initial=Consent.NONE,
        widget=forms.RadioSelect,
    )


class SpeakerForm(forms.Form):
    """For which of the person's Members it is said; asked only where there are several."""

    member = forms.ModelChoiceField(
        Member.objects.none(), label=_("Administration"), to_field_name="code"
    )

    def __init__(self, members: QuerySet[Member], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["member"]
        field.queryset = members
        if len(found := list(members[:2])) == 1:
            field.widget, field.initial = forms.HiddenInput(), found[0].code


class CommentForm(SpeakerForm):
    """A comment on an element, or on words of it."""

    quote = forms.CharField(
        label=_("Words of the text that it is about"),
        help_text=_("Copied as they stand there; leave it empty to speak of the whole."),
        max_length=400,
        required=False,
        widget=area(2),
    )
    words = forms.CharField(label=_("Comment"), max_length=4000, widget=area(5))
    consent = consent_field()

    def said(self) -> Said:
        """Return what is said."""
        data = self.cleaned_data
        return Said(data["words"], data["quote"], consent=Consent(data["consent"]))


class ProposalForm(SpeakerForm):
    """Other wording of an element in one language or in both, and why."""

    wording_en = forms.CharField(
        label=_("Wording in English"),
        help_text=_("The text as it stands in the version: change it, or leave it as it is."),
        max_length=10_000,
        required=False,
        widget=area(8, "en"),
    )
    wording_fr = forms.CharField(
        label=_("Wording in French"),
        help_text=_("May stay as it is: the Secretariat then sees to the translation."),
        max_length=10_000,
        required=False,
        widget=area(8, "fr"),
    )
    words = forms.CharField(label=_("Why?"), max_length=4000, widget=area(4))
    consent = consent_field()

    def said(self) -> Said:
        """Return what is proposed."""
        data = self.cleaned_data
        wording = {code: data[f"wording_{code}"] for code in LANGUAGES}
        return Said(data["words"], wording=wording, consent=Consent(data["consent"]))


class TitleForm(ProposalForm):
    """Another title of an element in one language or in both, and why."""

    wording_en = forms.CharField(
        label=_("Title in English"),
        help_text=_("The title as it stands in the version: change it, or leave it as it is."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    wording_fr = forms.CharField(
        label=_("Title in French"),
        help_text=_("May stay as it is: the Secretariat then sees to the translation."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"lang": "fr"}),
    )


class PlaceForm(forms.Form):
    """Which part the address speaks of; without a word, or with a wrong one, the whole text."""

    part = forms.ChoiceField(choices=ClausePart.choices, required=False)
    block = forms.RegexField(f"^{PATTERN}$", required=False)

    def place(self) -> Place:
        """Return the part."""
        if not self.is_valid():
            return WHOLE
        data = self.cleaned_data
        return Place(ClausePart(data["part"] or ClausePart.TEXT), data["block"])


class AnswerThreadForm(SpeakerForm):
    """An answer in a thread: of a Member, or of the Secretariat, which is always named."""

    words = forms.CharField(label=_("Answer"), max_length=4000, widget=area(4))
    consent = consent_field(_("It is never shown to more people than what it answers."))

    def __init__(self, members: QuerySet[Member], *args: Any, **options: Any) -> None:
        super().__init__(members, *args, **options)
        if not members:
            del self.fields["member"], self.fields["consent"]

    def said(self) -> Said:
        """Return what is answered."""
        data = self.cleaned_data
        return Said(data["words"], consent=Consent(data.get("consent", Consent.NAMED)))


class VersionForm(forms.Form):
    """The version that the person has read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class WithdrawContributionForm(VersionForm):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        help_text=_("Stands in its place for those who could read it."),
        max_length=600,
        widget=area(2),
    )


class StandForm(SpeakerForm):
    """What a Member thinks of another one's proposal."""

    stance = forms.ChoiceField(
        label=_("Your administration"), choices=Stance.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "Read by the Secretariat, the proposing Member and its region’s coordinator, with the "
            "name of your administration. Everybody else sees how many of each region."
        ),
        max_length=1000,
        required=False,
        widget=area(2),
    )


class RedactForm(forms.Form):
    """Which passage goes, and why."""

    passage = forms.CharField(
        label=_("Passage"),
        help_text=_("Copied as it stands there; it goes wherever the same words stand."),
        max_length=4000,
        widget=area(3),
    )
    reason_en = forms.CharField(label=_("Reason in English"), max_length=300, required=False)
    reason_fr = forms.CharField(label=_("Reason in French"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason in one language at least."""
        data = super().clean() or {}
        if not data.get("reason_en") and not data.get("reason_fr"):
            self.add_error("reason_en", _("Say why the passage is removed."))
        return data

    def reason(self) -> dict[str, str]:
        """Return why, by language."""
        return {code: self.cleaned_data[f"reason_{code}"] for code in LANGUAGES}


def start(contribution: Contribution, texts: dict[str, str]) -> dict[str, Any]:
    """Return what the form of a revision starts from; `texts` where no wording is proposed."""
    said: ContributionRevision = contribution.said
    wording = {f"wording_{code}": said.wording(code) or texts.get(code, "") for code in LANGUAGES}
    member = contribution.member.code if contribution.member else ""
    kept = {"words": said.words, "quote": said.quote, "consent": said.consent, "member": member}
    return wording | kept
