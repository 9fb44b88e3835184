"""What people type, made clean; values stay when something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.http import QueryDict  # noqa: TID251 -- the type of what was sent
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conferences.enums import GIVEN, DelegationRole
from conferences.models import Conference, Registration
from conferences.selectors.registrations import ORDERS, VIEWS, Wanted
from conferences.services.nominations import Nominee
from wco_portal.common import zones
from wco_portal.common.forms import DayField, LocalTimeField, set_on_clocks
from wco_portal.common.ids import SLUG
from wco_portal.directory.models import Region

MOST_PEOPLE: Final = 10
LONGEST: Final = 2
LANGUAGES: Final = [("en", gettext_lazy("English")), ("fr", gettext_lazy("French"))]
ROLES: Final = [(role.value, capfirst(role.label)) for role in DelegationRole]
WORDS: Final = ("given_name", "family_name", "title", "email")


class AnswerForm(forms.Form):
    """Will the administration attend?"""

    answer = forms.ChoiceField(choices=GIVEN)


@dataclass(frozen=True, slots=True)
class Block:
    """The fields of one person in a form of several."""

    number: int
    fields: list[forms.BoundField]


class NominationForm(forms.Form):
    """Several persons in one form; a person of whom nothing is written does not count."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        people: int = 3,
        needs_head: bool = True,
        language: str = "en",
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = max(1, min(people, MOST_PEOPLE))
        for number in range(1, self.people + 1):
            self._add_words(number)
            role = DelegationRole.HEAD if needs_head and number == 1 else DelegationRole.ADVISER
            self.fields[f"p{number}-role"] = forms.ChoiceField(
                label=gettext_lazy("Role"), choices=ROLES, initial=role.value
            )
            self.fields[f"p{number}-language"] = forms.ChoiceField(
                label=gettext_lazy("Language of mails and badge"),
                choices=LANGUAGES,
                initial=language,
            )

    def _add_words(self, number: int) -> None:
        """Ask for name and address, unless a further person was left empty."""
        messages = {
            "given_name": _("Write the given name of person %(number)s."),
            "family_name": _("Write the family name of person %(number)s."),
            "email": _("Write an e-mail address for person %(number)s."),
        }
        for name, field in forms.fields_for_model(Registration, fields=WORDS).items():
            field.required = name in messages and not self._is_empty(number)
            field.error_messages["required"] = messages.get(name, "") % {"number": number}
            self.fields[f"p{number}-{name}"] = field

    def _is_empty(self, number: int) -> bool:
        words = [self.data.get(f"p{number}-{name}", "").strip() for name in WORDS]
        return self.is_bound and number > 1 and not any(words)

    def blocks(self) -> Iterator[Block]:
        """Give the fields of each person."""
        for number in range(1, self.people + 1):
            names = [name for name in self.fields if name.startswith(f"p{number}-")]
            yield Block(number, [self[name] for name in names])

    def nominees(self) -> list[Nominee]:
        """Return the persons, once the form is valid."""
        people = [
            {each.name: self.cleaned_data[f"p{number}-{each.name}"] for each in fields(Nominee)}
            for number in range(1, self.people + 1)
        ]
        return [Nominee(**person) for person in people if person["family_name"]]


def nomination(
    data: QueryDict, *, is_sent: bool, free: int, needs_head: bool, language: str
) -> NominationForm:
    """Return the form as it was sent, or with one person more and the values kept."""
    asked = data.get("people", "3")
    people = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST else 3
    words: dict[str, Any] = {"needs_head": needs_head, "language": language}
    if is_sent:
        return NominationForm(data, people=min(people, max(free, 1)), **words)
    return NominationForm(initial=data.dict(), people=min(people + ("more" in data), free), **words)


class PersonForm(forms.ModelForm[Registration]):
    """One person: a correction or a substitute."""

    class Meta:
        model = Registration
        fields = ["given_name", "family_name", "title", "email", "language"]

    def nominee(self, *, role: str) -> Nominee:
        """Return the person as a nominee in a role."""
        return Nominee(role=role, **self.cleaned_data)


class RemarkForm(forms.Form):
    """A reason that the administration will read."""

    remark = forms.CharField(
        label=gettext_lazy("What the administration reads"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(forms.Form):
    """A withdrawal, with a reason if one is given."""

    remark = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CapacityForm(forms.Form):
    """A new number of places, and why."""

    capacity = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=100_000)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, conference: Conference) -> CapacityForm:
        """Return the form as it stands."""
        return cls(initial={"capacity": conference.capacity, "version": conference.version})


class QuotaForm(forms.Form):
    """A new number of places of a delegation, and why."""

    quota = forms.IntegerField(
        label=gettext_lazy("Places of the delegation"), min_value=0, max_value=100
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400)


class EditionForm(forms.ModelForm[Conference]):
    """A new edition; its address is given once."""

    TIMES: ClassVar = ("nominations_open_at", "nominations_close_at", "changes_close_at")

    class Meta:
        model = Conference
        fields = (
            "title_en",
            "title_fr",
            "slug",
            "summary_en",
            "summary_fr",
            "place_en",
            "place_fr",
            "zone",
            "starts_on",
            "ends_on",
            "capacity",
            "quota",
            "nominations_open_at",
            "nominations_close_at",
            "changes_close_at",
        )
        field_classes: ClassVar = {
            "starts_on": DayField,
            "ends_on": DayField,
            "nominations_open_at": LocalTimeField,
            "nominations_close_at": LocalTimeField,
            "changes_close_at": LocalTimeField,
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "summary_en": forms.Textarea(attrs={"rows": 3}),
            "summary_fr": forms.Textarea(attrs={"rows": 3}),
            "nominations_open_at": forms.DateTimeInput(attrs={"type": "datetime-local"}),
            "nominations_close_at": forms.DateTimeInput(attrs={"type": "datetime-local"}),
            "changes_close_at": forms.DateTimeInput(attrs={"type": "datetime-local"}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["slug"].validators.append(RegexValidator(f"^{SLUG}$"))
        self.fields["zone"] = forms.ChoiceField(
            label=self.fields["zone"].label,
            choices=zones.choices(self.instance.zone),
            initial=settings.PORTAL_ZONE,
        )
        for name in ("starts_on", "ends_on", "nominations_open_at", "nominations_close_at"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Read the times of the form as those of the place of the conference."""
        cleaned = super().clean() or self.cleaned_data
        zone = cleaned.get("zone") or settings.PORTAL_ZONE
        set_on_clocks(self, cleaned, self.TIMES, zone=zone)
        return cleaned


class WorklistForm(forms.Form):
    """What the registrar narrows the list to; what is not in the lists is ignored."""

    q = forms.CharField(
        label=gettext_lazy("Name, Member, e-mail or reference"), required=False, max_length=100
    )
    region = forms.ModelChoiceField(
        Region.objects.order_by("order"),
        label=gettext_lazy("Region"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("All regions"),
    )
    view = forms.ChoiceField(
        choices=[(name, name) for name in VIEWS], required=False, widget=forms.HiddenInput
    )
    order = forms.ChoiceField(
        choices=[(name, name) for name in ORDERS], required=False, widget=forms.HiddenInput
    )

    def wanted(self) -> Wanted:
        """Return what was asked for, as far as it makes sense."""
        self.is_valid()
        region = self.cleaned_data.get("region")
        return Wanted(
            view=self.cleaned_data.get("view") or "all",
            text=self.cleaned_data.get("q") or "",
            region=region.code if region else "",
            order=self.cleaned_data.get("order") or "arrival",
        )
