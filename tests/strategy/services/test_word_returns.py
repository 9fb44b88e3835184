import base64
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from strategy import selectors
from strategy.selectors import plan_book
from strategy.services import plans, word_returns
from strategy.services.word_returns import Choices
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.rules.word.files import dele, ins, marked, p, r, written
from tests.publishing.rules.word.writer import docx_of
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.services import docx
from wco_portal.jobs.models import Job
from wco_portal.publishing.models import Suggestion
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db
WORDS = "One stays.\n\nTwo is here.\n\n- a\n- b\n"


@pytest.fixture
def editor():
    return person(R.EDITOR)


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def goal(plan, editor):
    """The first goal, with three blocks."""
    element = plan.elements.steering().in_order().first()
    write(plan, element, WORDS, editor)
    return element


def english(plan):
    return plan.text.documents.get(language="en")


def write(plan, element, words, by):
    version = english(plan).version
    drafts = {"en": plans.Draft(words, version)}
    plans.write(plan, drafts=drafts, by=by, section=element.public_id)


def words_of(plan, element):
    return reading.as_markdown(english(plan), section=element.public_id)


def origin(plan):
    return f"{plan.slug} en {english(plan).version}"


def ids_of(plan, element):
    return [
        schema.block_id(b) for b in schema.blocks(english(plan).body, section=element.public_id)
    ]


def file_of(plan, element, *paragraphs, lists=True):
    """The element as it left, but with these paragraphs in place of its first two."""
    items = ids_of(plan, element)[2]
    tail = p(marked(items, r("a")), style="ListBullet") + p(r("b"), style="ListBullet")
    head = p(
        marked(element.public_id, r(f"{element.number}\u2002{element.title_en}")), style="Heading2"
    )
    body = p(r("The cover"), style="Title") + head + "".join(paragraphs) + (tail if lists else "")
    return written(body, identifier=origin(plan))


def kept(plan, data, by):
    found = word_returns.keep(plan, data, name="plan.docx", by=by)
    return found, selectors.word_returns.look(found)


def test_a_file_that_nobody_changed_changes_nothing(plan, editor, goal):
    blocks, heads = [], []
    body = english(plan).body
    for section in schema.sections(body):
        heads.append((len(blocks), schema.block_id(section), "Title", 2))
        blocks += section.get("content", [])

    _found, look = kept(plan, docx_of(blocks, identifier=origin(plan), heads=heads), editor)

    assert look.joined == english(plan).body
    assert (look.clashes, look.returned.added, look.returned.gone) == ((), {}, {})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_file_that_the_portal_gives_out_comes_back_as_it_left(plan, editor, goal, language):
    write(plan, goal, WORDS + "\nWho: «\u00a0all\u00a0»; see [us](/en/plans/)?\n", editor)
    given = selectors.plan_outlines.edition(plan, editor)
    with override(language):
        data = docx.write(plan_book.of(given, language, editor))

    found, look = kept(plan, data, editor)

    assert (found.language, look.clashes, look.returned.added) == (language, (), {})
    assert (look.returned.gone, look.returned.titles) == ({}, {})
    assert look.joined == plan.text.documents.get(language=language).body


def test_changes_of_both_sides_are_joined_and_new_paragraphs_are_taken(plan, editor, goal):
    one, two, _list = ids_of(plan, goal)
    data = file_of(
        plan,
        goal,
        p(marked(one, r("One stays."))),
        p(r("New.")),
        p(marked(two, r("Two was here."))),
    )
    write(plan, goal, WORDS.replace("One", "The first"), editor)
    found, look = kept(plan, data, editor)

    word_returns.take_in(
        found,
        version=look.document.version,
        choices=Choices(added=list(look.returned.added)),
        by=editor,
    )

    assert words_of(plan, goal) == "The first stays.\n\nNew.\n\nTwo was here.\n\n- a\n- b\n"
    assert ids_of(plan, goal)[0] == one
    told = Event.objects.get(type="strategy.plan.word_returned", target=plan.public_id)
    assert (told.actor, told.data["clashes"]) == (editor.key, 0)


