"""Scales, dots, points and parts of rankings: answered by plain forms, shown in both languages."""

import csv
import datetime as dt
import io
import json

import pytest
from django.db import transaction
from django.db.utils import IntegrityError

from strategy import selectors, services
from strategy.models import Consultation, Plan, Position
from tests.factories import person
from tests.factories.consultations import close, consultation, draft, give, marks
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region

pytestmark = pytest.mark.django_db
ANSWER = "/en/consultations/priorities/answer/"


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code)


def fields(made, *given):
    return {f"place-{key}": mark for key, mark in marks(made, *given).items()}


CASES = [
    ({"instrument": "scale", "allows_no_opinion": True}, (5, 4, 0, 1), "no opinion"),
    ({"instrument": "dots", "dots": 7}, (3, 4, None, None), "up to 7 dots"),
    ({"instrument": "points"}, (40, 30, 20, 10), "exactly 100 points"),
    ({"top": 2}, (2, None, 1, None), "Give 2 of the 4 items a place"),
    ({"allows_ties": True, "allows_no_opinion": True}, (1, 1, None, 2), "equal ones if you like"),
]


@pytest.mark.parametrize(("values", "given", "said"), CASES)
def test_every_instrument_is_answered_and_its_receipt_read(client, values, given, said):
    made, by = consultation(asks_remarks=True, **values), focal()
    client.force_login(by)
    first = made.items.get(order=1).public_id
    body = fields(made, *given) | {f"remark-{first}": "Ports <first>.", "comment": "", "version": 0}

    empty = client.get(ANSWER).content.decode()
    saved = client.post(ANSWER, body | {"act": "review"})
    review = client.get(saved.headers["Location"]).content.decode()
    sent = client.post(saved.headers["Location"], {"version": 1})
    receipt = client.get(sent.headers["Location"]).content.decode()

    revision = Position.objects.get().sent
    assert said in empty
    assert revision.ranking == marks(made, *given)
    assert revision.remarks == {first: "Ports <first>."}
    assert "Ports &lt;first&gt;." in review
    assert "Ports &lt;first&gt;." in receipt
    assert "Ports &lt;first&gt;." in client.get(ANSWER).content.decode()


WRONG = [
    ({"instrument": "points"}, (40, 30, 20, 9), "You shared out 99 points; it must be 100."),
    ({"instrument": "scale"}, (3, None, 3, 3), "Choose an answer."),
    ({"top": 2}, (1, 1, None, None), "Another priority has this place too."),
]


@pytest.mark.parametrize(("values", "given", "said"), WRONG)
def test_wrong_answers_are_kept_as_drafts_and_refused_for_review(client, values, given, said):
    made = consultation(**values)
    client.force_login(focal())
    body = fields(made, *given) | {"comment": "Kept.", "version": 0}

    refused = client.post(ANSWER, body | {"act": "review"})
    kept = client.post(ANSWER, body | {"act": "save"})
    review = client.get(f"{ANSWER}sen/review/").content.decode()

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert said in refused.content.decode()
    assert "Kept." in refused.content.decode()
    assert "not complete yet" in review
    with pytest.raises(DomainError):
        services.positions.send(made, member=Member.objects.get(code="sen"), version=1, by=focal())


def test_nonsense_in_a_field_is_said_and_kept(client):
    made = consultation(instrument="points")
    client.force_login(focal())
    body = fields(made, "1e400", "-5", "ten", "101") | {"comment": "", "version": 0, "act": "save"}

    page = client.post(ANSWER, body)

    assert page.status_code == 422
    assert 'value="1e400"' in page.content.decode()


def published(*answers, **values):
    made = consultation(**values)
    codes = Member.objects.counted().filter(region__code="wca").order_by("code")
    others = Member.objects.counted().filter(region__code="eur").order_by("code")
    members = [*codes[: len(answers) - 3], *others[:3]]
    for member, given in zip(members, answers, strict=True):
        give(made, member.code, *given)
    services.consultations.publish(close(made), by=person(R.EDITOR))
    return Consultation.objects.phased().get(pk=made.pk)


