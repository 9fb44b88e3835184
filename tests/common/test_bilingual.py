"""In which language a person wrote; and what of a title stays together."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from wco_portal.common.bilingual import as_written, language_of
from wco_portal.common.templatetags.truth import unbroken, written


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Release times should be measured before the next plan.", "en"),
        ("Les délais doivent être mesurés avant le prochain plan.", "fr"),
        ("L’intégrité d’abord.", "fr"),
        ("The “Convention de Kyoto révisée” is the base of our work.", "en"),
        ("OK", ""),
        ("", ""),
        ("E-Commerce, SAFE, 2019–2022", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_language_is_told_by_small_words_or_not_at_all(words, language):
    assert language_of(words) == language


def test_only_the_other_language_is_marked():
    french = "Les délais doivent être mesurés."
    with override("en"):
        assert written(french) == 'lang="fr"'
        assert (as_written(french).language, as_written(french).is_fallback) == ("fr", True)
        assert (as_written("OK").language, as_written("OK").is_fallback) == ("en", False)
    with override("fr"):
        assert written(french) == ""
        assert not as_written(french).is_fallback


def test_words_and_years_that_a_hyphen_joins_stay_on_one_line():
    whole = '<span class="whole">E-Commerce</span>'

    assert unbroken("Members put E-Commerce first") == f"Members put {whole} first"
    assert unbroken("Cross-border work") == "Cross-border work"
    assert unbroken("Plan 2019–2022") == 'Plan <span class="whole">2019–2022</span>'
    assert unbroken("<b>E-Commerce") == "&lt;b&gt;" + whole
    assert unbroken(mark_safe('<a href="/e-mail/">E-mail</a>')) == '<a href="/e-mail/">E-mail</a>'
