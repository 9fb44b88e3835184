import base64
import datetime as dt
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from strategy.models import Plan, WordImport
from strategy.services import word_imports, word_jobs
from tests.factories.api import caller
from tests.factories.people import person
from tests.publishing.rules.word.files import dele, ins, p, packed, parts_of, r, written
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.models import File
from wco_portal.files.services import files
from wco_portal.files.tables import DOCX
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.publishing.models import Suggestion, Thread
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import brought, suggestions

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
    assert (suggestion.author, suggestion.why, suggestion.outside_author) == (
        editor,
        "Tracked change in the file plan.docx.",
        "Ann Example",
    )
    suggestions.accept(suggestion, by=editor)
    english.refresh_from_db()
    assert reading.as_markdown(english, section=goal.public_id) == "We shall act.\n"
    thread = Thread.objects.get(document=english)
    said = thread.comments.get()
    assert (thread.quote, said.words, said.outside_author) == (
        "Data",
        "In the file plan.docx:\nWhy?",
        "Somebody Else",
    )
    imported = Event.objects.get(type="strategy.plan.imported", target=plan.public_id)
    assert (imported.actor, imported.data["suggestions"]) == (editor.key, 1)


def test_names_that_stood_in_words_fall_under_the_same_rule():
    plan = take_in(document(), person(R.EDITOR))
    kept = WordImport.objects.get()
    kept.document["pieces"][1]["remarks"] = [{"author": "Ann Example", "answers": [["Bo", "No."]]}]
    kept.save()
    suggestion, comment = Suggestion.objects.get(), Thread.objects.get().comments.get()
    suggestion.why, suggestion.outside_author = "Suggested by Ann in the file plan.docx.", ""
    comment.words, comment.outside_author = "Bo, dans le fichier plan.docx\u00a0:\nWhy?", ""
    suggestion.save()
    comment.save()
    own = comment.thread.comments.create(
        words="It is in the file plan.docx", author=comment.author, at=comment.at
    )

    import_module("strategy.migrations.0028_authors_of_word_files")._beside(apps, None)

    for each in (suggestion, comment, own, kept):
        each.refresh_from_db()
    assert (suggestion.why, suggestion.outside_author) == (
        "Tracked change in the file plan.docx.",
        "Ann",
    )
    assert (comment.words, comment.outside_author) == (
        "Dans le fichier plan.docx\u00a0:\nWhy?",
        "Bo",
    )
    assert (own.words, own.outside_author) == ("It is in the file plan.docx", "")
    assert kept.document["pieces"][1]["remarks"] == [{"author": "", "answers": [["", "No."]]}]
    assert kept.plan == plan
    assert brought.forget_due(clock.now() + dt.timedelta(days=400)) == 2


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

    # Written anew, a file would carry another time: this is the same one, pressed twice.
    written = document()
    asked = [
        client.post("/en/plans/import/word/", {"file": file, "language": "en"})
        for file in (SimpleUploadedFile("plan.docx", written) for _press in range(2))
    ]
    assert not WordImport.objects.exists()
    outbox.sweep()
    assert {each["Location"] for each in asked} == {Job.objects.get().get_absolute_url()}
    [address] = re.findall(
        r'href="(/en/plans/import/word/\w+/)"', client.get(asked[0]["Location"]).text
    )
    shown = client.get(address)
    assert "1.1 Data" in shown.text
    assert 'value="plan-2025-2028"' in shown.text
    assert not File.objects.exists()
    made = client.post(address, {"slug": "fresh", "title": "Fresh", **DAYS})

    assert made.headers["Location"] == "/en/plans/fresh/edit/"
    assert Plan.objects.get(slug="fresh").came_from_word.name == "plan.docx"
    assert client.get(address.replace("/en/", "/fr/")).status_code == 200


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed({"[Content_Types].xml": b"<x/>"}), "This is a file of another program"),
        (packed(parts_of(document()) | {"word/document.xml": b"<a>"}), "not well-formed XML"),
    ],
    ids=["other", "damaged"],
)
def test_a_worker_says_in_both_languages_why_a_file_is_refused(client, data, told):
    client.force_login(person(R.EDITOR))
    file = SimpleUploadedFile("x.docx", data)

    job = client.post("/en/plans/import/word/", {"file": file, "language": "en"})["Location"]
    outbox.sweep()

    assert told in client.get(job).text
    assert told not in client.get(job.replace("/en/", "/fr/")).text
    assert not File.objects.exists()
    assert not WordImport.objects.exists()


def test_a_worker_that_was_thought_dead_makes_nothing():
    editor = person(R.EDITOR)
    job = word_jobs.ask(document(), name="x.docx", language="en", by=editor)
    late = jobs.jobs._claim()
    Job.objects.update(lease_until=None)
    outbox.sweep()

    File.objects.all().delete()
    made = files.Made("x.docx", DOCX, document())
    file = files.keep(made, purpose="plan_word", owner=editor.public_id)
    late.data["file"] = file.public_id
    word_jobs.make(late, lambda *_words: None)

    job.refresh_from_db()
    assert (job.state, WordImport.objects.count()) == ("done", 1)


def test_a_program_brings_a_document_in():
    given = {"document": base64.b64encode(document()).decode(), "language": "en", "slug": "api"}
    given |= {"title": "API", "starts_on": "2025-07-01", "ends_on": "2028-06-30"}

    call = caller(person(R.EDITOR))
    asked = call("post", "/api/v1/plans/import-word/", given)
    outbox.sweep()

    job = call("get", asked.json()["url"]).json()
    assert (asked.status_code, job["state"]) == (202, "done")
    assert job["outcome"].endswith("/en/plans/api/edit/")
    assert Plan.objects.get(slug="api").elements.count() == 2


def test_who_wrote_in_a_file_is_told_to_its_writers_and_forgotten(client):
    editor = person(R.EDITOR)
    plan = take_in(document(), editor)
    assert "Ann Example" not in str(WordImport.objects.get().document)
    goal = plan.elements.get(number="1")
    address = f"/en/plans/imported/edit/{goal.public_id}/"
    listed = "/api/v1/plans/imported/suggestions/"

    client.force_login(editor)
    assert "Ann Example" in client.get(address).text
    assert caller(editor)("get", listed).json()[0]["outside_author"] == "Ann Example"
    reader = person(R.APPROVER)
    client.force_login(reader)
    assert "Tracked change in the file" in client.get(address).text
    assert "Ann Example" not in client.get(address).text
    assert caller(reader)("get", listed).json()[0]["outside_author"] == ""

    now = clock.now()
    suggestions.accept(Suggestion.objects.get(), by=editor)
    assert brought.forget_due(now + dt.timedelta(days=80)) == 0
    assert brought.forget_due(now + dt.timedelta(days=100)) == 1
    assert brought.forget_due(now + dt.timedelta(days=400)) == 1
    assert not Suggestion.objects.exclude(outside_author="").exists()
    kept = word_imports.keep(document(), name="x.docx", language="en", by=editor)
    assert word_imports.forget_due(now + dt.timedelta(days=20)) == 0
    assert word_imports.forget_due(now + dt.timedelta(days=40)) == 1
    assert not WordImport.objects.filter(pk=kept.pk).exists()
