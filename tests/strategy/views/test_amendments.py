import datetime as dt
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.enums.plans import AmendmentState, Verdict
from strategy.models import Amendment, AmendmentChange, Plan
from strategy.services import amendments
from tests.factories.amendments import (
    EFFECT,
    REASONS,
    WORDS,
    added,
    adopted,
    amendment,
    below,
    council,
    goal,
    submitted,
    written,
)
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

TYPED = {
    "title_en": WORDS["title"]["en"],
    "title_fr": WORDS["title"]["fr"],
    "text_en": WORDS["text"]["en"],
    "text_fr": WORDS["text"]["fr"],
}


def enter(client, *roles):
    made = person(*roles)
    client.force_login(made)
    return made


def words_of(client, address):
    return client.get(address).content.decode()


def test_from_the_review_to_the_plan_in_the_browser(client, business_time):
    made = amendment()
    base, form = made.get_absolute_url(), f"changes/{goal().public_id}/"
    enter(client, R.EDITOR)
    assert "New words are missing for: 5." in words_of(client, f"{base}submit/")
    assert goal().title_en in words_of(client, base + form)
    assert client.post(base + form, TYPED | {"base_version": 0}).status_code == 302
    laid = {"meeting": council().pk, "effective_on": "2019-06-30"}
    early = client.post(f"{base}submit/", laid | {"effective_on": "2019-06-01"})
    assert (early.status_code, list(early.context["form"].errors)) == (422, ["effective_on"])
    assert client.post(f"{base}submit/", laid).status_code == 302

    enter(client, R.APPROVER)
    page = words_of(client, f"{base}adopt/")
    assert Amendment.objects.get().submissions.get().frozen.sha256 in page
    done = client.post(f"{base}adopt/", {"reference": "C 134", "decided_on": "2019-06-29"})
    assert done.status_code == 302

    client.logout()
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())
    page = words_of(client, base)
    for words in ("In effect", "C 134", "Every message is answered."):
        assert words in page
    assert "Reworded by Amendment 1" in words_of(client, goal().get_absolute_url())
    assert "Dropped by Amendment 1" in words_of(client, goal("7").get_absolute_url())
    plan = words_of(client, "/en/plans/2016-2019/")
    assert "As amended by Amendment 1, in effect since" in plan
    assert plan.count("<strong>Dropped on 30\u00a0June 2019</strong>") == 1
    assert "Dropped on" not in words_of(client, "/en/plans/2016-2019/?as_of=2019-06-01")
    assert "Abandonné par l’amendement 1" in words_of(
        client, goal("7").get_absolute_url().replace("/en/", "/fr/")
    )


def test_what_was_typed_stays_when_somebody_else_wrote_and_may_be_saved_over(client):
    made = written()
    enter(client, R.EDITOR)
    address = f"{made.get_absolute_url()}changes/{goal().public_id}/"
    mine = TYPED | {"text_en": "Mine.", "text_fr": "À moi.", "base_version": 0}

    answer = client.post(address, mine)

    page = answer.content.decode()
    assert (answer.status_code, "Mine." in page) == (422, True)
    assert WORDS["text"]["en"].strip() in page
    again = mine | {"base_version": answer.context["form"]["base_version"].value()}
    assert client.post(address, again).status_code == 302
    assert AmendmentChange.objects.get().text_en == "Mine.\n"


def test_the_words_are_public_when_they_are_laid_before_the_council(client):
    made = written()
    base = made.get_absolute_url()

    assert WORDS["title"]["en"] not in words_of(client, base)
    assert client.get(f"{base}versions/1/").status_code == 404
    amendments.submit(
        made,
        meeting=council(),
        effective_on=made.plan.ends_on,
        by=person(R.EDITOR),
    )
    assert WORDS["title"]["en"] in words_of(client, base)
    frozen = made.submissions.get().frozen
    assert frozen.sha256 in words_of(client, f"{base}versions/1/")
    data = client.get(f"{base}versions/1/content.json").content
    assert hashlib.sha256(data).hexdigest() == frozen.sha256


