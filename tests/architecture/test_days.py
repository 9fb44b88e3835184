"""Near the ends of the calendar some zone has no time for a day: no door lets such a day in."""

import pytest
from django import forms
from django.urls import get_resolver
from rest_framework import serializers

from wco_portal.api.serializers import Body, DayIn, MomentIn
from wco_portal.common.days import AsOf
from wco_portal.common.forms import DayField, LocalTimeField
from wco_portal.publishing.forms import DecideForm

OURS = ("wco_portal.", "strategy.", "communications.", "conferences.")
CAREFUL = {
    forms.DateField: DayField,
    forms.DateTimeField: LocalTimeField,
    serializers.DateField: DayIn,
    serializers.DateTimeField: MomentIn,
}


def below(base):
    for each in base.__subclasses__():
        yield each
        yield from below(each)


def careless(fields):
    return [
        name
        for name, field in fields.items()
        for kind, careful in CAREFUL.items()
        if isinstance(field, kind) and not isinstance(field, careful)
    ]


@pytest.mark.parametrize(
    ("base", "fields"),
    [
        (forms.BaseForm, lambda kind: getattr(kind, "base_fields", {})),
        (Body, lambda kind: kind._declared_fields),
    ],
    ids=["forms", "bodies"],
)
def test_every_day_that_comes_in_is_of_a_year_in_which_something_happens(base, fields):
    assert get_resolver().url_patterns  # All forms and bodies are there.
    # A reader's day is held to today; the moment in the other is the page's own, not typed.
    ours = {each for each in below(base) if each.__module__.startswith(OURS)} - {AsOf, DecideForm}
    assert len(ours) > 20

    wrong = [
        f"{each.__module__}.{each.__name__}.{name}"
        for each in ours
        for name in careless(fields(each))
    ]

    assert wrong == []
