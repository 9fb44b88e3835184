import pytest

from strategy.models import Amendment, Plan, PlanReview
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

BASE = "/en/plans/2016-2019/reviews/"


def test_a_review_from_its_opening_to_the_amendment(client):
    client.force_login(person(R.EDITOR))
    assert client.get(f"{BASE}new/").status_code == 200
    client.post(f"{BASE}new/", {"starts_on": "2017-07-01", "ends_on": "2018-06-30"})
    review = PlanReview.objects.get()
    address = review.get_absolute_url()

    early = client.post(f"{address}close/", {"summary_en": "Done."})
    assert early.status_code == 422
    assert "A finding is missing for: 1, 2, 3, 4, 5, 6, 7." in early.content.decode()
    assert client.get(address).content.decode().count("/findings/") == 7
    for element in Plan.objects.get(slug="2016-2019").elements.steering():
        verdict = "change" if element.number == "5" else "keep"
        data = {"verdict": verdict, "finding_en": "Seen.", "finding_fr": "Vu."}
        path = f"{address}findings/{element.public_id}/"
        assert client.get(path).status_code == 200
        assert client.post(path, data).status_code == 302
    assert client.post(f"{address}close/", {"summary_en": "Done."}).status_code == 302

    amendment = Amendment.objects.get()
    client.logout()
    address = amendment.get_absolute_url()
    pages = {code: client.get(f"/{code}/{address[4:]}") for code in ("fr", "en")}
    assert [page.status_code for page in pages.values()] == [200, 200]
    assert "Promote information exchange" in pages["en"].content.decode()
    assert client.get(review.get_absolute_url()).status_code == 200


def test_an_open_review_is_not_public(client):
    client.force_login(person(R.EDITOR))
    client.post(f"{BASE}new/", {"starts_on": "2017-07-01", "ends_on": "2018-06-30"})
    review = PlanReview.objects.get()
    client.logout()

    assert client.get(review.get_absolute_url()).status_code == 404
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert client.get(f"{BASE}new/").status_code == 403


def test_a_wrong_period_keeps_what_was_typed(client):
    client.force_login(person(R.EDITOR))

    answer = client.post(f"{BASE}new/", {"starts_on": "2018-07-01", "ends_on": "2019-06-30"})

    assert answer.status_code == 422
    assert "2019-06-30" in answer.content.decode()
