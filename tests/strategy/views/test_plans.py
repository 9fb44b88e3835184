import datetime as dt

import pytest

from strategy import selectors
from strategy.models import Plan
from strategy.services import decisions
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting

pytestmark = pytest.mark.django_db


def submitted():
    plan = draft()
    decisions.submit(
        plan, meeting=GoverningMeeting.objects.get(code="council-2019-06"), by=person(R.EDITOR)
    )
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "path",
    [
        "plans/",
        "plans/?as_of=2018-01-01",
        "plans/2016-2019/",
        "plans/2016-2019/priorities/illicit-financial-flows/",
        "plans/2016-2019/reviews/",
        "plans/2019-2022/",
        "plans/2019-2022/?as_of=2018-07-01",
        "plans/2019-2022/history/",
        "plans/2019-2022/compare/",
    ],
)
def test_everybody_reads(client, language, path):
    response = client.get(f"/{language}/{path}")

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["plans/", "plans/2016-2019/", "plans/2019-2022/history/"])
@pytest.mark.parametrize("day", ["nonsense", "2019-03-28", "1900-01-01"])
def test_a_day_that_is_none_is_said_beside_the_field(client, path, day):
    answer = client.get(f"/fr/{path}?as_of={day}")

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_day_before_the_plan_was_public_is_said(client):
    answer = client.get("/en/plans/2019-2022/?as_of=2018-05-31")

    assert answer.status_code == 422
    assert "choose 1\xa0June 2018 or later" in answer.content.decode()


def test_a_plan_is_read_as_it_stood(client, business_time):
    plan = draft()
    decisions.consult(plan, by=person(R.EDITOR))
    business_time(2019, 5, 2, 9)
    decisions.resume(plan, by=person(R.EDITOR))
    decisions.submit(
        plan, meeting=GoverningMeeting.objects.get(code="council-2019-06"), by=person(R.EDITOR)
    )

    states = {
        day: selectors.lives.state_on(Plan.objects.get(pk=plan.pk), dt.date.fromisoformat(day))
        for day in ("2019-03-26", "2019-03-27", "2019-05-01", "2019-05-02")
    }
    then = client.get("/en/plans/2019-2022/?as_of=2019-04-01").content.decode()
    history = client.get("/en/plans/2019-2022/history/?as_of=2019-04-01").content.decode()

    assert list(states.values()) == ["draft", "in_consultation", "in_consultation", "submitted"]
    assert "You read version 1." in then
    assert "Version 2" not in history
    assert "You read version 2." in client.get("/en/plans/2019-2022/").content.decode()


def test_a_decision_recorded_ahead_of_its_day_counts_from_that_day_on(business_time):
    plan = submitted()
    decisions.adopt(plan, reference="SC 1", decided_on=dt.date(2019, 6, 28), by=person(R.APPROVER))
    business_time(2019, 6, 30, 9)
    plan.refresh_from_db()

    found = [selectors.lives.state_on(plan, dt.date(2019, 6, day)) for day in (27, 28)]

    assert found == ["submitted", "adopted"]


def test_what_was_in_force_stays_so_when_read_of_an_earlier_day(business_time):
    draft("adopted")
    decisions.bring_into_force(business_time(2019, 7, 1, 0, 1))
    business_time(2019, 7, 2, 9)
    old = Plan.objects.get(slug="2016-2019")

    found = [selectors.lives.state_on(old, dt.date(2019, 6, 30) + dt.timedelta(n)) for n in (0, 1)]

    assert found == ["in_force", "superseded"]


def test_the_history_names_consultations_and_the_six_workshops(client):
    page = client.get("/en/plans/2019-2022/history/").content.decode()

    assert page.count('href="/en/workshops/2018-') == 6


def test_the_history_of_a_past_day_ends_there(client):
    page = client.get("/en/plans/2019-2022/history/?as_of=2018-10-20").content.decode()

    assert page.count('href="/en/workshops/2018-') == 2
    assert page.count('class="done"') == 3