def test_a_returned_amendment_is_public_as_it_was_laid(client):
    made = submitted()
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))
    words = {"title": WORDS["title"], "text": {"en": "Later.", "fr": "Plus tard."}}
    amendments.write(made, element=goal(), words=words, base_version=1, by=person(R.EDITOR))

    page = words_of(client, made.get_absolute_url())
    assert (WORDS["text"]["en"].strip() in page, "Later." in page) == (True, False)
    enter(client, R.EDITOR)
    assert "Later." in words_of(client, made.get_absolute_url())


@pytest.mark.parametrize("act", ["return", "withdraw"])
def test_an_amendment_is_stopped_with_reasons(client, act):
    base = submitted().get_absolute_url()
    enter(client, R.APPROVER)

    empty = client.post(f"{base}{act}/", {})
    assert (empty.status_code, Amendment.objects.get().state) == (422, "submitted")
    assert client.post(f"{base}{act}/", REASONS).status_code == 302
    assert "Too short." in words_of(client, base)


def test_only_writers_write_and_addresses_belong_to_their_plan(client):
    made = written()
    base = made.get_absolute_url()
    address = f"{base}changes/{goal().public_id}/"

    assert client.get(address).status_code == 302  # To signing in.
    client.force_login(person(R.DELEGATE, member="sen"))
    for act in (address, f"{base}submit/", f"{base}adopt/", f"{base}withdraw/"):
        assert client.post(act, TYPED | {"base_version": 1}).status_code == 403
    assert AmendmentChange.objects.get().version == 1
    for elsewhere in (base, address):
        assert client.get(elsewhere.replace("2016-2019", "2019-2022")).status_code == 404
    Plan.objects.filter(slug="2016-2019").update(known_from="2019-12-31")
    for hidden in (base, f"{base}versions/1/", f"{base}submit/"):
        assert client.get(hidden).status_code == 404


def test_a_later_amendment_tells_on_its_page_what_it_changed_and_no_more(client, business_time):
    other = amendment(verdicts={"7": Verdict.DROP, "6": Verdict.DROP})
    earlier = {"starts_on": dt.date(2016, 7, 1), "ends_on": dt.date(2017, 6, 30)}
    adopted(period=earlier, on=council().ends_on)
    business_time(2019, 6, 29, 9)
    amendments.take_effect(clock.now())
    amendments.submit(
        other, meeting=council(), effective_on=other.plan.ends_on, by=person(R.EDITOR)
    )

    rows = client.get(other.get_absolute_url()).context["rows"]

    assert [each.element.number for each in rows] == ["6"]


def test_an_act_that_is_not_possible_says_why(client):
    made = adopted()
    enter(client, R.EDITOR, R.APPROVER)

    for act in ("submit", "adopt", "return", "withdraw"):
        page = words_of(client, f"{made.get_absolute_url()}{act}/")
        assert "This is not possible now" in page
    page = words_of(client, f"{made.get_absolute_url()}changes/{goal().public_id}/")
    assert "The words are closed" in page
    assert client.get(f"{made.get_absolute_url()}changes/{goal('7').public_id}/").status_code == 404


def test_amendments_that_wait_are_read_together(client):
    made, asked = written(verdicts={"5": Verdict.CHANGE}), []
    below("1")
    enter(client, R.EDITOR)

    for number in "123":
        other = amendment(verdicts={number: Verdict.DROP, "SO1": Verdict.DROP})
        added(other)
        waits = {"state": AmendmentState.ADOPTED, "effective_on": EFFECT}
        Amendment.objects.filter(pk=other.pk).update(**waits)
        with CaptureQueriesContext(connection) as queries:
            page = words_of(client, made.get_absolute_url())
        assert "is to take effect first" not in page
        asked.append(len(queries))

    assert asked == [19] * 3
