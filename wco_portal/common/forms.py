"""What forms share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from typing_extensions import override

from wco_portal.common import zones
from wco_portal.common.errors import DomainError

T = TypeVar("T")
# Fields that guard a form.
GUARDS: Final = ("csrfmiddlewaretoken", "once")
MEGABYTE: Final = 1024 * 1024
# What people write, and forms of their own do not send: two words, other letters than English
# ones, an address of the web, or a long word. Ids, codes, days and numbers are none of these.
WORDS: Final = re.compile(r"\S\s+\S|[^\W\x00-\x7f]|://|[A-Za-z]{12}")
FEWEST_ROWS: Final = 4
MOST_ROWS: Final = 24


def at_most(size: int) -> Callable[[File[bytes]], None]:
    """Return a validator of a file field that refuses a larger file unread; the size in bytes."""

    def check(file: File[bytes]) -> None:
        if file.size > size:
            raise ValidationError(
                _("The file has more than %(most)s MB."),
                code="too_large",
                params={"most": size // MEGABYTE},
            )

    return check


class DayField(forms.DateField):
    """A day on which something may happen: every zone has its beginning and its end."""

    def __init__(self, **options: Any) -> None:
        """Show the day as browsers ask for one, unless the form says otherwise."""
        shown = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": shown} | options)

    @override
    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        if day is not None and day.year not in zones.YEARS:
            raise ValidationError(_("There is no such year."), code="no_such_time")
        return day


class LocalTimeField(forms.DateTimeField):
    """A time that clocks show; of which zone they are, the form knows."""

    def to_python(self, value: Any) -> dt.datetime | None:
        """Read it as in UTC, where no hour is skipped or shown twice, and leave the zone away."""
        with timezone.override(dt.UTC):
            read = super().to_python(value)
        return read and read.replace(tzinfo=None)


def set_on_clocks(
    form: forms.BaseForm, data: dict[str, Any], names: Iterable[str], *, zone: str
) -> None:
    """Read times of a form on the clocks of a zone; one that they never show is its error."""
    for name in names:
        if data.get(name):
            try:
                data[name] = on_clocks(data[name], zone)
            except ValidationError as no:
                form.add_error(name, no)
                data.pop(name, None)


def on_clocks(local: dt.datetime, zone: str) -> dt.datetime:
    """Return the time of clocks in a zone; refuse one that they never show."""
    try:
        zones.instant(local.date(), local.time(), zone=zone)
    except DomainError as no:
        raise ValidationError(str(no.message), code=no.code) from None
    return local.replace(tzinfo=ZoneInfo(zone))


def attempt(form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """Do the act of a valid form; a rule's no becomes the form's error and the values stay."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except DomainError as no:
        form.add_error(None, ValidationError(str(no.message), code=no.code))
    except ValidationError as no:
        _add(form, no)
    return None


def is_outrun(form: forms.BaseForm) -> bool:
    """Say whether somebody else changed meanwhile what this form changes."""
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, code="changed_meanwhile")


def status_of(form: forms.BaseForm) -> int:
    """Return the status of a page that shows a form: fresh, refused, or outrun by somebody else."""
    if is_outrun(form):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK


class _Labels(HTMLParser):
    """Read the labels of a page, and which field each is of."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self.labels: dict[str, list[str]] = {}
        self.now = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "label" and "for" in found:
            self.now = found["for"]
        elif tag in {"input", "textarea"} and {"id", "name"} <= set(found):
            self.names[found["id"]] = found["name"]

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.now = ""

    @override
    def handle_data(self, data: str) -> None:
        if self.now:
            self.labels.setdefault(self.now, []).append(data)


def labels_in(page: str) -> dict[str, str]:
    """Return by name the label that a page gives each of its fields."""
    read = _Labels()
    read.feed(page)
    return {
        read.names[key]: " ".join("".join(words).split())
        for key, words in read.labels.items()
        if key in read.names
    }


def _add(form: forms.BaseForm, no: ValidationError) -> None:
    if not hasattr(no, "error_dict"):
        form.add_error(None, no)
        return
    for field, errors in no.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


@dataclass(frozen=True, slots=True)
class Said:
    """A field as it was sent, with its label where that is known."""

    name: str
    value: str
    label: str = ""

    @property
    def is_words(self) -> bool:
        """Say whether somebody wrote it, as far as that can be told; a password is nobody's."""
        return "password" not in self.name and bool(WORDS.search(self.value))

    @property
    def rows(self) -> int:
        """Return how many rows show it."""
        return min(max(self.value.count("\n") + 1, FEWEST_ROWS), MOST_ROWS)


# Filled by the apps: what fields that are numbers or ids say in words, or how fields are called
# that only their form knows. Of what was sent, and of who reads it.
TOLD: Final[list[Callable[[MultiValueDict[str, Any], Any], list[Said]]]] = []


def sent(form: MultiValueDict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields of a form in their order, but for those that guard it."""
    return [
        (name, str(value)) for name in form if name not in GUARDS for value in form.getlist(name)
    ]


def written(form: MultiValueDict[str, Any], reader: object) -> list[Said]:
    """Return what somebody wrote or chose, to be given back where it is not kept; no password."""
    told = {each.name: each for say in TOLD for each in say(form, reader)}
    others = [each for each in told.values() if each.name not in form]
    found = [told[name] if name in told else Said(name, value) for name, value in sent(form)]
    return [*others, *(each for each in found if each.is_words or each.label)]
