import datetime as dt

import pytest

from strategy.models import Plan
from strategy.services import decisions
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting

pytestmark = pytest.mark.django_db

BASE = "/en/plans/2019-2022"


def council():
    return GoverningMeeting.objects.get(code="council-2019-06")


def enter(client, *roles):
    made = person(*roles)
    client.force_login(made)
    return made


def state():
    return Plan.objects.get(slug="2019-2022").state


def test_from_the_draft_to_the_decision_in_the_browser(client):
    draft()
    enter(client, R.EDITOR)
    page = client.get(f"{BASE}/submit/").content.decode()
    assert "Council, June 2019" in page
    sent = client.post(
        f"{BASE}/submit/", {"meeting": council().pk, "agenda_item": "IV"}, follow=True
    )
    assert (sent.status_code, state()) == (200, "submitted")

    enter(client, R.APPROVER)
    form = client.get(f"{BASE}/adopt/").context["form"]
    assert form.initial == {"decided_on": dt.date(2019, 6, 29)}
    wrong = client.post(f"{BASE}/adopt/", {"reference": "", "decided_on": "2019-01-01"})
    assert wrong.status_code == 422
    done = client.post(f"{BASE}/adopt/", {"reference": "C 133", "decided_on": "2019-06-29"})
    assert (done.status_code, state()) == (302, "adopted")


def test_a_date_outside_the_meeting_is_said_beside_the_field(client):
    plan = draft()
    decisions.submit(plan, meeting=council(), by=person(R.EDITOR))
    enter(client, R.APPROVER)

    answer = client.post(f"{BASE}/adopt/", {"reference": "C 133", "decided_on": "2019-06-01"})

    assert answer.context["form"].errors["decided_on"] == [
        "The date must fall on a day of the meeting."
    ]
    assert "C 133" in answer.content.decode()


def test_a_refused_act_says_why_in_place(client):
    enter(client, R.EDITOR)

    page = client.get(f"{BASE}/submit/").content.decode()
    desk = client.get(f"{BASE}/edit/").content.decode()

    assert "There is no text yet in this language: English." in page
    assert '<form method="post" class="form">' not in page
    assert "There is no text yet in this language: English." in desk
    assert "Only these roles may do this: approver." in desk


@pytest.mark.parametrize(
    ("path", "data", "role", "result"),
    [
        ("consult", {}, R.EDITOR, "in_consultation"),
        ("withdraw", {"reasons_en": "No."}, R.APPROVER, "withdrawn"),
    ],
)
def test_acts_from_the_draft(client, path, data, role, result):
    draft()
    enter(client, role)

    assert client.post(f"{BASE}/{path}/", data).status_code == 302
    assert state() == result


def test_consultation_is_closed_and_the_plan_returned(client):
    draft("in_consultation")
    enter(client, R.EDITOR)
    assert client.post(f"{BASE}/resume/").status_code == 302
    assert state() == "draft"

    draft("endorsed")
    enter(client, R.APPROVER)
    assert client.post(f"{BASE}/return/", {"reasons_en": ""}).status_code == 422
    assert client.post(f"{BASE}/return/", {"reasons_fr": "Trop long."}).status_code == 302
    assert state() == "draft"


def test_the_policy_commission_endorses(client):
    draft()
    enter(client, R.APPROVER)
    meeting = GoverningMeeting.objects.get(code="policy-commission-2018-12")
    data = {"meeting": meeting.pk, "reference": "PC 80", "decided_on": "2018-12-05"}

    assert client.get(f"{BASE}/endorse/").status_code == 200
    assert client.post(f"{BASE}/endorse/", data).status_code == 302
    assert state() == "endorsed"


def test_who_may_not_is_told_so(client):
    draft()
    enter(client, R.APPROVER)

    assert client.post(f"{BASE}/submit/", {"meeting": council().pk}).status_code == 403
    assert client.get(f"{BASE}/consult/").status_code == 403


def test_the_way_back_is_one_link_away_and_says_when_it_is_closed(client):
    draft()
    enter(client, R.APPROVER)

    page = client.get(f"{BASE}/adopt/").content.decode()
    back = client.get(f"{BASE}/return/").content.decode()

    assert f'href="{BASE}/return/"' in page
    assert "the state is “draft”, and it must be “in consultation” or “endorsed" in back
