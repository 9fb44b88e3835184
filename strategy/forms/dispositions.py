"""What comes in about answers to what Members said, made clean."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy import selectors
from strategy.enums.contributions import ClausePart
from strategy.enums.dispositions import Answer, InputKind
from strategy.forms.plans import area
from strategy.models import Disposition, Plan
from strategy.selectors import dispositions, inputs
from strategy.services.dispositions import Given

ALL = ("", gettext_lazy("All"))
STATES = (
    ALL,
    ("unanswered", gettext_lazy("Unanswered")),
    ("draft", gettext_lazy("Drafted")),
    ("published", gettext_lazy("Published")),
)


class InputsForm(forms.Form):
    """Which inputs an editor wants to see; what means nothing asks for everything."""

    state = forms.ChoiceField(
        label=pgettext_lazy("to a Member", "Answer"), choices=STATES, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What was said"), choices=[ALL, *InputKind.choices], required=False
    )
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Where it was said"), required=False)

    def __init__(self, plan: Plan, data: Any) -> None:
        super().__init__(data)
        regions = [(each.code, str(each)) for each in selectors.inputs.regions()]
        self.fields["region"].choices = [ALL, *regions]  # type: ignore[attr-defined]  # -- a choice field
        sources = [(each.slug, each.title) for each in selectors.inputs.sources(plan)]
        self.fields["source"].choices = [ALL, *sources]  # type: ignore[attr-defined]  # -- as above

    def wanted(self) -> inputs.Wanted:
        """Return what is asked for."""
        self.full_clean()
        return inputs.Wanted(**{name: self.cleaned_data.get(name, "") for name in self.fields})

    def waiting(self) -> str:
        """Return the query that asks to answer all that is shown and not published."""
        asked = {name: value for name in self.fields if (value := self.cleaned_data.get(name))}
        return urlencode(asked | {"matching": "on"})


class AnswersForm(forms.Form):
    """Which answers a reader wants to see; what means nothing asks for everything."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("to a Member", "Answer"), choices=[ALL, *Answer.choices], required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What was said"), choices=[ALL, *InputKind.choices], required=False
    )
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    element = forms.SlugField(max_length=10, required=False, widget=forms.HiddenInput)
    block = forms.SlugField(max_length=10, required=False, widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=ClausePart.choices, required=False, widget=forms.HiddenInput)
    about = forms.SlugField(max_length=10, required=False, widget=forms.HiddenInput)
    answer = forms.SlugField(max_length=10, required=False, widget=forms.HiddenInput)
    mine = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        regions = [(each.code, str(each)) for each in selectors.inputs.regions()]
        self.fields["region"].choices = [ALL, *regions]  # type: ignore[attr-defined]  # -- a choice field

    def wanted(self) -> dispositions.Wanted:
        """Return what is asked for."""
        self.full_clean()
        data = self.cleaned_data
        names = ("kind", "region", "element", "block", "part", "about")
        said = {name: data.get(name, "") for name in names}
        return dispositions.Wanted(
            **said,
            answer=data.get("outcome", ""),
            one=data.get("answer", ""),
            mine=data.get("mine", False),
        )


class AnswerForm(forms.Form):
    """An answer with its reason in both languages, and what of the plan changed."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("to a Member", "Answer"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
    )
    reason_en = forms.CharField(
        label=gettext_lazy("Reason in English"),
        help_text=gettext_lazy("A draft may lack a language; what is published has both."),
        required=False,
        max_length=2000,
        widget=area(4, "en"),
    )
    reason_fr = forms.CharField(
        label=gettext_lazy("Reason in French"),
        required=False,
        max_length=2000,
        widget=area(4, "fr"),
    )
    place = forms.ChoiceField(label=gettext_lazy("What of the plan it leads to"), required=False)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, plan: Plan, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        choices = [("", _("Nothing in the plan")), *selectors.dispositions.places(plan)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]  # -- a choice field

    def given(self) -> Given:
        """Return what was answered."""
        data = self.cleaned_data
        element, _colon, block = data["place"].partition(":")
        return Given(
            answer=Answer(data["answer"]),
            reason={"en": data["reason_en"], "fr": data["reason_fr"]},
            element=self.plan.elements.filter(public_id=element).first() if element else None,
            block=block,
        )


class CorrectForm(AnswerForm):
    """Another answer than the published one, with the reason why."""

    why_en = forms.CharField(
        label=gettext_lazy("Why it is corrected, in English"),
        help_text=gettext_lazy("Everybody reads it, beside what the answer said before."),
        required=False,
        max_length=600,
        widget=area(2, "en"),
    )
    why_fr = forms.CharField(
        label=gettext_lazy("Why it is corrected, in French"),
        required=False,
        max_length=600,
        widget=area(2, "fr"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason in one language at least."""
        data = super().clean() or {}
        if not data.get("why_en") and not data.get("why_fr"):
            self.add_error("why_en", _("Say why the answer is corrected."))
        return data

    def why(self) -> dict[str, str]:
        """Return why."""
        return {code: self.cleaned_data[f"why_{code}"] for code in ("en", "fr")}


def as_initial(given: Disposition | None) -> dict[str, Any]:
    """Return what the form of an answer starts from."""
    if given is None:
        return {"version": 0}
    element = given.element.public_id if given.element else ""
    place = f"{element}:{given.block}" if element or given.block else ""
    names = ("answer", "reason_en", "reason_fr", "version")
    return {name: getattr(given, name) for name in names} | {"place": place}
