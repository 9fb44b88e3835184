import pytest

from tests.factories.people import person
from tests.factories.publishing import text
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.services import documents, translations

pytestmark = pytest.mark.django_db


def save(made, language, words, section=""):
    document = reading.in_language(made, language)
    documents.save_markdown(
        document, markdown_text=words, base_version=document.version, by=None, section=section
    )


def mark(made, language, block, state):
    document = reading.in_language(made, language)
    return translations.mark(document, block=block, state=state, by=person(R.EDITOR))


def states(made):
    return [(pair.states["en"], pair.states["fr"]) for pair in pairs.of(made)]


def test_every_block_says_in_each_language_how_far_it_is():
    made = text("One.\n\nTwo.\n\nThree.", "Un.\n\nDeux.")
    save(made, "en", "One.\n\nTwo, changed.\n\nThree.")
    save(made, "fr", "Un.\n\nDeux.\n\n> Seulement ici.")

    assert states(made) == [
        ("original", "translated"),
        ("original", "stale"),
        ("missing", "original"),
        ("original", "missing"),
    ]
    assert [pair.words("fr") for pair in pairs.of(made)] == [1, 1, 2, 1]
    assert pairs.of(made)[3].excerpt("fr") == "Three."
    assert reading.progress(made)[""] == {"translated": 1, "stale": 1, "missing": 2}


@pytest.mark.parametrize("state", TranslationState)
def test_a_translation_takes_every_state_and_is_translated_again_when_it_is_rewritten(state):
    made = text("One.", "Un.")
    [pair] = pairs.of(made)

    mark(made, "fr", pair.block, state)
    assert states(made) == [("original", state)]
    save(made, "fr", "Un, changé.")
    assert states(made) == [("original", "translated")]


def test_the_original_of_a_block_and_a_missing_one_take_no_state():
    made = text("One.\n\nTwo.", "Un.")
    first, second = pairs.of(made)

    for language, block in (("en", first.block), ("fr", second.block), ("fr", "NOTABLOCK0")):
        with pytest.raises(DomainError) as no:
            mark(made, language, block, TranslationState.FINAL)
        assert no.value.code == "not_translated"


def test_it_is_no_gap_which_section_was_written_first():
    made = text()
    for language, order in (("en", "AB"), ("fr", "BA")):
        for letter in order:
            save(made, language, f"{language} {letter}", section=letter * 10)

    assert reading.structure_gaps(made) == []
    save(made, "en", "One.\n\nTwo.", section="A" * 10)
    save(made, "fr", "Un.\n\nDeux.", section="A" * 10)
    save(made, "fr", "Deux.\n\nUn.", section="A" * 10)
    assert {gap.section for gap in reading.structure_gaps(made)} <= {"A" * 10}