SCALED = [(5, 1, 0, 3)] * 4 + [(4, 2, 0, 3)] * 3
SHARED = [(70, 30, None, None)] * 4 + [(10, 90, None, None)] * 3


def test_result_of_a_scale_says_what_is_undefined(client):
    made = published(*SCALED, instrument="scale", allows_no_opinion=True)

    page = client.get("/en/consultations/priorities/").content.decode()
    french = client.get("/fr/consultations/priorities/").content.decode()
    rows = list(
        csv.reader(
            io.StringIO(
                client.get(f"{made.get_absolute_url()}result.csv").content.decode("utf-8-sig")
            )
        )
    )
    told = client.get("/api/v1/consultations/priorities/scores/").json()

    assert "<h1>Members agree most with Integrity" in page
    assert "<h1>Les Membres" in french
    assert "spread-bar" in page
    assert "not defined" in page
    assert "non défini" in french
    assert len({len(row) for row in rows}) == 1
    assert told["lines"][0]["top_two_percent"] == 100
    assert told["lines"][0]["distribution"] == [0, 0, 0, 3, 4]
    assert told["lines"][-1]["value"] is None
    assert list(told["undefined"].values()) == ["Not defined: no Member has an opinion."]
    assert client.get("/api/v1/consultations/priorities/result/").status_code == 404


def test_program_is_not_told_how_few_have_no_opinion_in_a_region(client):
    """The comparison of the regions hides that two have none: the result does not tell it."""
    full = (4, 2, 3, 3)
    made = published(*[(0, 2, 3, 3)] * 2, *[full] * 8, instrument="scale", allows_no_opinion=True)
    at = [each.region.code for each in selectors.turnout.by_region(made)].index("wca")

    lines = client.get("/api/v1/consultations/priorities/scores/").json()["lines"]
    cells = {line["value"]: line["regions"][at] for line in lines}

    assert (cells[4.0]["value"], cells[4.0]["answered"]) == (4.0, None)
    assert cells[2.0]["answered"] == 7


def test_result_of_points_has_files_and_both_weights(client):
    made = published(*SHARED, instrument="points")

    page = client.get(made.get_absolute_url()).content.decode()
    data = json.loads(client.get(f"{made.get_absolute_url()}answers.json").content)
    book = client.get(f"{made.get_absolute_url()}result.xlsx")
    told = client.get("/api/v1/consultations/priorities/scores/").json()

    assert 'Members would give most to <span class="whole">E-Commerce</span>' in page
    assert data["instrument"] == "points"
    assert min(ballot["marks"] for ballot in data["ballots"]) == [10, 90, 0, 0]
    assert book.content[:2] == b"PK"
    values = {line["place"]: line["value"] for line in told["lines"][:2]}
    assert values == {1: 55.7, 2: 44.3}
    assert {line["value_by_region"] for line in told["lines"][:2]} == {40.0, 60.0}
    assert told["order_depends_on_weighting"] is False


def test_parts_of_rankings_are_counted_and_the_page_says_how(client):
    made = published(*[(1, 2, None, None)] * 5, (2, 1, None, None), top=2)

    page = client.get(made.get_absolute_url()).content.decode()

    assert "Items that a Member left out stand level, after all that it named." in page
    assert "Members put Integrity first" in page


def test_comments_on_items_alone_are_an_input_of_the_plan():
    made = consultation(plan=Plan.objects.get(slug="2019-2022"), instrument="dots", dots=2)
    Consultation.objects.filter(pk=made.pk).update(asks_remarks=True)
    items = list(made.items.order_by("order"))

    give(made, "sen", 2, remarks={items[0].public_id: "Ports.", items[1].public_id: " "})
    give(made, "fra", 1)

    (said,) = selectors.inputs.of_plan(made.plan).filter(kind="comment")
    assert said.member.code == "sen"
    assert selectors.inputs.words(said).value == "Integrity: Ports."


