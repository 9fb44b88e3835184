from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from strategy.forms.indicators import decimal


class One(forms.Form):
    """A form with a number."""

    number = decimal("Number", required=False)


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("fr", "1 234,5", "1234.5"),
        ("fr", "1\u202f234,5", "1234.5"),
        ("en", "1 234.5", "1234.5"),
        ("en", "-5", "-5"),
        ("en", "0", "0"),
        ("en", " ", None),
        ("en", "1,000", False),
        ("en", "12,5", False),
        ("fr", "1.000,5", False),
        ("en", "NaN", False),
        ("fr", "N/A", False),
        ("en", "1e400", False),
        ("en", "1e9999999", False),
        ("en", "123456789012", False),
    ],
)
def test_a_number_is_read_as_its_language_writes_it_or_refused(language, words, number):
    with override(language):
        form = One({"number": words})

        assert form.is_valid() is (number is not False)

    if number is not False:
        assert form.cleaned_data["number"] == (None if number is None else Decimal(number))
