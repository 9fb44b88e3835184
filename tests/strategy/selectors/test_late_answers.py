"""A round that is reopened after its result was read: few late answers are not given away."""

import datetime as dt
import json

import pytest

from strategy import services
from strategy.models import Consultation
from tests.factories import person
from tests.factories.consultations import BRUSSELS, answer, consultation, ranking
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
CODES = ("sen", "cmr", "fra", "jpn", "can")


def member(code):
    return Member.objects.get(code=code)


@pytest.fixture
def reopened(business_time):
    """Five Members answered; a party read the file; the round was reopened for the late ones."""
    editor = person(R.EDITOR)
    made = consultation()
    for code in CODES:
        answer(made, member(code), "1234")
    business_time(2019, 5, 2, 9)
    services.consultations.close_due(dt.datetime(2019, 5, 2, 7, tzinfo=dt.UTC))
    until = dt.datetime(2019, 5, 10, 18, tzinfo=BRUSSELS)
    services.consultations.reopen(made, closes_at=until, reason="Storm.", by=editor)
    business_time(2019, 5, 6, 9)
    return made


def close(business_time):
    business_time(2019, 5, 11, 9)
    services.consultations.close_due(dt.datetime(2019, 5, 11, 7, tzinfo=dt.UTC))


def statuses(client, who, made):
    """Return how the files, the API and the comparison answer, and what the page says."""
    client.force_login(who)
    base = made.get_absolute_url()
    api = f"/api/v1/consultations/{made.slug}/"
    paths = [base + "result.csv", base + "answers.json", api + "result/", api + "ballots/"]
    return [client.get(path).status_code for path in paths]


@pytest.mark.parametrize(("late", "shown"), [(0, 200), (1, 404), (2, 404), (3, 200)])
def test_parties_see_the_result_again_with_none_or_three_late_answers(
    client, reopened, business_time, late, shown
):
    for code in ("mex", "idn", "mar")[:late]:
        answer(reopened, member(code), "4321")
    close(business_time)

    party = person(R.FOCAL_POINT, member="sen")
    assert set(statuses(client, party, reopened)) == {shown}
    page = client.get(reopened.get_absolute_url()).content.decode()
    assert ("the difference would tell" in page) == (shown == 404)
    assert set(statuses(client, person(R.AUDITOR), reopened)) == {200}


def test_who_sends_again_after_the_reopening_is_as_late_as_who_sends_first(
    client, reopened, business_time
):
    position = reopened.positions.get(member__code="cmr")
    by = person(R.FOCAL_POINT, member="cmr")
    client.force_login(by)
    review = f"/en/consultations/{reopened.slug}/answer/cmr/review/"
    assert "whoever kept the earlier result" in client.get(review).content.decode()
    saved = services.positions.save(
        reopened,
        member=member("cmr"),
        ranking=ranking(reopened, "4321"),
        comment="",
        version=position.version,
        by=by,
    )
    services.positions.send(reopened, member=member("cmr"), version=saved.version, by=by)
    close(business_time)

    assert set(statuses(client, person(R.FOCAL_POINT, member="sen"), reopened)) == {404}


def test_what_is_published_counts_every_answer(client, reopened, business_time):
    answer(reopened, member("mex"), "4321")
    close(business_time)
    services.consultations.publish(reopened, by=person(R.EDITOR))

    found = client.get(f"{reopened.get_absolute_url()}answers.json")

    assert sum(each.get("count", 1) for each in json.loads(found.content)["ballots"]) == 6
    assert Consultation.objects.phased().get(pk=reopened.pk).phase == "published"
