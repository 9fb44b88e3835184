"""The pages: what was said, answering one and several, publishing, what everybody reads."""

import io
import re

import docx
import openpyxl
import pytest

from strategy.models import Disposition
from strategy.services import dispositions
from tests.factories.dispositions import (
    challenge,
    comment,
    conclusion,
    drafted,
    given,
    plan,
    published,
)
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
BASE = "/en/plans/2019-2022"
SEEN = r'name="seen"\s+value="([^"]+)"'
WORDS = {"answer": "partly", "reason_en": "In part.", "reason_fr": "En partie.", "place": ""}


def enter(client, *roles, **belongs):
    made = person(*roles, **belongs)
    client.force_login(made)
    return made


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_editor_filters_what_was_said(client):
    enter(client, R.EDITOR)
    comment(words="Parcels from the south.")
    drafted(conclusion("Times are measured."))
    comment("fra", words="Parcels from the north.")

    everything = read(client, f"{BASE}/inputs/")
    assert all(each in everything for each in ("south.", "north.", "Times are"))
    waiting = read(client, f"{BASE}/inputs/?state=unanswered&region=wca")
    assert "south." in waiting
    assert "north." not in waiting
    assert "Times are" not in waiting
    assert "Times are" in read(client, f"{BASE}/inputs/?state=draft&kind=conclusion")
    assert "Nothing was said" in read(client, f"{BASE}/inputs/?state=published")
    assert "south." in read(client, f"{BASE}/inputs/?region=nowhere")


def test_one_is_answered_then_several_then_all_are_published(client):
    draft()
    enter(client, R.EDITOR)
    found = [comment(), comment("fra"), challenge()]
    one, two, three = (each.public_id for each in found)

    page = read(client, f"{BASE}/inputs/answer/?input={one}")
    assert "Words of SO1." in page
    element = plan().elements.get(number="SO1").public_id
    sent = client.post(
        f"{BASE}/inputs/answer/", WORDS | {"input": one, "place": f"{element}:", "version": 0}
    )
    assert sent.status_code == 302
    assert Disposition.objects.get().element.number == "SO1"
    wrong = client.post(f"{BASE}/inputs/answer/", {"input": [two, three], "answer": "never"})
    assert wrong.status_code == 422
    assert f'value="{two}"' in wrong.content.decode()
    assert client.post(f"{BASE}/inputs/answer/", WORDS | {"input": [two, three]}).status_code == 302
    assert "3 drafted answers become public" in read(client, f"{BASE}/answers/publish/")

    done = client.post(f"{BASE}/answers/publish/", follow=True)

    assert done.status_code == 200
    assert Disposition.objects.published().count() == 3
    again = client.post(f"{BASE}/answers/publish/")
    assert again.status_code == 422
    assert "not published yet" in read(client, f"{BASE}/inputs/answer/?input={one}")


def test_all_that_the_filter_shows_is_answered(client):
    enter(client, R.EDITOR)
    comment()
    comment("fra", words="Another one.")

    page = read(client, f"{BASE}/inputs/answer/?region=wca&matching=on")

    assert "Parcels first." in page
    assert "Another one." not in page


def test_who_saw_an_older_draft_is_told(client):
    enter(client, R.EDITOR)
    found = comment()
    drafted(found)

    late = client.post(f"{BASE}/inputs/answer/", WORDS | {"input": found.public_id, "version": 0})

    assert late.status_code == 422
    assert "Somebody answered this before you" in late.content.decode()


@pytest.mark.parametrize("number", ["9" * 5000, "", "x", "²"])
def test_a_version_that_is_no_number_replaces_nothing(client, number):
    enter(client, R.EDITOR)
    said = comment()
    drafted(said, reason={"en": "A colleague's words.", "fr": ""})
    keys = [said.public_id, comment("fra").public_id]

    late = client.post(
        f"{BASE}/inputs/answer/", WORDS | {"input": keys, "seen": f"{keys[0]}.{number}"}
    )

    assert late.status_code == 422
    assert Disposition.objects.get().reason_en == "A colleague's words."


def test_several_are_not_replaced_by_who_has_not_read_them(client):
    enter(client, R.EDITOR)
    found = [comment(), comment("fra")]
    keys = [each.public_id for each in found]
    page = read(client, f"{BASE}/inputs/answer/?input={keys[0]}&input={keys[1]}")
    seen = re.findall(SEEN, page)
    assert sorted(seen) == sorted(f"{key}.0" for key in keys)
    drafted(found[0], reason={"en": "A colleague's words.", "fr": ""})

    late = client.post(f"{BASE}/inputs/answer/", WORDS | {"input": keys, "seen": seen})

    assert late.status_code == 422
    assert "Somebody answered 1 of them meanwhile" in late.content.decode()
    assert WORDS["reason_en"] in late.content.decode()
    assert Disposition.objects.get().reason_en == "A colleague's words."
    now = re.findall(SEEN, late.content.decode())
    assert client.post(f"{BASE}/inputs/answer/", WORDS | {"input": keys, "seen": now}).url
    assert Disposition.objects.filter(reason_en=WORDS["reason_en"]).count() == 2