@pytest.mark.parametrize(
    ("answer", "words", "suggested"),
    [("portal", "Two is there.", 0), ("file", "Two was here.", 0), ("suggest", "Two is there.", 1)],
)
def test_what_both_changed_is_a_conflict_that_the_person_ends(
    plan, editor, goal, answer, words, suggested
):
    one, two, _list = ids_of(plan, goal)
    data = file_of(plan, goal, p(marked(one, r("One stays."))), p(marked(two, r("Two was here."))))
    write(plan, goal, WORDS.replace("Two is here", "Two is there"), editor)
    write(plan, goal, WORDS.replace("Two is here", "Two are there"), editor)
    words = words.replace("is there", "are there")
    found, look = kept(plan, data, editor)
    assert [each.block for each in look.clashes] == [two]

    word_returns.take_in(
        found, version=look.document.version, choices=Choices(clashes={two: answer}), by=editor
    )

    assert words_of(plan, goal).split("\n\n")[1] == words
    assert Suggestion.objects.filter(block=two).count() == suggested


def test_what_the_file_lacks_stays_until_somebody_removes_it(plan, editor, goal):
    one, two, items = ids_of(plan, goal)
    data = file_of(plan, goal, p(marked(one, r("One stays."))), lists=False)
    found, look = kept(plan, data, editor)
    assert {two, items} <= set(look.returned.gone)
    assert look.joined == english(plan).body

    word_returns.take_in(
        found, version=look.document.version, choices=Choices(gone=[two]), by=editor
    )

    assert ids_of(plan, goal) == [one, items]


def test_a_lost_bookmark_is_found_by_the_words(plan, editor, goal):
    one, two, _list = ids_of(plan, goal)

    data = file_of(plan, goal, p(marked(one, r("One stays."))), p(r("Two is here now.")))
    _found, look = kept(plan, data, editor)

    assert "matched" in {each.code for each in look.returned.findings}
    assert two not in look.returned.gone
    assert look.returned.added == {}


def test_tracked_changes_become_suggestions_that_can_be_accepted(plan, editor, goal):
    one, two, _list = ids_of(plan, goal)
    data = file_of(
        plan,
        goal,
        p(marked(one, r("One "), dele("stays"), ins("goes"), r("."))),
        p(marked(two, r("Two is here."))),
    )
    found, look = kept(plan, data, editor)

    word_returns.take_in(found, version=look.document.version, choices=Choices(), by=editor)

    assert words_of(plan, goal) == WORDS
    [suggestion] = Suggestion.objects.filter(block=one)
    assert suggestion.proposed[0]["content"][0]["text"] == "One goes."


def test_files_of_elsewhere_are_refused(plan, editor, goal):
    for identifier, words in (
        ("", "does not say"),
        ("other en 1", "another plan"),
        (f"{plan.slug} en 999", "no version"),
    ):
        with pytest.raises(DomainError, match=words):
            word_returns.keep(
                plan, written(p(r("x")), identifier=identifier), name="x.docx", by=editor
            )


def test_a_look_that_is_old_is_refused_and_a_file_is_taken_in_once(plan, editor, goal):
    one, _two, _list = ids_of(plan, goal)
    found, look = kept(plan, file_of(plan, goal, p(marked(one, r("One.")))), editor)
    version = look.document.version
    with pytest.raises(ChangedMeanwhile):
        word_returns.take_in(found, version=version - 1, choices=Choices(), by=editor)
    word_returns.take_in(found, version=version, choices=Choices(), by=editor)

    with pytest.raises(DomainError, match="already"):
        word_returns.take_in(found, version=version, choices=Choices(), by=editor)


def test_the_pages_show_the_conflict_and_join(client, plan, editor, goal):
    client.force_login(editor)
    one, two, _list = ids_of(plan, goal)
    data = file_of(plan, goal, p(marked(one, r("One went."))), p(marked(two, r("Two is here."))))
    write(plan, goal, WORDS.replace("stays", "remains"), editor)
    address = f"/en/plans/{plan.slug}/word/"

    file = SimpleUploadedFile("plan.docx", data)
    job = client.post(address, {"file": file})["Location"]
    outbox.sweep()
    [detail] = re.findall(rf'href="({address}\w+/)"', client.get(job).text)
    assert "In the file" in client.get(detail).text
    given = {"version": english(plan).version, f"clash_{one}": "file"}
    done = client.post(detail, given)

    assert done.status_code == 302
    assert words_of(plan, goal).startswith("One went.")
    assert client.get(detail.replace("/en/", "/fr/")).status_code == 200


def test_a_program_brings_a_file_back(plan, editor, goal):
    one, two, _list = ids_of(plan, goal)
    data = file_of(plan, goal, p(marked(one, r("One went."))), p(marked(two, r("Two is here."))))

    done = caller(editor)(
        "post",
        f"/api/v1/plans/{plan.slug}/return-word/",
        {"document": base64.b64encode(data).decode()},
    )
    outbox.sweep()

    assert done.status_code == 202
    assert Job.objects.get().state == "done"
    assert words_of(plan, goal).startswith("One went.")
