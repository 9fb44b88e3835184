"""The Vice-Chair's briefing: what stands in it, for whom, and that it stays two pages long."""

import io

import docx
import pytest

from strategy import services
from strategy.enums.contributions import Consent
from strategy.selectors import briefing_book
from tests.factories import person
from tests.factories.consultations import answer, close, consultation
from tests.factories.contributions import comment, consulted
from tests.factories.publishing import meeting
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.files.models import File
from wco_portal.publishing.enums import Body

pytestmark = pytest.mark.django_db
ADDRESS = "/en/briefings/wca/"


def answered():
    made = consultation()
    members = Member.objects.counted().on(made.closing_day)
    for code in ("wca", "eur"):
        for number, member in enumerate(members.filter(region__code=code).order_by("code")[:4]):
            answer(made, member, ("2134", "2143")[number % 2], comment="In confidence.")
    return made


def words_of(data):
    found = docx.Document(io.BytesIO(data))
    cells = [cell.text for each in found.tables for row in each.rows for cell in row.cells]
    return "\n".join([each.text for each in found.paragraphs] + cells)


def test_the_briefing_is_written_in_both_languages_for_the_region_alone(client):
    meeting(Body.POLICY_COMMISSION)
    close(answered())
    client.force_login(person(R.VICE_CHAIR, region="wca"))

    client.post(ADDRESS)
    outbox.sweep()
    page = client.get(ADDRESS).content.decode()
    files = {each.name[-7:-5]: each for each in File.objects.filter(purpose="briefing")}
    english = words_of(client.get(f"/en/files/{files['en'].public_id}/").content)
    french = words_of(client.get(f"/fr/files/{files['fr'].public_id}/").content)
    client.force_login(person(R.COORDINATOR, region="eur"))

    assert "DOCX" in page
    assert "4 of 24 Members of the region" in english or "4 of " in english
    assert "Have not answered:" in english
    assert "Kendall’s W" in english
    assert "In confidence." not in english
    assert "N’ont pas répondu" in french
    assert client.get(ADDRESS).status_code == 403
    assert client.get(f"/en/files/{files['en'].public_id}/").status_code == 404


def test_the_desk_and_the_region_lead_to_it(client):
    meeting(Body.POLICY_COMMISSION)
    client.force_login(person(R.COORDINATOR, region="wca"))

    assert ADDRESS in client.get("/en/work/").content.decode()
    assert ADDRESS in client.get("/en/regions/wca/").content.decode()


def test_long_lists_are_cut_and_the_rest_is_counted():
    assert briefing_book.cut("abc", 3) == "a, b, c"
    assert briefing_book.cut("abcde", 3) == "a, b, c and 2 more"


def test_a_program_asks_for_it_too(client):
    by = person(R.EDITOR)
    region = Member.objects.get(code="sen").region

    jobs = services.briefings.ask(region, by=by)

    assert len(jobs) == 2
    assert services.briefings.ask(region, by=by) == jobs


def test_the_briefing_holds_back_what_is_not_published():
    element = consulted()
    consultation(plan=element.plan)
    there = Member.objects.get(code="sen").region
    cut = comment(element, "Ask Jane Doe first.", consent=Consent.REGION)
    comment(element, "For the Secretariat alone.", consent=Consent.NONE)
    comment(element, "With our name.", consent=Consent.NAMED)
    services.redactions.redact(
        cut, passage="Jane Doe", reason={"en": "A name."}, by=person(R.MODERATOR)
    )
    reader = person(R.VICE_CHAIR, region=there.code)

    found = briefing_book.read(there, None, reader)
    printed = str(briefing_book.of(found, "en", reader).content)

    assert "Ask [passage removed: A name.] first." in printed
    assert "Jane" not in printed
    assert "Secretariat alone" not in printed
    assert printed.count("The words are not published.") == 1
    assert printed.count("A Member of West and Central Africa") == 2
    assert printed.count("Senegal") == 1
