import pytest

from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.search.services import index

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "typed", ["e-commerce", "douane", "customs", "kampala", "Sénégal", "senegal"]
)
def test_search_answers_in_both_languages(client, language, typed):
    index.rebuild()

    answer = client.get(f"/{language}/search/", {"q": typed})

    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1


def test_year_to_come_is_not_found_before_its_day(client, business_time):
    index.rebuild()
    before = client.get("/en/search/", {"q": "sustainability"}).content.decode()
    business_time(2020, 2, 1)
    after = client.get("/en/search/", {"q": "sustainability"}).content.decode()

    assert "2020:" not in before
    assert "2020:" in after


@pytest.mark.parametrize("query", ["q=%00", "q=x&kind=%F0%9F", "q=x&page=abc", "q=" + "x" * 3000])
def test_odd_requests_are_answered(client, query):
    assert client.get(f"/en/search/?{query}").status_code == 200


def test_search_asks_as_much_for_few_as_for_many(client, django_assert_max_num_queries):
    index.rebuild()
    client.force_login(person(R.EDITOR))

    with django_assert_max_num_queries(8):
        client.get("/en/search/", {"q": "customs"})