@pytest.mark.parametrize("others", [0, 1])
def test_words_for_what_was_published_meanwhile_are_not_lost(client, others):
    enter(client, R.EDITOR)
    found = [comment(), *(comment("fra") for _each in range(others))]
    keys = [each.public_id for each in found]
    published(found[0])

    late = client.post(f"{BASE}/inputs/answer/", WORDS | {"input": keys, "version": 0})

    assert late.status_code == 422
    assert WORDS["reason_en"] in late.content.decode()
    assert Disposition.objects.count() == 1


def test_everybody_reads_the_answers_and_not_the_comments(client):
    draft()
    element = plan().elements.get(number="SO1")
    published(comment(words="For the Secretariat only."), element=element)
    drafted(conclusion("Not yet answered in public."))

    page = read(client, f"{BASE}/answers/")

    assert "It is in the plan now." in page
    assert "A Member of West and Central Africa" in page
    assert "Senegal" not in page
    assert "For the Secretariat only." not in page
    assert "Not yet answered in public." not in page
    assert element.get_absolute_url() in page
    back = read(client, element.get_absolute_url())
    assert f"/answers/?element={element.public_id}" in back
    assert "It is in the plan now." in read(client, f"{BASE}/answers/?element={element.public_id}")
    assert "There is no answer" in read(client, f"{BASE}/answers/?outcome=rejected")
    for word in ("element", "answer", "region", "page"):
        assert client.get(f"{BASE}/answers/?{word}=%00'").status_code == 200
    assert "C’est désormais dans le plan." in read(client, "/fr/plans/2019-2022/answers/")


def test_a_member_reads_what_was_answered_to_it(client):
    focal = enter(client, R.FOCAL_POINT, member="sen")
    found = comment(words="Ours alone.", by=focal)
    assert "You said, we did" not in read(client, found.revision.get_absolute_url())
    published(found)
    published(comment("fra", words="Theirs."), answer="rejected")

    assert "/answers/?mine=on" in read(client, "/en/work/")
    mine = read(client, f"{BASE}/answers/?mine=on")
    assert "Ours alone." in mine
    assert "Not accepted" not in mine.split("<main", 1)[1].split("</form>", 1)[1]
    assert "It is in the plan now." in read(client, found.revision.get_absolute_url())


def test_a_correction_needs_its_reason_and_shows_what_was_before(client):
    enter(client, R.EDITOR)
    made = published(challenge())
    address = f"/en/answers/{made.public_id}/correct/"

    assert "Small parcels" in read(client, address)
    without = client.post(address, WORDS | {"version": made.version})
    assert "Say why the answer is corrected." in without.content.decode()
    done = client.post(address, WORDS | {"version": made.version, "why_en": "Misread."})

    assert done.status_code == 302
    page = read(client, done.headers["Location"])
    assert "Misread." in page
    assert "It is in the plan now." in page


def test_the_refusal_of_a_submission_leads_to_what_waits(client):
    draft()
    enter(client, R.EDITOR)
    comment()

    page = read(client, f"{BASE}/submit/")

    assert "1 input of Members or workshops has no published answer." in page
    assert f"{BASE}/inputs/?state=unanswered" in page
    assert "has no published answer" in read(client, "/en/work/")


def test_the_challenge_and_the_workshop_show_their_answers(client):
    raised, concluded = challenge(), conclusion()
    focal = raised.challenge.raised_by
    for found in (raised, concluded):
        drafted(found)
    dispositions.publish(plan(), by=person(R.EDITOR))

    assert "It is in the plan now." in read(client, concluded.workshop.get_absolute_url())
    client.force_login(focal)
    assert "It is in the plan now." in read(client, raised.challenge.get_absolute_url())


def test_the_compilation_holds_what_everybody_may_read(client):
    enter(client, R.EDITOR)
    found = [comment(words="=Not for a paper"), conclusion("=HYPERLINK(1)")]
    keys = [each.public_id for each in found]
    editor = person(R.EDITOR)
    dispositions.answer_many(plan(), keys=keys, given=given(), by=editor)
    dispositions.publish(plan(), by=editor)

    sheet = client.get(f"{BASE}/answers/files/answers.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    document = client.get("/fr/plans/2019-2022/answers/files/answers.docx")
    file = docx.Document(io.BytesIO(document.content))
    words = [cell.text for each in file.tables for row in each.rows for cell in row.cells]

    assert len(rows) == 3
    assert "'=HYPERLINK(1)" in {row[4] for row in rows}
    assert "Not for a paper" not in str(rows)
    assert "C’est désormais dans le plan." in words
    assert any("\u00a0: =HYPERLINK(1)" in each for each in words)
    assert "Not for a paper" not in str(words)
    assert client.get(f"{BASE}/answers/files/answers.exe").status_code == 404
