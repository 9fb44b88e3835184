"""A plan on paper: tagged PDF and DOCX, once for all, for those who may read the plan."""

import io

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from strategy import selectors, services
from strategy.models import Plan
from tests.factories import person
from tests.factories.api import caller
from tests.factories.indicators import approved, figure, indicator
from tests.factories.publishing import fonts_of, roles_of
from tests.factories.strategy import draft
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.models import File
from wco_portal.jobs.models import Job

pytestmark = pytest.mark.django_db
DRAFT = "plans/2019-2022/files/plan"


def printed(client, path):
    """Ask for a file as a browser does, let the worker work, take the file."""
    asked = client.post(path)
    outbox.sweep()
    job = Job.objects.latest("pk")
    assert job.state == "done", job.problem_en
    assert asked.url.endswith(f"/jobs/{job.public_id}/")
    return client.get(client.get(path).url).content


def words_of(data):
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def editor(client):
    found = person(R.EDITOR)
    client.force_login(found)
    return found


def test_the_pdf_can_be_read_by_everybody(client, editor):
    draft()

    data = printed(client, f"/fr/{DRAFT}.pdf")

    pdf = pypdf.PdfReader(io.BytesIO(data))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Plan stratégique 2019-2022"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert {"Document", "H1", "H2", "P", "TOC", "Link"} <= roles_of(pdf)
    assert pdf.outline[0].title == "Buts et objectifs"
    fonts = fonts_of(pdf)
    assert all(is_embedded for _name, is_embedded in fonts)
    assert {name for name, _is in fonts} == {"Sans", "Serif"}
    words = words_of(data)
    places = [words.index(each) for each in ("Texte de SG.", "Texte de SO1.", "Texte de SO2.")]
    assert places == sorted(places)
    assert "Page 1 sur" in words
    assert "Texte de travail · 27 mars 2019" in words


def test_the_docx_has_headings_bookmarks_and_a_language(client, editor):
    plan = draft()
    goal = plan.elements.get(number="SG")

    made = docx.Document(io.BytesIO(printed(client, f"/fr/{DRAFT}.docx")))

    headings = [(p.style.name, p.text) for p in made.paragraphs if p.style.name[:7] == "Heading"]
    assert headings[0] == ("Heading 1", "Buts et objectifs")
    assert headings[1][0] == "Heading 2"
    assert headings[1][1].startswith("SG")
    marks = {m.get(qn("w:name")): m for m in made.element.iter(qn("w:bookmarkStart"))}
    blocks = plan.text.documents.get(language="fr").body["content"]
    wanted = {f"b_{b['attrs']['id']}" for section in blocks for b in section["content"]}
    assert wanted | {f"b_{goal.public_id}"} <= set(marks)
    ends = [m.get(qn("w:id")) for m in made.element.iter(qn("w:bookmarkEnd"))]
    assert sorted(ends) == sorted(m.get(qn("w:id")) for m in marks.values())
    block = marks[f"b_{goal.public_id}"].getparent()
    assert "".join(block.itertext()).startswith("SG")
    assert made.core_properties.language == "fr-FR"
    assert made.core_properties.title == "Plan stratégique 2019-2022"
    assert made.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["fr-FR"]


def test_a_public_version_is_printed_once_for_everybody(client):
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    plan = draft()
    council = selectors.lives.councils().first()
    submitted = services.decisions.submit(plan, meeting=council, by=editor)
    path = "/en/plans/2019-2022/versions/1/files/plan.pdf"

    assert b"Make the file" in client.get(path).content
    data = printed(client, path)
    client.force_login(approver)

    assert client.get(client.get(path).url).content == data
    assert client.post(path).url == client.get(path).url
    assert Job.objects.count() == File.objects.count() == 1
    frozen = submitted.frozen
    assert f"SHA-256 {frozen.sha256}" in words_of(data)
    assert "Version 1" in words_of(data)


def test_a_draft_is_printed_for_its_readers_only(client, editor):
    draft()
    path = f"/en/{DRAFT}.pdf"
    printed(client, path)
    file = File.objects.get()

    assert not file.is_public
    assert file.retained_until is not None
    client.force_login(person(R.APPROVER))
    assert client.get(file.get_absolute_url()).status_code == 200
    client.force_login(person(R.FOCAL_POINT, member="fra"))
    assert client.get(file.get_absolute_url()).status_code == 404
    assert b"Words of SO1" not in printed(client, path.replace("pdf", "docx"))
    assert File.objects.latest("pk").is_public


def test_figures_and_status_stand_in_the_plan_in_force(client):
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    measured = indicator(editor)
    approved(measured.periods.order_by("ends_on")[0], figure(60), editor=editor, approver=approver)

    words = words_of(printed(client, "/en/plans/2016-2019/files/plan.pdf"))

    assert "Latest approved figure" in words
    assert "60 a day" in words.replace("\u00a0", " ")
    assert "No data" in words


HOSTILE = (
    '#import "@preview/evil:1.0.0" $ x^2 $ \\ *stars* _under_ `code` <label> @ref #[x] '
    "]] }} // /* \u202eright\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629 😀 中文 "
)


def test_words_are_never_read_as_markup(client, editor):
    plan = draft()
    element = plan.elements.get(number="SO1")
    Plan.objects.filter(pk=plan.pk).update(title_en='"]) #panic("x")')
    element.title_en = '#eval("1") $ & <w:p/>'
    element.save()
    document = plan.text.documents.get(language="en")
    section = next(s for s in document.body["content"] if s["attrs"]["id"] == element.public_id)
    section["content"] = [
        {
            "type": "paragraph",
            "attrs": {"id": f"000000000{n}"},
            "content": [{"type": "text", "text": HOSTILE + "long words " * 1600}],
        }
        for n in range(6)
    ]
    document.save()

    pdf = printed(client, f"/en/{DRAFT}.pdf")
    made = docx.Document(io.BytesIO(printed(client, f"/en/{DRAFT}.docx")))

    words = words_of(pdf)
    assert '#import "@preview/evil:1.0.0" $ x^2 $ \\ *stars* _under_ `code` <label>' in words
    assert "中" not in words
    assert "\ufffd" in words
    assert any(p.text == HOSTILE + "long words " * 1600 for p in made.paragraphs)
    assert made.core_properties.title == '"]) #panic("x")'


def test_who_asks_too_often_waits(client, editor, settings):
    draft()
    settings.LIMITS = settings.LIMITS | {"exports": "0/min"}

    refused = client.post(f"/en/{DRAFT}.pdf")

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    assert not Job.objects.exists()


def test_a_program_asks_and_looks_again(client, editor):
    draft()
    call = caller(editor)
    body = {"kind": "plan.docx", "language": "fr"}

    asked = call("post", "/api/v1/plans/2019-2022/make-file/", body)
    outbox.sweep()
    over = call("get", f"/api/v1/jobs/{asked.json()['id']}/").json()

    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    assert over["state"] == "done"
    assert client.get("/" + over["file"].split("/", 3)[3]).status_code == 200
    wrong = call("post", "/api/v1/plans/2019-2022/make-file/", body | {"version": 9})
    assert wrong.status_code == 404
