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
