import pytest
from django.contrib.auth.models import AnonymousUser

from wco_portal.home import selectors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr"])
def test_front_page_stands_on_facts_alone(client, language):
    page = client.get(f"/{language}/")

    assert page.status_code == 200
    text = page.content.decode()
    assert "SMART" in text
    assert "183 " in text
    assert "Kampala" in text
    assert "2016" in text


def test_front_page_before_anything_was_loaded_says_little_but_answers(client, business_time):
    business_time(1990, 1, 1)

    assert client.get("/en/").status_code == 200


def test_front_page_shows_the_plan_in_force_of_the_day(client, business_time):
    business_time(2017, 1, 1)

    assert selectors.front.front(AnonymousUser()).in_force.plan.slug == "2016-2019"
