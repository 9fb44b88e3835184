"""What comes in about plans, made clean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import Verdict
from strategy.services.plans import Draft
from wco_portal.access.policies import Denied
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import DayField, attempt
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.services.documents import Saved, TextClash


def area(rows: int, language: str = "") -> forms.Textarea:
    """Make a text area, in a language of its own."""
    return forms.Textarea(attrs={"rows": rows} | ({"lang": language} if language else {}))


class WritingForm(forms.Form):
    """A section in both languages, with the versions that its writer started from."""

    english = forms.CharField(
        label=_("Text in English"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(12, "en"),
    )
    french = forms.CharField(
        label=_("Text in French"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(12, "fr"),
    )
    base_en = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    base_fr = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What changed, in a few words (for the history)"), required=False, max_length=200
    )

    def drafts(self) -> dict[str, Draft]:
        """Return what was written, by language."""
        data = self.cleaned_data
        return {
            "en": Draft(data["english"], data["base_en"]),
            "fr": Draft(data["french"], data["base_fr"]),
        }

    def against(self, language: str, words: str, version: int) -> WritingForm:
        """Return the same form with other words in a language, to be saved against a version."""
        name = {"en": "english", "fr": "french"}[language]
        return WritingForm(initial={**self.cleaned_data, name: words, f"base_{language}": version})


def attempt_writing(
    form: forms.BaseForm, act: Callable[[], list[Saved]]
) -> list[Saved] | TextClash | None:
    """Save what was written: what was saved, None with the form's errors, or where two clash.

    A text that was closed meanwhile is such an error: the words stay in the form.
    """
    clashes: list[TextClash] = []

    def tried() -> list[Saved]:
        try:
            return act()
        except TextClash as clash:
            clashes.append(clash)
            raise
        except Denied as no:
            if no.is_closed:
                raise DomainError(str(no), code="text_closed") from no
            raise

    done = attempt(form, tried)
    return clashes[0] if clashes else done


class TitleForm(forms.Form):
    """The title of an element in both languages."""

    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=200)
    title_fr = forms.CharField(label=_("Title in French"), required=False, max_length=200)
    base_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def against(self, version: int) -> TitleForm:
        """Return the form with its errors; who was told of another title may save over it."""
        if self.has_error(NON_FIELD_ERRORS, code="changed_meanwhile"):
            given = {name: self[name].data for name in self.fields}
            self.data = given | {"base_version": str(version)}
        return self


class PlanForm(forms.Form):
    """A new plan."""

    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    slug = forms.CharField(
        label=_("Name in the address"),
        help_text=_("Lower-case letters, digits and hyphens, for example 2022-2025."),
        max_length=60,
        validators=[RegexValidator("^[a-z0-9-]{1,60}$")],
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))


class MarkForm(forms.Form):
    """How far the translation of a block is."""

    language = forms.ChoiceField(choices=[("en", "en"), ("fr", "fr")])
    block = forms.CharField(max_length=10)
    state = forms.ChoiceField(choices=TranslationState.choices)


class RestoreForm(forms.Form):
    """Why an older version comes back."""

    reason = forms.CharField(label=_("Why it comes back"), max_length=200)


class NameForm(forms.Form):
    """What people call the text as it stands."""

    name = forms.CharField(
        label=_("Name of the version"),
        help_text=_("For example: after the workshop in Amman."),
        max_length=120,
    )


class BeforeForm(forms.Form):
    """From which version back the history is shown, in each language."""

    en = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    fr = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class SubmitForm(forms.Form):
    """The session of the Council to which a plan is submitted."""

    meeting = forms.ModelChoiceField(GoverningMeeting.objects.none(), label=_("Session"))
    agenda_item = forms.CharField(label=_("Agenda item"), required=False, max_length=20)
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=40)

    def __init__(self, meetings: QuerySet[GoverningMeeting], data: Any = None) -> None:
        super().__init__(data)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]  # -- a model field
        self.fields["meeting"].initial = meetings.first()


class DecisionForm(forms.Form):
    """A decision of the Council, with its reference and date."""

    reference = forms.CharField(label=_("Reference of the decision"), max_length=80)
    decided_on = DayField(label=_("Date of the decision"))


class EndorseForm(DecisionForm):
    """An endorsement of the Policy Commission."""

    meeting = forms.ModelChoiceField(GoverningMeeting.objects.none(), label=_("Session"))
    field_order = ("meeting", "reference", "decided_on")

    def __init__(self, meetings: QuerySet[GoverningMeeting], data: Any = None) -> None:
        super().__init__(data)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]  # -- a model field


class ReasonsForm(forms.Form):
    """Why a plan goes back or is withdrawn."""

    reasons_en = forms.CharField(
        label=_("Reasons in English"), required=False, widget=area(5, "en")
    )
    reasons_fr = forms.CharField(label=_("Reasons in French"), required=False, widget=area(5, "fr"))


class ReviewForm(forms.Form):
    """The period that a review looks at."""

    starts_on = DayField(label=_("First day of the period"))
    ends_on = DayField(label=_("Last day of the period"))


class FindingForm(forms.Form):
    """What a review finds for one goal or objective."""

    verdict = forms.ChoiceField(
        label=_("Keep, change or drop"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    finding_en = forms.CharField(
        label=_("Finding in English"), required=False, widget=area(3, "en")
    )
    finding_fr = forms.CharField(label=_("Finding in French"), required=False, widget=area(3, "fr"))


class CloseForm(forms.Form):
    """The summary that closes a review."""

    summary_en = forms.CharField(
        label=_("Summary in English"), required=False, widget=area(4, "en")
    )
    summary_fr = forms.CharField(label=_("Summary in French"), required=False, widget=area(4, "fr"))
    adds_parts = forms.BooleanField(
        label=_("The plan is to get new parts: open an amendment for them too"), required=False
    )


class CompareForm(forms.Form):
    """Which two versions, in which language."""

    old = forms.CharField(label=_("From"), required=False)
    new = forms.CharField(label=_("To"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", _("English")), ("fr", _("French"))], required=False
    )
