import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.people import person
from tests.factories.publishing import text
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Revision
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import chain, documents, translations

pytestmark = pytest.mark.django_db

THREE = "One two three four five six.\n\nSecond.\n\nThird."


def english(made):
    return reading.in_language(made, "en")


def save(document, words, base, **more):
    return documents.save_markdown(
        document, markdown_text=words, base_version=base, by=None, **more
    )


def test_a_save_keeps_a_version_with_its_author_and_reason():
    editor = person(R.EDITOR)
    made = text(THREE)

    saved = documents.save_markdown(
        english(made),
        markdown_text=THREE.replace("Second", "2nd"),
        base_version=1,
        by=editor,
        reason="Shorter",
    )

    assert (saved.document.version, saved.is_merged) == (2, False)
    assert (saved.revision.author, saved.revision.reason) == (editor, "Shorter")
    assert reading.as_markdown(english(made)) == THREE.replace("Second", "2nd") + "\n"
    assert list(chain.breaks()) == []


def test_saving_the_same_words_makes_no_version():
    made = text(THREE)

    assert save(english(made), THREE, 1).revision is None
    assert english(made).version == 1


def test_two_editors_in_one_paragraph_are_merged():
    made = text(THREE)
    save(english(made), THREE.replace("two", "zwei"), 1)

    saved = save(english(made), THREE.replace("five", "cinq"), 1)

    assert saved.is_merged
    assert reading.as_markdown(english(made)).startswith("One zwei three four cinq six.")


def test_two_editors_at_the_same_words_get_both_texts():
    made = text(THREE)
    save(english(made), THREE.replace("two", "THEIRS"), 1)

    with pytest.raises(documents.TextClash) as clash:
        save(english(made), THREE.replace("two", "YOURS"), 1)

    [block] = clash.value.clashes
    shown = [schema.canonical(part).decode() for part in (block.base, block.yours, block.theirs)]
    assert ["two" in shown[0], "YOURS" in shown[1], "THEIRS" in shown[2]] == [True, True, True]
    assert english(made).version == 2


def test_a_version_that_never_was_is_refused():
    with pytest.raises(DomainError) as no:
        save(english(text(THREE)), "x", 7)

    assert no.value.code == "version_unknown"


@pytest.mark.parametrize("words", ["a\x00b", "x" * 200_001])
def test_a_text_that_breaks_a_rule_is_refused_and_nothing_is_saved(words):
    made = text(THREE)

    with pytest.raises(DomainError) as no:
        save(english(made), words, 1)

    assert (no.value.code, english(made).version) == ("text_invalid", 1)


def test_restoring_makes_a_new_version_and_needs_a_reason():
    editor = person(R.EDITOR)
    made = text(THREE)
    save(english(made), "Quite other words.", 1)

    with pytest.raises(DomainError):
        documents.restore(english(made), version=1, by=editor, reason=" ")
    documents.restore(english(made), version=1, by=editor, reason="A mistake")

    assert english(made).version == 3
    assert reading.as_markdown(english(made)) == THREE + "\n"


def test_revisions_are_never_changed_or_deleted():
    revision = Revision.objects.filter(document=english(text(THREE)))

    for act in (lambda: revision.update(reason="x"), revision.delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            act()


def test_verify_history_names_the_first_broken_link():
    made = text(THREE)
    save(english(made), "Other.", 1)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE publishing_revision DISABLE TRIGGER USER")
        cursor.execute("UPDATE publishing_revision SET reason = 'forged' WHERE version = 1")
        cursor.execute("ALTER TABLE publishing_revision ENABLE TRIGGER USER")

    [link] = chain.breaks()

    assert (link.version, link.why) == (1, "the hash does not hold")


def test_a_translation_shares_the_ids_and_goes_stale_when_its_source_changes():
    made = text("First.\n\nSecond.", "Premier.\n\nDeuxième.")

    assert reading.structure_gaps(made) == []
    assert [row.fr.state for row in reading.side_by_side(made)] == ["translated", "translated"]
    save(english(made), "First.\n\nSecond, changed.", 1)

    rows = reading.side_by_side(made)
    assert [(row.en.state, row.fr.state) for row in rows] == [
        ("original", "translated"),
        ("original", "stale"),
    ]
    assert [p.text for p in rows[1].fr.source_change.lines[0] if p.change] == [", changed"]
    assert [language for language, _block in reading.stale(made)] == ["fr"]
    translations.mark(
        reading.in_language(made, "fr"),
        block=rows[1].block,
        state=TranslationState.FINAL,
        by=person(R.EDITOR),
    )
    assert reading.stale(made) == []
    assert reading.side_by_side(made)[1].fr.state == "final"


def test_a_new_paragraph_in_both_languages_gets_one_id_and_a_missing_one_is_a_gap():
    made = text("First.\n\nThird.", "Premier.\n\nTroisième.")
    save(english(made), "First.\n\nSecond.\n\nThird.", 1)

    [gap] = reading.structure_gaps(made)
    assert (gap.first_kind, gap.second_kind) == ("paragraph", "")
    french = reading.in_language(made, "fr")
    save(french, "Premier.\n\nDeuxième.\n\nTroisième.", 1)
    assert reading.structure_gaps(made) == []


def test_an_original_in_french_makes_the_english_the_translation():
    made = text("", "Premier.")

    save(english(made), "First.", 0)

    [row] = reading.side_by_side(made)
    assert (row.fr.state, row.en.state) == ("original", "translated")


def test_sections_are_saved_alone():
    made = text("Intro.")
    element = "AAAAAAAAAA"
    save(english(made), "In the section.", 1, section=element)

    save(english(made), "Intro changed.", 1)

    assert reading.as_markdown(english(made)) == "Intro changed.\n"
    assert reading.as_markdown(english(made), section=element) == "In the section.\n"
