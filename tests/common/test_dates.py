import datetime as dt

import pytest
from django.utils.translation import override

from wco_portal.common import dates


@pytest.mark.parametrize(
    ("words", "language", "shown"),
    [
        ("8 November 2018", "fr", "8 novembre 2018"),
        ("1 March 2019", "fr", "1er mars 2019"),
        ("January 2019", "fr", "janvier 2019"),
        ("2019-01", "en", "January 2019"),
        ("2019-01-26", "fr", "26 janvier 2019"),
        ("2019", "fr", "2019"),
        ("spring 2019", "en", "spring 2019"),
        ("", "en", ""),
    ],
)
def test_date_of_a_source_is_read_in_the_readers_language(words, language, shown):
    with override(language):
        assert dates.written(words).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("precision", "last", "shown"),
    [
        ("month", dt.date(2019, 6, 3), "juin 2019"),
        ("month", dt.date(2019, 7, 1), "juin 2019 – juillet 2019"),
        ("year", dt.date(2019, 12, 31), "2019"),
        ("day", dt.date(2019, 6, 3), "1er–3 juin 2019"),
    ],
)
def test_days_that_are_known_by_the_month_only_are_named_once(precision, last, shown):
    with override("fr"):
        found = dates.span(dt.date(2019, 6, 1), last, precision=precision)

    assert found.replace("\u00a0", " ") == shown
