"""Region by region: who sees what, what stays hidden, how often the database is asked."""

import csv
import io

import pytest

from strategy import selectors, services
from strategy.models import Consultation, Workshop
from tests.factories import person
from tests.factories.consultations import answer, close, consultation, give
from tests.factories.workshops import workshop
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region

pytestmark = pytest.mark.django_db
SCALE = {
    "wca": ((5, 4, 3, 1),) * 4,
    "eur": ((1, 4, 3, 0),) * 3 + ((2, 4, 3, 5),) * 3,
    "ams": ((3, 3, 3, 3),),
    "mena": ((2, 2, 2, 2),) * 2,
}
POINTS = {
    "wca": ((70, 20, 10, 0),) * 4,
    "eur": ((10, 20, 10, 60),) * 4,
    "ams": ((25,) * 4,),
    "mena": ((25,) * 4,) * 2,
}
ORDERS = {"wca": ("1234",) * 4, "eur": ("4321",) * 4, "ams": ("1243",), "mena": ("2134", "2143")}


def answered(orders=None):
    """Let Members of some regions answer, each region in its own orders."""
    made = consultation()
    for code, given in (orders or ORDERS).items():
        members = Member.objects.counted().on(made.closing_day).filter(region__code=code)
        for member, order in zip(members.order_by("code"), given, strict=False):
            answer(made, member, order)
    return close(made)


def scored(given, slug="priorities", **instrument):
    """Let Members of some regions answer a consultation that is no ranking, and publish it."""
    made = consultation(slug, **instrument)
    for code, answers in given.items():
        members = Member.objects.counted().on(made.closing_day).filter(region__code=code)
        for member, marks in zip(members.order_by("code"), answers, strict=False):
            give(made, member.code, *marks)
    return publish(close(made))


def scale(given=SCALE, slug="priorities"):
    return scored(given, slug, instrument="scale", allows_no_opinion=True)


def held(title, **fields):
    """Let a workshop be over."""
    made = workshop("eur", title_en=title)
    Workshop.objects.filter(pk=made.pk).update(state="held", **fields)


def publish(made):
    services.consultations.publish(made, by=person(R.EDITOR))
    return Consultation.objects.phased().get(pk=made.pk)


def page_of(client, made, query="", language="en"):
    return client.get(f"/{language}/consultations/{made.slug}/regions/{query}").content.decode()


def test_only_turnout_is_told_before_the_result_may_be_shown(client):
    made = answered()

    before = page_of(client, made)
    client.force_login(person(R.COORDINATOR, region="wca"))
    to_a_party = page_of(client, made)

    assert "says only who has answered" in before
    assert "What differs" not in before
    assert "<b>4</b>" in before
    assert "Regions differ most on" in to_a_party


def test_small_regions_show_nothing_on_page_in_file_and_api(client):
    made = publish(answered())

    page = page_of(client, made, "?from=ams&to=mena")
    rows = list(
        csv.DictReader(
            io.StringIO(
                client.get(f"/en/consultations/{made.slug}/regions.csv").content.decode("utf-8-sig")
            )
        )
    )
    told = client.get(f"/api/v1/consultations/{made.slug}/regions/").json()

    assert {row["Region"] for row in rows if row["Place"] == "hidden"} == {
        Region.objects.get(code=code).short_en for code in ("ams", "mena")
    }
    by_code = {part["region"]: part for part in told["regions"]}
    assert by_code["ams"]["is_hidden"]
    assert by_code["mena"]["is_hidden"]
    assert all(field["mean_rank"] is None for field in by_code["ams"]["items"])
    assert all(
        field[band] is None for field in by_code["mena"]["items"] for band in ("first", "last")
    )
    assert by_code["wca"]["w"] == 1.0
    assert sorted(field["mean_rank"] for field in by_code["eur"]["items"]) == [1, 2, 3, 4]
    assert page.count("Hidden: so few answers") == 2
    # A hidden region cannot be chosen: the order of all Members stands in its place.
    assert "Order on the left: All Members" in page


def test_any_two_regions_are_compared_by_links_in_both_languages(client):
    made = publish(answered())

    english = page_of(client, made, "?from=wca&to=eur")
    french = page_of(client, made, "?from=eur&to=", language="fr")

    west, europe = (Region.objects.get(code=code).short_en for code in ("wca", "eur"))
    assert f"Order on the left: {west}" in english
    assert f"Order on the right: {europe}" in english
    assert "4 priorities stand elsewhere" in english
    assert "Ordre à droite\u00a0: Tous les Membres" in french


