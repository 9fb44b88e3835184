import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from strategy.models import Plan
from strategy.services import plans
from strategy.services.plans import Draft
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.services import sheets
from wco_portal.publishing.models import Revision
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.services import chain

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/2019-2022/"
BOARD = f"{PLAN}languages/"
API = "/api/v1/plans/2019-2022/"


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


def words(page):
    return re.sub(r"\s+", " ", html.unescape(page.content.decode()).replace("\xa0", " "))


def write(plan, language, text, *, number="", by):
    section = plan.elements.get(number=number).public_id if number else ""
    version = reading.in_language(plan.text, language).version
    plans.write(plan, drafts={language: Draft(text, version)}, by=by, section=section)
    return Plan.objects.get(pk=plan.pk)


def export(client, kind="fr.xlf"):
    return client.get(f"{BOARD}files/{kind}").content


def bring(client, data, name="back.xlf", language="en"):
    file = SimpleUploadedFile(name, data)
    return client.post(f"/{language}/plans/2019-2022/languages/import/", {"file": file})


def french(plan, number):
    section = plan.elements.get(number=number).public_id
    document = reading.in_language(plan.text, "fr")
    return reading.as_markdown(document, section=section)


def state(plan, number):
    section = plan.elements.get(number=number).public_id
    return [pair.states["fr"] for pair in pairs.of(plan.text) if pair.section == section]


# --- XLIFF ----------------------------------------------------------------------------------------


def test_a_translation_goes_out_and_comes_in_as_one_version(client, plan, editor):
    first = "Words of SO1.\n\n**New** words, [here](https://example.org/).\n\n- one\n- two"
    plan = write(plan, "en", first, number="SO1", by=editor)
    data = export(client).decode()
    before = Revision.objects.count()
    new = data[data.index("New</pc>") :]
    new = new[: new.index("</segment>")]
    source = re.search(r"<source>(<pc[^>]*>New.*?)</source>", data, re.DOTALL)[1]
    target = source.replace("New", "Nouveaux").replace("words", "mots").replace("here", "ici")
    done = data.replace(f"{source}</source>", f"{source}</source><target>{target}</target>")
    done = done.replace("Texte de SO1.", "Texte revu de SO1.")
    done = done.replace('state="translated"', 'state="reviewed"')

    told = bring(client, done.encode())

    assert told.status_code == 200
    assert Revision.objects.count() == before
    assert french(plan, "SO1") == "Texte de SO1.\n"
    report = told.context["report"]
    assert len([each for each in report.taken if each.outcome.fate == "accepted"]) == 2
    assert "Taken in" in words(told)
    entered = client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})
    assert entered["Location"] == BOARD
    assert french(plan, "SO1") == (
        "Texte revu de SO1.\n\n**Nouveaux** mots, [ici](https://example.org/).\n"
    )
    assert state(plan, "SO1") == ["reviewed", "initial", "missing"]
    assert Revision.objects.count() == before + 1
    revision = Revision.objects.latest("pk")
    assert revision.author == editor
    assert revision.reason == "Traduction reprise du fichier back.xlf"
    assert list(chain.breaks()) == []
    event = Event.objects.get(type="strategy.plan.translation_taken_in")
    assert event.data["language"] == "fr"
    again = client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})
    assert again.status_code == 422


def test_what_changed_here_meanwhile_is_shown_with_both_texts_and_stays(client, plan, editor):
    data = export(client).decode()
    changed = data.replace("Texte de SO1.", "Mon texte.").replace("Texte de SO2.", "Le deux.")
    write(plan, "fr", "Un autre texte.", number="SO1", by=editor)
    write(plan, "en", "Other words of SO2.", number="SO2", by=editor)

    told = bring(client, changed.encode())

    page = words(told)
    assert "Set aside: the translation changed since the export" in page
    assert "Set aside: the original changed since the export" in page
    assert page.index("Un autre texte.") < page.index("Mon texte.")
    assert f"{PLAN}edit/{plan.elements.get(number='SO1').public_id}/#b-" in page
    assert "brings nothing that can be taken in" in page
    assert told.context["sealed"] == ""
    assert french(plan, "SO1") == "Un autre texte.\n"


