import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Plan
from strategy.services import plans
from strategy.services.plans import Draft
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


def desk(plan, number="SO1"):
    return f"/en/plans/2019-2022/edit/{plan.elements.get(number=number).public_id}/"


def posted(plan, english, french, **more):
    versions = {language: d.version for language, d in reading.both(plan.text).items()}
    data = {"english": english, "french": french, "reason": "Shorter"}
    return data | {"base_en": versions["en"], "base_fr": versions["fr"]} | more


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["edit/", "revisions/", "revisions/en/1/", "compare/", "submit/"])
def test_the_work_pages_open(client, plan, editor, language, path):
    assert client.get(f"/{language}/plans/2019-2022/{path}").status_code == 200


def test_an_editor_saves_both_languages_without_a_script(client, plan, editor):
    page = client.get(desk(plan)).content.decode()
    assert "Words of SO1." in page

    answer = client.post(desk(plan), posted(plan, "New words.", "Nouveau texte."), follow=True)

    assert "Saved in both languages." in answer.content.decode()
    history = client.get("/en/plans/2019-2022/revisions/").content.decode()
    assert str(editor) in history
    assert "Shorter" in history


def test_somebody_else_was_first_elsewhere_and_both_are_kept(client, plan, editor):
    section = plan.elements.get(number="SO1").public_id
    mine = posted(plan, "Words of SO1.\n\nMine.", "Texte de SO1.\n\nLe mien.")
    other = {"en": Draft("First.\n\nWords of SO1.", mine["base_en"])}
    plans.write(plan, drafts=other, by=person(R.EDITOR), section=section)

    told = client.post(desk(plan), mine, follow=True).content.decode()

    assert "Somebody else had saved first" in told
    english = reading.both(plan.text)["en"]
    assert reading.as_markdown(english, section=section) == "First.\n\nWords of SO1.\n\nMine.\n"


def test_a_save_of_nothing_says_so(client, plan, editor):
    section = plan.elements.get(number="SO1").public_id
    words = {
        code: reading.as_markdown(document, section=section)
        for code, document in reading.both(plan.text).items()
    }

    told = client.post(desk(plan), posted(plan, words["en"], words["fr"]), follow=True)

    assert "nothing was saved" in told.content.decode()


def test_a_clash_shows_three_texts_and_the_next_save_is_a_decision(client, plan, editor):
    section = plan.elements.get(number="SO1").public_id
    mine = posted(plan, "My words of SO1.", "Texte de SO1.")
    other = {"en": Draft("Their words of SO1.", mine["base_en"])}
    plans.write(plan, drafts=other, by=person(R.EDITOR), section=section)

    clash = client.post(desk(plan), mine)

    page = clash.content.decode()
    assert clash.status_code == 409
    assert all(words in page for words in ("Their words of SO1.", "My words of SO1."))
    form = clash.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert client.post(desk(plan), again).status_code == 302
    english = reading.both(plan.text)["en"]
    assert reading.as_markdown(english, section=section) == "My words of SO1.\n"


def test_a_wrong_text_is_said_beside_the_form_and_the_words_stay(client, plan, editor):
    answer = client.post(desk(plan), posted(plan, "a\x07b", "Texte."))

    assert answer.status_code == 422
    assert "Texte." in answer.content.decode()


def test_a_forgotten_version_is_said_too(client, plan, editor):
    answer = client.post(desk(plan), {"english": "Kept words", "french": ""})

    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()


def test_titles_are_changed_and_a_late_change_is_told(client, plan, editor):
    address = f"{desk(plan)}title/"
    data = {"title_en": "Trade", "title_fr": "Échanges", "base_version": 1}

    assert client.post(address, data).status_code == 302
    late = client.post(address, data | {"title_en": "Late"})

    assert late.status_code == 422
    assert "it is now “Trade”" in late.content.decode()
    decided = data | {
        "title_en": "Late",
        "base_version": late.context["titles"]["base_version"].value(),
    }
    assert client.post(address, decided).status_code == 302


def test_a_translation_is_marked(client, plan, editor):
    section = plan.elements.get(number="SO1").public_id
    [row] = reading.side_by_side(plan.text, section=section)

    client.post(
        f"{desk(plan)}translation/", {"language": "fr", "block": row.block, "state": "final"}
    )

    [row] = reading.side_by_side(Plan.objects.get(pk=plan.pk).text, section=section)
    assert row.fr.state == "final"


def test_an_older_version_comes_back_with_a_reason(client, plan, editor):
    address = "/en/plans/2019-2022/revisions/en/1/"
    client.post(desk(plan), posted(plan, "Later words.", "Texte ultérieur."))

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Simpler"}).status_code == 302
    text = reading.both(plan.text)["en"]
    assert text.version == 3
    assert text.body == reading.body_at(text, 1)


def test_a_closed_text_says_why_in_place(client, editor):
    plan = draft("submitted")

    page = client.get(desk(plan))

    assert "a plan is written while it is a draft" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert client.post(desk(plan), posted(plan, "x", "y")).status_code == 423


def test_others_do_not_enter(client, plan):
    assert client.get(desk(plan)).status_code == 302
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert client.get(desk(plan)).status_code == 403


def test_a_new_plan_is_started(client, editor):
    data = {
        "title_en": "Plan",
        "title_fr": "Plan",
        "slug": "2031-2034",
        "starts_on": "2031-07-01",
        "ends_on": "2034-06-30",
    }

    assert client.get("/en/plans/new/").status_code == 200
    assert client.post("/en/plans/new/", data).status_code == 302
    assert client.get("/en/plans/2031-2034/").status_code == 200
    again = client.post("/en/plans/new/", data)
    assert again.status_code == 422


def test_the_desk_needs_as_many_queries_for_every_element(client, plan, editor):
    def count(number):
        client.get(desk(plan, number))
        with CaptureQueriesContext(connection) as queries:
            client.get(desk(plan, number))
        return len(queries)

    assert count("SO1") == count("SP1")
