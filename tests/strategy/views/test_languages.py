import re

import pytest

from strategy.models import Plan
from strategy.services import decisions, plans
from strategy.services.plans import Draft
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.selectors import pairs

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/2019-2022/"
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
    return re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " "))


def write(plan, language, text, *, number="", by):
    section = plan.elements.get(number=number).public_id if number else ""
    version = reading.in_language(plan.text, language).version
    plans.write(plan, drafts={language: Draft(text, version)}, by=by, section=section)
    return Plan.objects.get(pk=plan.pk)


# --- the board ------------------------------------------------------------------------------------


def test_the_board_counts_and_leads_to_what_waits(client, plan, editor):
    write(plan, "en", "Words of SO1, changed.\n\nA new block.", number="SO1", by=editor)
    write(plan, "fr", "Une introduction.", by=editor)

    page = client.get(f"{PLAN}languages/")
    told = words(page)

    english, french = page.context["board"].ledgers
    count = {each.state: (each.blocks, each.words) for each in french.counts}
    assert count["stale"] == (1, 3)
    assert count["missing"] == (1, 3)
    assert count["original"] == (1, 2)
    assert {each.state: each.blocks for each in english.counts}["missing"] == 1
    assert (english.waiting, french.waiting) == (1, 2)
    section = plan.elements.get(number="SO1").public_id
    [stale] = [item for item in page.context["board"].items if item.state == "stale"]
    assert stale.address == f"{PLAN}edit/{section}/#b-{stale.block}"
    assert f'id="b-{stale.block}"' in client.get(f"{PLAN}edit/{section}/").content.decode()
    assert "differ in structure in 2 blocks" in told
    assert stale.address in told
    assert f"{PLAN}languages/" in client.get(f"{PLAN}edit/").content.decode()
    assert f"{PLAN}languages/" in client.get(PLAN).content.decode()
    assert client.get("/fr/plans/2019-2022/languages/").status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=stale", {("fr", "stale")}),
        ("state=translated&language=fr", {("fr", "translated")}),
        ("state=missing&language=en", set()),
        ("state=nonsense&language=de", {("fr", "stale")}),
    ],
)
def test_the_list_is_filtered(client, plan, editor, query, found):
    write(plan, "en", "Words of SO1, changed.", number="SO1", by=editor)

    page = client.get(f"{PLAN}languages/?{query}")

    assert {(item.language, item.state) for item in page.context["page"]} == found
    assert ("No block is in this state" in words(page)) is not bool(found)


def test_who_does_not_write_does_not_see_it(client, plan):
    assert client.get(f"{PLAN}languages/").status_code == 302
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert client.get(f"{PLAN}languages/").status_code == 403
    client.force_login(person(R.APPROVER))
    assert client.get(f"{PLAN}languages/").status_code == 200


def test_a_block_of_the_introduction_takes_a_state_as_any_other(client, plan, editor):
    write(plan, "en", "An introduction.", by=editor)
    write(plan, "fr", "Une introduction.", by=editor)
    block = next(pair.block for pair in pairs.of(plan.text) if not pair.section)
    address = f"{PLAN}edit/translation/"
    assert address in client.get(f"{PLAN}edit/").content.decode()

    done = client.post(address, {"language": "fr", "block": block, "state": "final"})

    assert done["Location"] == f"{PLAN}edit/"
    states = {pair.block: pair.states["fr"] for pair in pairs.of(plan.text)}
    assert states[block] == "final"


def test_a_program_reads_the_same(plan):
    editor = person(R.EDITOR)
    write(plan, "en", "Words of SO1, changed.", number="SO1", by=editor)

    told = caller(editor)("get", f"{API}languages/").json()

    assert told["gaps"] == 0
    french = {each["language"]: each for each in told["ledgers"]}["fr"]
    assert french["waiting"] == 1
    [item] = told["items"]
    assert (item["language"], item["state"]) == ("fr", "stale")
    assert item["section"] == plan.elements.get(number="SO1").public_id
    assert caller()("get", f"{API}languages/").status_code == 404


def test_a_reader_sees_a_missing_block_in_the_other_language_and_marked(client, plan):
    editor = person(R.EDITOR)
    plan = write(plan, "en", "First.\n\nWords of SO1.\n\nLast.", number="SO1", by=editor)
    decisions.consult(plan, by=editor)
    address = plan.elements.get(number="SO1").get_absolute_url()

    french = words(client.get(address.replace("/en/", "/fr/")))
    english = words(client.get(address))

    assert french.count("en anglais") == 2
    assert 'lang="en" class="flow"' in french
    assert french.index("First.") < french.index("Texte de SO1.") < french.index("Last.")
    assert "fell-back" not in english
    assert "Texte de SO1." not in english