def test_what_changes_between_check_and_act_stops_the_act(client, plan, editor):
    data = export(client).decode().replace("Texte de SO1.", "Mon texte.")
    told = bring(client, data.encode())
    write(plan, "fr", "Un autre texte.", number="SO1", by=editor)

    late = client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})

    assert late.status_code == 422
    assert "check the file again" in words(late)
    assert french(plan, "SO1") == "Un autre texte.\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Ligne 1 : Le fichier est vide."),
        (b"<xliff>", "Ligne 1 : Le fichier n’est pas du XML bien formé"),
        (b"\n<!DOCTYPE x><x/>", "Ligne 2 : "),
        (b"<a/>", "Ligne 1 :"),
        (b"PK\x03\x04", ".xlsx"),
        (b"\xff" * 100, "Ligne 1 :"),
        (b"x" * (5 * 1024 * 1024 + 1), "5"),
    ],
)
def test_a_refused_file_is_told_with_its_line(client, plan, editor, data, said):
    answer = bring(client, data, language="fr")

    assert answer.status_code == 422
    assert said in words(answer)


def test_the_file_of_another_plan_and_a_forged_seal_are_refused(client, plan, editor):
    data = export(client).replace(plan.text.public_id.encode(), b"0123456789")
    assert bring(client, data).status_code == 422

    told = bring(client, export(client).replace(b"Texte de SO1.", b"Mon texte."))
    seal = told.context["sealed"]
    other = client.post("/en/plans/2016-2019/languages/enter/", {"sealed": seal})
    assert other.status_code == 423
    assert client.post(f"{BOARD}enter/", {"sealed": f"{seal}x"}).status_code == 422
    assert client.post(f"{BOARD}enter/", {}).status_code == 422


def test_who_may_not_write_may_not_take_in(client, plan):
    client.force_login(person(R.APPROVER))
    assert client.get(f"{BOARD}files/fr.xlf").status_code == 200
    assert client.get(f"{BOARD}import/").status_code == 403
    assert client.post(f"{BOARD}enter/", {"sealed": "x"}).status_code == 403
    assert client.get(f"{BOARD}files/de.xlf").status_code == 404
    assert client.get(f"{BOARD}files/fr.doc").status_code == 404
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert client.get(f"{BOARD}files/fr.xlf").status_code == 403


def test_a_closed_plan_says_why_it_takes_nothing_in(client, editor):
    draft("submitted")

    assert "a plan is written while it is a draft" in words(client.get(BOARD))
    assert client.get(f"{BOARD}import/").status_code == 403


# --- XLSX -----------------------------------------------------------------------------------------


def test_a_spreadsheet_goes_out_and_comes_in(client, plan, editor):
    write(plan, "en", "Words of SO1.\n\n- one\n- two", number="SO1", by=editor)
    rows = sheets.read(export(client, "fr.xlsx"))
    assert rows[0] == ["id", "number", "kind", "English", "French", "state", "hash"]
    [listed] = [row for row in rows if row[2] == "bullet_list"]
    assert listed[3] == "'- one\n- two"
    listed[4], listed[5] = "- un\n- deux", "final"
    rows[1][4] = "# Pas un paragraphe"

    told = bring(client, sheets.write(rows, name="x"), name="back.xlsx")

    assert "row 2, column E" in words(told)
    client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})
    assert state(plan, "SO1") == ["translated", "final"]
    assert french(plan, "SO1").endswith("- un\n- deux\n")


def test_a_sheet_that_is_no_export_is_told_with_its_column(client, plan, editor):
    answer = bring(client, sheets.write([["id", "nr"]], name="x"), name="x.xlsx", language="fr")

    assert answer.status_code == 422
    assert "Ligne 1 : La colonne B" in words(answer)


# --- programs -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["xliff", "rows"])
def test_a_program_does_the_same(plan, form):
    ask = caller(person(R.EDITOR))
    out = ask("post", f"{API}export-translation/", {"language": "fr", "form": form}).json()
    if form == "xliff":
        back = {"document": out["document"].replace("Texte de SO1.", "Mon texte.")}
    else:
        for row in out["rows"]:
            row[4] = "Mon texte." if row[4] == "Texte de SO1." else row[4]
        back = {"rows": out["rows"]}

    told = ask("post", f"{API}check-translation/", back).json()
    assert [each["fate"] for each in told["taken"]] == ["accepted"]
    assert french(plan, "SO1") == "Texte de SO1.\n"
    assert ask("post", f"{API}take-translation/", back).status_code == 200
    assert french(plan, "SO1") == "Mon texte.\n"
    again = ask("post", f"{API}take-translation/", back)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_new")
    wrong = ask("post", f"{API}check-translation/", {"document": "<a/>"})
    assert wrong.json()["code"] == "translation_refused"
    assert caller()("post", f"{API}take-translation/", back).status_code == 401
    approver = caller(person(R.APPROVER))
    assert approver("post", f"{API}take-translation/", back).status_code == 403


