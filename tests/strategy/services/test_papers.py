"""A paper for a meeting: the plan as it stood, what changed, what was said, in both languages."""

import io

import docx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from strategy import selectors, services
from strategy.models import PlanPaper
from tests.factories import dispositions as saying
from tests.factories import person
from tests.factories.api import caller
from tests.factories.strategy import draft
from wco_portal.audit.services import outbox
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.files import selectors as files
from wco_portal.jobs.models import Job
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.services import documents

pytestmark = pytest.mark.django_db


def council():
    return GoverningMeeting.objects.get(code="council-2019-06")


def made(plan, by, **words):
    paper = services.papers.create(plan, meeting=council(), by=by, **words)
    outbox.sweep()
    return paper, {
        (leaf.language, leaf.form): files.files.data(leaf.file)
        for leaf in selectors.papers.leaves(paper, by)
    }


def words_of(data):
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_paper_tells_what_changed_since_the_last_one():
    editor, plan = person(R.EDITOR), draft()
    first, leaves = made(plan, editor, agenda_item="IV", document_number="SC0180")
    element = plan.elements.get(number="SO1")
    document = plan.text.documents.get(language="fr")
    documents.save_markdown(
        document,
        markdown_text="Paroles nouvelles de SO1.",
        base_version=document.version,
        by=None,
        section=element.public_id,
    )

    second, again = made(plan, editor, agenda_item="V", document_number="SC0181")

    assert len(leaves) == len(again) == 4
    assert second.previous == first
    told = words_of(leaves["en", "pdf"])
    assert all(each in told for each in ("SC0180", "Agenda item IV", "27–29 June 2019"))
    assert "This is the first paper" in told
    assert "Words of SO1." in told
    french = words_of(again["fr", "pdf"])
    assert "Ce qui a changé depuis le document précédent" in french
    assert "SC0180" in french
    assert "Paroles nouvelles" in french
    text = docx.Document(io.BytesIO(again["fr", "docx"]))
    struck = {run.text for p in text.paragraphs for run in p.runs if run.font.strike}
    assert struck == {"Texte"}
    assert "Not a word has changed." in words_of(again["en", "pdf"])


def test_a_paper_holds_the_plan_as_it_stood():
    editor, plan = person(R.EDITOR), draft()
    paper, leaves = made(plan, editor)
    plan.elements.filter(number="SO1").update(title_en="Changed since")

    again = selectors.papers.leaf(paper, "pdf", "en", editor)

    assert files.files.data(again.file) == leaves["en", "pdf"]


def test_only_editors_make_papers_and_only_the_secretariat_reads_them(client):
    editor, plan = person(R.EDITOR), draft()
    paper, _leaves = made(plan, editor, document_number="SC0180")
    delegate = person(R.FOCAL_POINT, member="fra")
    path = paper.get_absolute_url()

    with pytest.raises(PermissionDenied):
        services.papers.create(plan, meeting=council(), by=person(R.APPROVER))
    with pytest.raises(ValidationError, match="number already"):
        services.papers.create(plan, meeting=council(), by=editor, document_number="SC0180")
    over = GoverningMeeting.objects.get(code="council-2018-06")
    with pytest.raises(DomainError, match="to come"):
        services.papers.create(plan, meeting=over, by=editor)
    file = selectors.papers.leaf(paper, "pdf", "en", editor).file.get_absolute_url()
    client.force_login(delegate)
    assert client.get(path).status_code == client.get(file).status_code == 404
    client.force_login(person(R.APPROVER))
    assert client.get(path).status_code == client.get(file).status_code == 200


def test_the_page_makes_a_paper_and_plans_back_from_the_meeting(client):
    editor, plan = person(R.EDITOR), draft()
    client.force_login(editor)
    form = {"meeting": council().pk, "agenda_item": "IV", "document_number": "SC0180"}

    shown = client.get("/en/plans/2019-2022/papers/new/").content.decode()
    answer = client.post("/en/plans/2019-2022/papers/new/", form)
    waiting = client.get(answer.url).content.decode()
    outbox.sweep()
    ready = client.get(answer.url).content.decode()

    assert "days left" in shown
    assert waiting.count("is being made") == 5  # Four files, and the notice.
    assert "data-look-again" in waiting
    assert ready.count("/files/") == 4
    assert "data-look-again" not in ready
    assert b"SC0180" in client.get(f"/fr/plans/{plan.slug}/papers/").content
    assert client.post("/en/plans/2019-2022/papers/new/", {"meeting": ""}).status_code == 422


def test_the_first_paper_is_compared_with_the_version_that_was_read(client):
    editor, plan = person(R.EDITOR), draft()
    services.decisions.consult(plan, by=editor)
    paper = services.papers.create(plan, meeting=council(), by=editor)
    client.force_login(editor)

    page = client.get(paper.get_absolute_url()).content.decode()

    assert "Version 1, " in page
    assert "no earlier paper" not in page


def test_a_program_makes_a_paper():
    editor = person(R.EDITOR)
    draft()
    call = caller(editor)

    body = {"plan": "2019-2022", "meeting": "council-2019-06", "agenda_item": "IV"}
    answer = call("post", "/api/v1/papers/", body)

    assert answer.status_code == 201
    paper = PlanPaper.objects.get()
    found = call("get", f"/api/v1/papers/{paper.public_id}/jobs/").json()
    assert len(found) == Job.objects.count() == 4
    assert caller()("get", "/api/v1/papers/").status_code == 404


def test_a_paper_holds_what_was_answered_and_no_comment():
    editor, plan = person(R.EDITOR), draft()
    saying.published(saying.comment(words="For the Secretariat only."), by=editor)
    saying.drafted(saying.conclusion("Concluded, not yet answered."), reason={"en": "A draft."})

    _paper, leaves = made(plan, editor)

    english, french = words_of(leaves["en", "pdf"]), words_of(leaves["fr", "pdf"])
    assert "You said, we did" in english
    assert "It is in the plan now." in english
    assert "Vous avez dit, nous avons fait" in french
    assert "A Member of West and Central Africa" in english
    assert not [each for each in ("For the Secretariat only", "A draft.") if each in english]