def test_region_page_shows_a_scale_so_far(client):
    made = consultation(instrument="scale")
    for code in ("sen", "cmr", "civ"):
        give(made, code, 5, 4, 3, 2)
    client.force_login(person(R.COORDINATOR, region="wca"))

    page = client.get("/en/consultations/priorities/region/wca/").content.decode()

    assert "How the region answers so far" in page


def test_editor_asks_again_with_the_same_instrument_and_other_dates(client):
    made = consultation(instrument="dots", dots=9, asks_remarks=True)
    client.force_login(person(R.EDITOR))
    address = f"{made.get_absolute_url()}copy/"
    form = client.get(address).context["form"]
    body = {name: form[name].value() for name in form.fields if form[name].value()}

    empty = client.post(address, body)
    again = client.post(
        address, body | {"opens_at": "2019-06-01T09:00", "closes_at": "2019-07-01T09:00"}
    )

    copy = Consultation.objects.get(slug="priorities-2")
    assert not {"opens_at", "closes_at"} & set(body)
    assert (empty.status_code, again.status_code) == (422, 302)
    assert (copy.instrument, copy.dots, copy.asks_remarks, copy.state) == ("dots", 9, True, "draft")
    assert [i.title_en for i in copy.items.order_by("order")] == [
        i.title_en for i in made.items.order_by("order")
    ]


def test_editor_gives_and_takes_windows_and_reopens_for_a_region(client):
    made = draft()
    client.force_login(person(R.EDITOR))
    base = "/en/consultations/priorities/"
    body = {
        "region": "wca",
        "opens_at": "2019-03-02T09:00",
        "closes_at": "2019-03-01T09:00",
        "zone": "Africa/Dakar",
    }

    wrong = client.post(f"{base}windows/", body)
    right = client.post(f"{base}windows/", body | {"closes_at": "2019-06-01T09:00"})
    listed = client.get(f"{base}windows/").content.decode()
    taken = client.post(f"{base}region/wca/window/remove/")
    services.consultations.announce(made, by=person(R.EDITOR))
    services.consultations.open_due(made.opens_at)
    late = client.post(f"{base}windows/", body | {"closes_at": "2019-06-01T09:00"})
    more = client.post(
        f"{base}reopen-region/",
        {"region": "wca", "closes_at": "2019-06-01T09:00", "reason": "Storm."},
    )

    assert (wrong.status_code, right.status_code, taken.status_code) == (422, 302, 302)
    assert "Dakar" in listed
    assert (late.status_code, more.status_code) == (422, 302)
    assert made.windows.get().region.code == "wca"


def test_page_tells_a_reader_the_window_of_the_own_region(client):
    made = draft()
    editor = person(R.EDITOR)
    services.windows.give(
        made,
        region=Region.objects.get(code="wca"),
        opens_at=made.opens_at,
        closes_at=made.opens_at + dt.timedelta(days=3),
        zone="Africa/Dakar",
        by=editor,
    )
    services.consultations.announce(made, by=editor)
    services.consultations.open_due(made.opens_at)
    seen = {}
    for code in ("sen", "fra"):
        client.force_login(focal(code))
        seen[code] = client.get(made.get_absolute_url()).content.decode()

    button = "Answer for your administration"
    assert button not in seen["sen"]
    assert button in seen["fra"]


@pytest.mark.parametrize(
    "values",
    [
        {"instrument": "scale", "top": 2},
        {"instrument": "dots"},
        {"instrument": "points", "allows_no_opinion": True},
        {"top": 0},
    ],
)
def test_database_refuses_options_that_do_not_fit(values):
    made = draft()

    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=made.pk).update(**values)


def test_options_that_do_not_fit_are_said_beside_the_field(client):
    client.force_login(person(R.EDITOR))

    page = client.post(
        "/en/consultations/new/", {"instrument": "dots", "top": 3, "allows_no_opinion": "on"}
    )

    errors = page.context["form"].errors
    assert {"dots", "top", "allows_no_opinion"} <= set(errors)