# --- titles ---------------------------------------------------------------------------------------


def titled(plan, number="SO1", **titles):
    plan.elements.filter(number=number).update(**titles)
    return plan.elements.get(number=number)


def test_titles_go_out_and_come_in_beside_the_blocks(client, plan, editor):
    element = titled(plan, title_en="Trade & more", title_fr="")
    data = export(client).decode()
    unit = data[data.index(f'<unit id="{element.public_id}" type="wco:title"') :]
    unit = unit[: unit.index("</unit>")]
    source = "<source>Trade &amp; more</source>"
    assert source in unit
    done = data.replace(source, f"{source}<target>Échanges &amp; plus</target>")
    done = done.replace("Texte de SO1.", "Texte revu de SO1.")

    told = bring(client, done.encode())
    assert titled(plan).title_fr == ""
    assert "title</a>" in words(told)
    entered = client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})

    assert entered["Location"] == BOARD
    after = titled(plan)
    assert (after.title_en, after.title_fr) == ("Trade & more", "Échanges & plus")
    assert after.version == element.version + 1
    assert french(plan, "SO1") == "Texte revu de SO1.\n"
    renamed = Event.objects.get(type="strategy.element.renamed")
    assert renamed.data["after"]["title_fr"] == "Échanges & plus"
    taken = Event.objects.get(type="strategy.plan.translation_taken_in")
    assert (taken.data["blocks"], taken.data["titles"]) == (1, 1)


def test_a_title_that_changed_meanwhile_is_set_aside_and_stays(client, plan, editor):
    titled(plan, "SO1", title_en="One", title_fr="Un")
    titled(plan, "SO2", title_en="Two", title_fr="Deux")
    data = export(client).decode()
    changed = data.replace("<target>Un<", "<target>Le un<").replace("<target>Deux<", "<target>2<")
    titled(plan, "SO1", title_fr="Numéro un")
    titled(plan, "SO2", title_en="Number two")

    told = bring(client, changed.encode())

    page = words(told)
    assert "Set aside: the translation changed since the export" in page
    assert "Set aside: the original changed since the export" in page
    assert page.index("Numéro un") < page.index("Le un")
    assert told.context["sealed"] == ""


def test_a_title_that_changes_between_check_and_act_stops_the_act(client, plan, editor):
    titled(plan, title_en="One", title_fr="Un")
    told = bring(client, export(client).replace(b"<target>Un<", b"<target>Le un<"))
    titled(plan, title_fr="Numéro un")

    late = client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})

    assert late.status_code == 422
    assert "check the file again" in words(late)
    assert titled(plan).title_fr == "Numéro un"


def test_a_title_of_a_sheet_is_plain_and_not_too_long(client, plan, editor):
    first = titled(plan, "SO1", title_en="One", title_fr="Un")
    titled(plan, "SO2", title_en="Two", title_fr="Deux")
    rows = sheets.read(export(client, "fr.xlsx"))
    place = {row[0]: row for row in rows}
    row = place[first.public_id]
    assert row[1:5] == ["SO1 One, title", "title", "One", "Un"]
    row[4], row[5] = "Le un", "final"
    place[plan.elements.get(number="SO2").public_id][4] = "**Le** deux"
    place[plan.elements.get(number="SO3").public_id][4] = "x" * 201

    told = bring(client, sheets.write(rows, name="x"), name="back.xlsx")

    assert words(told).count("A title has plain words, 200 characters at most.") == 2
    client.post(f"{BOARD}enter/", {"sealed": told.context["sealed"]})
    assert titled(plan).title_fr == "Le un"
    assert titled(plan, "SO2").title_fr == "Deux"
    again = bring(client, sheets.write(rows, name="x"), name="back.xlsx")
    assert again.context["sealed"] == ""


def test_a_program_takes_titles_in(plan):
    titled(plan, title_en="One", title_fr="Un")
    call = caller(person(R.EDITOR))
    out = call("post", f"{API}export-translation/", {"language": "fr", "form": "xliff"}).json()
    body = {"document": out["document"].replace("<target>Un<", "<target>Le un<")}

    checked = call("post", f"{API}check-translation/", body).json()
    taken = call("post", f"{API}take-translation/", body)

    assert [each["fate"] for each in checked["taken"]] == ["accepted"]
    assert taken.status_code == 200
    assert titled(plan).title_fr == "Le un"