def test_dashboards_ask_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    made = publish(answered({"wca": ("1234",) * 3}))
    address = f"/en/consultations/{made.slug}/regions/"
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    with django_assert_max_num_queries(8) as once:
        client.get("/en/participation/")
    Consultation.objects.filter(pk=made.pk).update(slug="few")
    publish(answered())
    held("A day", members_present=9, members_of=20)

    with django_assert_max_num_queries(len(few)):
        client.get(address)
    with django_assert_max_num_queries(len(once)):
        client.get("/en/participation/")


def test_presence_over_time_holds_consultations_and_workshops(client):
    made = publish(answered({"wca": ("1234",) * 3}))
    held("A day in spring", members_present=9, members_of=20)
    held("Nobody counted")

    page = client.get("/fr/participation/").content.decode()
    told = client.get("/api/v1/participation/").json()["occasions"]
    rows = client.get("/en/participation/participation.csv").content.decode("utf-8-sig")

    assert "presence" in page
    kinds = [(each["kind"], len(each["regions"])) for each in told]
    assert ("workshop", 1) in kinds
    assert ("consultation", 6) in kinds
    assert "A day in spring" in rows
    assert "Nobody counted" not in rows
    assert made.slug in {each["id"] for each in told}


def test_hostile_words_in_the_address_change_nothing(client):
    made = publish(answered())

    assert client.get(f"/en/consultations/{made.slug}/regions/?from=%00&to=<b>").status_code == 200


def test_a_scale_shows_what_differs_and_hides_small_regions_and_small_groups(client):
    made = scale()

    page = page_of(client, made, "?from=wca&to=eur")
    table = client.get(f"/en/consultations/{made.slug}/regions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    told = client.get(f"/api/v1/consultations/{made.slug}/regions/").json()

    west, europe = (Region.objects.get(code=code).short_en for code in ("wca", "eur"))
    assert f"{west} and {europe} differ most on Revenue: 1 and 5." in page
    assert "Regions differ most on Revenue" in page
    assert "van der Eijk" in page
    assert page.count("Hidden: so few answers") == 2
    hidden = {row["Region"] for row in rows if row["Mean"] == "hidden"}
    assert {Region.objects.get(code=code).short_en for code in ("ams", "mena")} <= hidden
    by_code = {part["region"]: part for part in told["regions"]}
    first = by_code["eur"]["items"][-1]
    assert told["instrument"] == "scale"
    assert by_code["wca"]["agreement_value"] == 1
    assert all(field["value"] is None for field in by_code["mena"]["items"])
    for part in told["regions"]:
        for field in part["items"]:
            shown = [field[band] for band in ("agree", "neither", "disagree", "no_opinion")]
            assert not {1, 2} & set(shown)
    assert first["item"] in told["spread"]
    assert client.get(f"/en/consultations/{made.slug}/regions.xlsx").status_code == 200


def test_places_are_counted_among_what_both_sides_show():
    made = scale({"wca": ((3, 2, 1, 0),) * 4, "eur": ((3, 2, 1, 5),) * 6})

    board = selectors.dashboards.of(made, person(R.EDITOR), right="wca")

    assert board.outcome.rows[0].line.item == 3
    places = [(each.before.place, each.after.place) for each in board.pairs]
    assert places == [(1, 1), (2, 2), (3, 3)]


def test_points_are_compared_as_shares_in_both_languages(client):
    made = scored(POINTS, instrument="points")

    page = page_of(client, made, "?from=wca&to=eur")
    french = page_of(client, made, "?from=wca&to=mena", language="fr")

    assert "60 less" in page
    assert "Twice an even share or more" in page
    assert "Région par région" in french
    # A hidden region cannot be chosen.
    assert "Ordre à droite\u00a0: Moyen" not in french


def test_a_scale_asks_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    few_made = scale({"wca": ((5, 4, 3, 1),) * 3}, "few")
    with django_assert_max_num_queries(12) as few:
        client.get(f"/en/consultations/{few_made.slug}/regions/")
    many = scale(slug="many")

    with django_assert_max_num_queries(len(few)):
        client.get(f"/en/consultations/{many.slug}/regions/")


def test_before_anybody_answered_a_scale_tells_only_the_turnout(client):
    made = consultation(instrument="scale")

    assert "says only who has answered" in page_of(client, made)
    empty = close(made)
    client.force_login(person(R.EDITOR))
    assert "says only who has answered" in page_of(client, empty)
