import base64
import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from strategy.models import Plan, WordImport
from strategy.services import word_imports
from tests.factories.api import caller
from tests.factories.people import person
from tests.publishing.rules.word.files import dele, ins, p, r, written
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Suggestion, Thread
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import suggestions

pytestmark = pytest.mark.django_db
DAYS = {"starts_on": dt.date(2025, 7, 1), "ends_on": dt.date(2028, 6, 30)}
COMMENT = (
    '<w:comment w:id="1" w:author="Somebody Else"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
)


def document(who="Ann Example"):
    """A plan with a tracked change and a comment."""
    return written(
        p(r("Plan 2025-2028"), style="Heading1")
        + p(r("First words."))
        + p(r("1. Trade"), style="Heading2")
        + p(r("We "), dele("will", who), ins("shall", who), r(" act."))
        + p(r("1.1 Data"), style="Heading3")
        + p(
            '<w:commentRangeStart w:id="1"/>',
            r("Data"),
            '<w:commentRangeEnd w:id="1"/>',
            r(" flow."),
        )
        + p(r("Detail"), style="Heading4"),
        comments=COMMENT,
    )


def take_in(data, by):
    kept = word_imports.keep(data, name="plan.docx", language="en", by=by)
    return word_imports.confirm(kept, slug="imported", title="Plan 2025-2028", by=by, **DAYS)


def test_a_document_becomes_a_draft_with_suggestions_and_threads():
    editor = person(R.EDITOR)

    plan = take_in(document(), editor)

    goal, objective = plan.elements.in_order()
    assert [(each.kind, each.number, each.title_en) for each in (goal, objective)] == [
        ("goal", "1", "Trade"),
        ("objective", "1.1", "Data"),
    ]
    assert objective.parent == goal
    english = reading.both(plan.text)["en"]
    assert reading.as_markdown(english) == "First words.\n"
    assert reading.as_markdown(english, section=goal.public_id) == "We will act.\n"
    assert reading.as_markdown(english, section=objective.public_id) == "Data flow.\n\n## Detail\n"
    suggestion = Suggestion.objects.get(document=english)
    assert (suggestion.author, suggestion.why) == (
        editor,
        "Suggested by Ann Example in the file plan.docx.",
    )
    suggestions.accept(suggestion, by=editor)
    english.refresh_from_db()
    assert reading.as_markdown(english, section=goal.public_id) == "We shall act.\n"
    thread = Thread.objects.get(document=english)
    assert (thread.quote, thread.comments.get().words) == (
        "Data",
        "Somebody Else in the file plan.docx:\nWhy?",
    )
    imported = Event.objects.get(type="strategy.plan.imported", target=plan.public_id)
    assert (imported.actor, imported.data["suggestions"]) == (editor.key, 1)


def test_a_person_of_the_portal_stands_beside_their_tracked_change():
    editor, other = person(R.EDITOR), person(R.APPROVER)

    plan = take_in(document(other.name), editor)

    suggestion = Suggestion.objects.get(document__text=plan.text)
    assert suggestion.author == other
    made = Event.objects.get(type="publishing.suggestion.made", target=suggestion.public_id)
    assert made.actor == editor.key


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF", "no Word document"),
        (written(p(r("le plan de la mise en œuvre et des uns que pour les " * 20))), "language"),
    ],
    ids=["pdf", "french"],
)
def test_a_refused_file_leaves_nothing(data, words):
    with pytest.raises(DomainError, match=words):
        word_imports.keep(data, name="x.docx", language="en", by=person(R.EDITOR))

    assert not WordImport.objects.exists()


def test_only_those_who_make_plans_bring_files_in_and_each_once():
    editor = person(R.EDITOR)
    with pytest.raises(Denied):
        word_imports.keep(document(), name="x.docx", language="en", by=person(R.AUDITOR))
    kept = word_imports.keep(document(), name="x.docx", language="en", by=editor)
    word_imports.confirm(kept, slug="one", title="One", by=editor, **DAYS)

    with pytest.raises(DomainError, match="already"):
        word_imports.confirm(kept, slug="two", title="Two", by=editor, **DAYS)


def test_the_pages_show_the_outline_and_make_the_draft(client):
    client.force_login(person(R.EDITOR))
    bad = SimpleUploadedFile("x.docx", b"%PDF")
    refused = client.post("/en/plans/import/word/", {"file": bad, "language": "en"})
    assert refused.status_code == 422
    assert "This is no Word document" in refused.text

    file = SimpleUploadedFile("plan.docx", document())
    shown = client.post("/en/plans/import/word/", {"file": file, "language": "en"}, follow=True)
    assert "1.1 Data" in shown.text
    assert 'value="plan-2025-2028"' in shown.text
    [(address, _status)] = shown.redirect_chain
    made = client.post(address, {"slug": "fresh", "title": "Fresh", **DAYS})

    assert made.headers["Location"] == "/en/plans/fresh/edit/"
    assert Plan.objects.get(slug="fresh").came_from_word.name == "plan.docx"
    assert client.get(address.replace("/en/", "/fr/")).status_code == 200


def test_a_program_brings_a_document_in():
    given = {"document": base64.b64encode(document()).decode(), "language": "en", "slug": "api"}
    given |= {"title": "API", "starts_on": "2025-07-01", "ends_on": "2028-06-30"}

    made = caller(person(R.EDITOR))("post", "/api/v1/plans/import-word/", given)

    assert made.status_code == 201
    assert Plan.objects.get(slug="api").elements.count() == 2
