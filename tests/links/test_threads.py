import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links import selectors, services, tables
from wco_portal.links.enums import Relation
from wco_portal.links.tables import Card, Kind

pytestmark = pytest.mark.django_db
ANYBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Two kinds of things; what is called SECRET... only signed-in people see."""

    def cards(public_ids, actor):
        return [
            Card(each, f"Thing {each}", f"/en/things/{each}/", "en")
            for each in public_ids
            if actor.is_authenticated or not each.startswith("SECRET")
        ]

    def listed(actor):
        return cards(["AAAAAAAAAA", "BBBBBBBBBB"], actor)

    monkeypatch.setitem(tables.KINDS, "wish", Kind("wish", "Wish", cards, listed))
    monkeypatch.setitem(tables.KINDS, "deed", Kind("deed", "Deed", cards))


def join(origin, target, relation=Relation.ARISES_FROM):
    return services.links.join(("deed", origin), ("wish", target), relation=relation)


def test_a_thread_is_walked_both_ways():
    join("AAAAAAAAAA", "BBBBBBBBBB")

    back = selectors.threads.comes_from("AAAAAAAAAA", actor=ANYBODY)
    forth = selectors.threads.leads_to("BBBBBBBBBB", actor=ANYBODY)

    assert [(str(k.relation), k.card.title) for k in back] == [("arises from", "Thing BBBBBBBBBB")]
    assert [(str(k.relation), k.card.title) for k in forth] == [
        ("gave rise to", "Thing AAAAAAAAAA")
    ]


def test_what_the_reader_may_not_see_is_not_in_the_thread():
    join("AAAAAAAAAA", "SECRET0000")

    assert selectors.threads.comes_from("AAAAAAAAAA", actor=ANYBODY) == []
    assert len(selectors.threads.comes_from("AAAAAAAAAA", actor=person(R.EDITOR))) == 1


def test_the_same_link_is_made_once():
    assert join("AAAAAAAAAA", "BBBBBBBBBB") == join("AAAAAAAAAA", "BBBBBBBBBB")


def test_only_editors_make_links_and_only_to_what_they_see():
    ends = {"origin": ("deed", "AAAAAAAAAA"), "target": ("wish", "BBBBBBBBBB")}

    with pytest.raises(Denied):
        services.links.make(**ends, relation="answers", by=person(R.FOCAL_POINT, member="sen"))
    with pytest.raises(DomainError, match="does not exist"):
        services.links.make(
            ("deed", "AAAAAAAAAA"), ("gone", "B"), relation="answers", by=person(R.EDITOR)
        )
    services.links.make(**ends, relation="answers", by=person(R.EDITOR))
    assert Event.objects.filter(type="links.link.made").count() == 1


def test_the_number_of_queries_does_not_grow_with_the_thread():
    join("AAAAAAAAAA", "BBBBBBBBBB")
    with CaptureQueriesContext(
        connection,
    ) as one:
        selectors.threads.of("AAAAAAAAAA", actor=ANYBODY)
    for number in range(8):
        join("AAAAAAAAAA", f"CCCCCCCCC{number}")

    with CaptureQueriesContext(connection) as many:
        selectors.threads.of("AAAAAAAAAA", actor=ANYBODY)

    assert len(one) == len(many) == 2


def test_many_threads_take_as_many_queries_as_one():
    for letter in "BCD":
        join("A" * 10, letter * 10)
    ids = ["A" * 10, "B" * 10, "C" * 10, "E" * 10]

    with CaptureQueriesContext(connection) as queries:
        found = selectors.threads.of_many(ids, actor=ANYBODY)

    assert len(queries) == 2
    assert found == {each: selectors.threads.of(each, actor=ANYBODY) for each in ids}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_editor_links_and_unlinks_on_the_page(client, language):
    client.force_login(person(R.EDITOR))
    address = f"/{language}/links/deed/AAAAAAAAAA/new/"
    assert "Thing BBBBBBBBBB" in client.get(address).content.decode()

    wrong = client.post(address, {"side": "back", "relation": "answers", "other": "wish:ZZ"})
    answer = client.post(
        address, {"side": "back", "relation": "answers", "other": "wish:BBBBBBBBBB"}
    )

    assert wrong.status_code == 422
    assert answer["Location"] == "/en/things/AAAAAAAAAA/"
    knot = selectors.threads.comes_from("AAAAAAAAAA", actor=ANYBODY)[0]
    client.post(f"/{language}/links/{knot.link.public_id}/remove/", {"side": "origin"})
    assert selectors.threads.comes_from("AAAAAAAAAA", actor=ANYBODY) == []


def test_the_tag_shows_the_thread():
    join("AAAAAAAAAA", "BBBBBBBBBB")
    template = Template('{% load links %}{% thread "AAAAAAAAAA" kind="deed" %}')

    shown = template.render(Context({"user": ANYBODY}))

    assert "Thing BBBBBBBBBB" in shown
    assert "Remove" not in shown