@pytest.mark.parametrize(
    "path", ["plans/2022-2025/", "plans/2025-2028/", "plans/nope/", "plans/2019-2022/versions/1/"]
)
def test_what_is_not_known_yet_is_not_found(client, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_seven_goals_with_their_functions_and_four_priorities(client):
    page = client.get("/en/plans/2016-2019/").content.decode()

    assert "Promote fair, efficient and effective Revenue collection" in page
    assert "Customs-Tax Cooperation" in page
    assert "our reading" in page
    french = client.get("/fr/plans/2016-2019/").content.decode()
    assert "notre traduction, non officielle" in french


def test_wording_that_came_later_says_so(client, business_time):
    later = "wording published later"

    assert later in client.get("/en/plans/2019-2022/").content.decode()
    business_time(2021, 8, 1, 9)
    assert later not in client.get("/en/plans/2019-2022/").content.decode()


def test_the_public_reads_the_frozen_words_and_the_secretariat_the_working_ones(client):
    plan = draft()
    assert "Words of SO1." not in client.get("/en/plans/2019-2022/").content.decode()

    client.force_login(person(R.AUDITOR))
    assert "Words of SO1." in client.get("/en/plans/2019-2022/").content.decode()
    client.logout()
    decisions.consult(plan, by=person(R.EDITOR))
    page = client.get("/en/plans/2019-2022/").content.decode()
    assert "Words of SO1." in page
    assert "You read version 1." in page


def test_a_version_keeps_its_address_and_points_to_the_newer_one(client):
    plan = submitted()
    decisions.give_back(plan, reasons_en="Shorter.", reasons_fr="", by=person(R.APPROVER))
    decisions.submit(
        plan, meeting=GoverningMeeting.objects.get(code="council-2019-06"), by=person(R.EDITOR)
    )

    page = client.get("/fr/plans/2019-2022/versions/1/").content.decode()

    assert "Texte de SO1." in page
    assert "Il existe une version plus récente" in page
    assert plan.submissions.first().frozen.sha256 in page
    assert client.get("/en/plans/2019-2022/versions/3/").status_code == 404


def test_the_page_of_an_objective_shows_its_words(client):
    plan = submitted()
    element = plan.elements.get(number="SO2")

    page = client.get(element.get_absolute_url()).content.decode()

    assert "Words of SO2." in page
    assert "E-Commerce" in page


def test_the_plan_in_force_by_date(client, business_time):
    draft("in_force")

    business_time(2019, 7, 2, 9)

    then = client.get("/en/plans/?as_of=2019-06-30").content.decode()
    now = client.get("/en/plans/?as_of=2019-07-01").content.decode()

    assert "1 July 2016" in then.replace("\xa0", " ").split("All plans")[0]
    assert "1 July 2019" in now.replace("\xa0", " ").split("All plans")[0]


def count(client, django_assert_max_num_queries, path):
    client.get(path)
    with django_assert_max_num_queries(60) as context:
        client.get(path)
    return len(context)


def test_pages_need_as_many_queries_for_many_elements(client, django_assert_max_num_queries):
    submitted()
    one = count(client, django_assert_max_num_queries, "/en/plans/2016-2019/")
    many = count(client, django_assert_max_num_queries, "/en/plans/2019-2022/")

    assert many <= one + 3
    assert many <= 20


def test_a_withdrawn_plan_is_gone_for_the_public(client):
    plan = draft()
    decisions.withdraw(plan, reasons_en="No.", reasons_fr="Non.", by=person(R.APPROVER))

    assert client.get("/en/plans/2019-2022/").status_code == 404
    client.force_login(person(R.EDITOR))
    assert client.get("/en/plans/2019-2022/").status_code == 200


def test_history_tells_meetings_and_decisions(client):
    plan = submitted()
    decisions.adopt(
        plan, reference="C 133/1", decided_on=dt.date(2019, 6, 29), by=person(R.APPROVER)
    )

    page = client.get("/en/plans/2019-2022/history/").content.decode()

    assert "Council, June 2019" in page
    assert "C 133/1" in page
    assert "Survey of all 183 Members" in page
