"""Pages of consultations, in both languages and without JavaScript."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command

from strategy import services
from strategy.models import Consultation, Position
from tests.factories import person
from tests.factories.consultations import answer, close, consultation, draft, ranking
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code)


def published(answers=9):
    """Publish the result of answers from several regions."""
    made = consultation()
    members = Member.objects.counted().on(made.closing_day).order_by("code")[:answers]
    for number, member in enumerate(members):
        answer(made, member, ("1234", "1243", "2134")[number % 3])
    made = services.consultations.publish(close(made), by=person(R.EDITOR))
    return Consultation.objects.phased().get(pk=made.pk)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_list_shows_what_is_announced_and_hides_drafts(client, language):
    consultation()
    draft("secret", title_en="Secret", title_fr="Secret")

    page = client.get(f"/{language}/consultations/").content.decode()

    assert "Priorities" in page if language == "en" else "Priorités" in page
    assert "Secret" not in page
    assert client.get(f"/{language}/consultations/secret/").status_code == 404


def test_list_asks_as_much_for_many_as_for_one(client, django_assert_num_queries):
    consultation()
    client.get("/en/consultations/")
    with django_assert_num_queries(2):
        client.get("/en/consultations/")
    for number in range(3):
        consultation(f"more-{number}")

    with django_assert_num_queries(2):
        client.get("/en/consultations/")


def test_page_asks_as_much_for_many_answers_as_for_one(client, django_assert_max_num_queries):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    with django_assert_max_num_queries(8) as one:
        client.get(made.get_absolute_url())
    for code in ("fra", "jpn", "bra"):
        answer(made, Member.objects.get(code=code), "1234")

    with django_assert_max_num_queries(len(one)):
        client.get(made.get_absolute_url())


def test_open_consultation_counts_members_and_shows_no_result(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")

    page = client.get(made.get_absolute_url()).content.decode()

    assert re.search(r"<b>1</b>\s+of 23", page)
    assert "of 183 Members" in page
    assert "How sure is this?" not in page
    assert client.get(f"{made.get_absolute_url()}result.csv").status_code == 404


def test_closed_result_is_for_the_parties_until_it_is_published(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    close(made)

    assert "How sure is this?" not in client.get(made.get_absolute_url()).content.decode()
    client.force_login(focal("fra"))
    assert "How sure is this?" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Members put"), ("fr", "Les Membres placent")]
)
def test_published_result_opens_with_a_sentence(client, language, sentence):
    published()

    page = client.get(f"/{language}/consultations/priorities/").content.decode()

    assert f"<h1>{sentence}" in page


def test_result_asks_as_much_for_many_answers_as_for_few(client, django_assert_max_num_queries):
    made = published(3)
    with django_assert_max_num_queries(12) as few:
        client.get(made.get_absolute_url())
    Consultation.objects.filter(pk=made.pk).update(slug="few")
    made = published(30)

    with django_assert_max_num_queries(len(few)):
        client.get(made.get_absolute_url())


def test_result_table_has_named_columns_and_hides_what_is_small(client):
    made = published()

    rows = list(
        csv.reader(
            io.StringIO(
                client.get(f"{made.get_absolute_url()}result.csv").content.decode("utf-8-sig")
            )
        )
    )

    assert rows[0][:3] == ["Place", "Priority (English)", "Priority (French)"]
    assert len(rows) == 5
    assert len({len(row) for row in rows}) == 1
    assert "hidden" in rows[1]


def test_anonymous_answers_name_nobody(client):
    made = published()

    text = client.get(f"{made.get_absolute_url()}answers.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["Integrity", "E-Commerce", "Safety", "Revenue"]
    assert len(rows) == 10
    assert all(sorted(row) == ["1", "2", "3", "4"] for row in rows[1:])


def figures(path, data, capsys):
    """Let the command count a file as it was handed out."""
    path.write_bytes(data)
    call_command("aggregate_ballots", path)
    return json.loads(capsys.readouterr().out)


def test_csv_of_answers_is_counted_as_it_is_and_gives_the_pages_figures(client, tmp_path, capsys):
    made = published()
    shown = client.get(f"/api/v1/consultations/{made.slug}/result/").json()

    data = client.get(f"{made.get_absolute_url()}answers.csv").content
    told = figures(tmp_path / "answers.csv", data, capsys)

    titles = {item.public_id: item.title_en for item in made.items.all()}
    paper = [item.title_en for item in made.items.order_by("order")]
    assert told["ballots"] == shown["answered"] == 9
    for line in shown["lines"]:
        assert round(told["mean_rank"][titles[line["item"]]], 2) == line["mean_rank"]
    assert told["kendall_w"]["w"] == pytest.approx(shown["agreement"]["w"], abs=1e-12)
    assert told["kendall_w"]["p"] == shown["agreement"]["p"]
    assert told["kendall_w"]["p_method"] == shown["agreement"]["p_method"]
    assert shown["pairwise"] == [
        [0 if one == other else told["pairwise"][one][other] for other in paper] for one in paper
    ]

    def named(order):
        return [[titles[item] for item in group] for group in order]

    assert told["schulze"]["order"] == named(shown["schulze_order"])
    assert told["majority"]["order"] == named(shown["majority_order"])
    assert told["kemeny"]["optima"] == [named(order) for order in shown["kemeny"]["optima"]]
    assert "weightings.equal_region" in told["undefined"]


def test_whole_file_gives_the_regions_and_intervals_of_the_page(client, tmp_path, capsys):
    made = published()
    client.force_login(person(R.AUDITOR))
    shown = client.get(f"/api/v1/consultations/{made.slug}/result/").json()

    data = client.get(f"{made.get_absolute_url()}answers.json").content
    told = figures(tmp_path / "answers.json", data, capsys)

    titles = {item.public_id: item.title_en for item in made.items.all()}
    equal = told["weightings"]["equal_region"]["mean_rank"]
    assert told["weightings"]["order_depends"] == shown["order_depends_on_weighting"]
    assert (told["intervals"]["seed"], told["intervals"]["rounds"]) == (2019, 2000)
    for line in shown["lines"]:
        title = titles[line["item"]]
        assert round(equal[title], 2) == line["mean_rank_by_region"]
        assert told["intervals"]["places"][title] == [line["lower"], line["upper"]]


def test_public_file_names_no_region_where_the_result_hides_something(client):
    made = published()

    file = client.get(f"{made.get_absolute_url()}answers.json")

    told = json.loads(file.content)
    assert file.headers["Content-Disposition"] == 'attachment; filename="priorities-answers.json"'
    assert all(ballot.keys() == {"ranking"} for ballot in told["ballots"])
    assert "hides figures of regions" in told["note"]
    assert client.get(f"/api/v1/consultations/{made.slug}/ballots/").json() == told


def test_public_file_names_regions_where_nothing_is_hidden(client):
    made = consultation()
    members = Member.objects.counted().on(made.closing_day).filter(region__code="wca")
    for member in members.order_by("code")[:6]:
        answer(made, member, "1234")
    services.consultations.publish(close(made), by=person(R.EDITOR))

    told = json.loads(client.get(f"{made.get_absolute_url()}answers.json").content)

    assert {ballot["region"] for ballot in told["ballots"]} == {"wca"}
    assert "All figures" in told["note"]


def test_file_is_not_handed_out_before_the_result_is_shown(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")

    assert client.get(f"{made.get_absolute_url()}answers.json").status_code == 404
    assert client.get(f"/api/v1/consultations/{made.slug}/ballots/").status_code == 404


@pytest.mark.parametrize(
    ("language", "orders", "said"),
    [
        ("en", ("1234", "2314", "3124"), "beat each other in a circle"),
        ("fr", ("1234", "2314", "3124"), "se battent en cercle"),
        ("en", ("1234", "1234"), "There is a majority order"),
        ("en", ("1234", "4123"), "pairs that stand level fit into no one order"),
        ("en", ("1234",), "Not defined: there is only one answer."),
        ("en", ("1234", "4321"), "24 orders contradict the answers equally little"),
    ],
)
def test_page_says_in_words_what_there_is_and_what_is_not(client, language, orders, said):
    made = consultation()
    members = Member.objects.counted().on(made.closing_day).order_by("code")
    for member, order in zip(members, orders, strict=False):
        answer(made, member, order)
    services.consultations.publish(close(made), by=person(R.EDITOR))

    page = client.get(f"/{language}/consultations/priorities/").content.decode()

    assert said in page
    assert f'href="/{language}/methods/ranking/"' in page
    assert "2019" in page


def test_page_shows_every_pair(client):
    made = published()

    page = client.get(made.get_absolute_url()).content.decode()

    matrix = page.split("Pair by pair", 1)[1].split("</table>", 1)[0]
    assert len(re.findall(r"<td", matrix)) == 16
    assert matrix.count("the same priority") == 4
    assert "exact: every outcome counted" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "How much Members agree"), ("fr", "Dans quelle mesure les Membres sont d’accord")],
)
def test_method_note_is_public(client, language, words):
    page = client.get(f"/{language}/methods/ranking/").content.decode()

    assert words in page
    assert "W = 12 S ÷ (m² (n³ − n) − m T)" in page
    assert "aggregate_ballots" in page


def places(made, order):
    return {f"place-{item}": place for item, place in ranking(made, order).items()}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_member_answers_with_plain_forms(client, language):
    made, by = consultation(), focal()
    client.force_login(by)
    base = f"/{language}/consultations/priorities/answer/"
    assert client.get(base).status_code == 200

    saved = client.post(
        base, {**places(made, "4321"), "comment": "Ports first.", "version": 0, "act": "save"}
    )
    back = client.get(saved.headers["Location"]).content.decode()
    read = client.post(
        base, {**places(made, "4321"), "comment": "Ports first.", "version": 1, "act": "review"}
    )
    review = client.get(read.headers["Location"]).content.decode()
    sent = client.post(read.headers["Location"], {"version": 2})
    receipt = client.get(sent.headers["Location"]).content.decode()

    position = Position.objects.get()
    assert "Ports first." in back
    assert "Ports first." in review
    assert position.sent.ranking == ranking(made, "4321")
    assert position.sent.public_id in receipt


def test_second_press_gives_the_same_receipt(client):
    made = consultation()
    client.force_login(focal())
    client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "", "version": 0, "act": "review"},
    )
    press = {"version": 1, "once": "a-token-of-sixteen-or-more"}

    first = client.post("/en/consultations/priorities/answer/sen/review/", press)
    second = client.post("/en/consultations/priorities/answer/sen/review/", press)

    assert first.status_code == 302
    assert second.headers["Location"] == first.headers["Location"]
    assert Position.objects.get().revisions.count() == 2


def test_wrong_places_are_said_beside_the_line_and_kept(client):
    made = consultation()
    client.force_login(focal())
    given = places(made, "1234")
    first, second = list(given)[:2]
    given[second] = 1

    page = client.post(
        "/en/consultations/priorities/answer/",
        {**given, "comment": "Kept.", "version": 0, "act": "review"},
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert text.count("Another priority has this place too.") == 4  # twice beside, twice above
    assert "Kept." in text
    assert f'href="#rank-{first}"' in text


def test_other_writers_version_is_shown_and_neither_is_lost(client):
    made, one, other = consultation(), focal(), focal()
    services.positions.save(
        made,
        member=Member.objects.get(code="sen"),
        ranking=ranking(made, "1234"),
        comment="From the other desk.",
        version=0,
        by=other,
    )
    client.force_login(one)

    page = client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "From my desk.", "version": 0, "act": "save"},
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "From the other desk." in text
    assert "From my desk." in text
    assert 'name="version" value="1"' in text


def test_late_answer_is_told_what_to_do_next(client):
    made = consultation()
    coordinator = person(R.COORDINATOR, region="wca", email="coordinator.wca@test.example")
    close(made)
    client.force_login(focal())

    seen = client.get("/en/consultations/priorities/answer/")
    tried = client.post(
        "/en/consultations/priorities/answer/",
        {**places(made, "4321"), "comment": "Too late.", "version": 0, "act": "save"},
    )

    assert coordinator.email in seen.content.decode()
    assert tried.status_code == 422
    assert "secretariat@test.example" in tried.content.decode()
    assert "Too late." in tried.content.decode()


def test_visitor_signs_in_and_strangers_are_told_why_not(client):
    consultation()

    visitor = client.get("/en/consultations/priorities/answer/")
    client.force_login(person(R.EDITOR))
    stranger = client.get("/en/consultations/priorities/answer/")

    assert "login" in visitor.headers["Location"]
    assert stranger.status_code == 403


def test_receipt_is_for_the_own_administration(client):
    made = consultation()
    receipt = answer(made, Member.objects.get(code="sen"), "1234")
    client.force_login(focal("fra"))

    assert client.get(receipt.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_coordinator_follows_reminds_and_drafts(client, language):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234", comment="Never shown.")
    client.force_login(person(R.COORDINATOR, region="wca"))
    base = f"/{language}/consultations/priorities/region/wca/"

    page = client.get(base).content.decode()
    assert client.post(f"{base}remind/").status_code == 302
    saved = client.post(base, {"text_en": "Together.", "text_fr": "", "version": 0})
    proposed = client.post(f"{base}propose/")

    assert "Never shown." not in page
    assert (saved.status_code, proposed.status_code) == (302, 302)
    client.force_login(person(R.VICE_CHAIR, region="wca"))
    assert client.post(f"{base}return/", {"reason": ""}).status_code == 422
    assert client.post(f"{base}clear/").status_code == 302
    assert made.syntheses.get(region__code="wca").is_cleared


def test_region_page_asks_as_much_for_many_as_for_one(client, django_assert_max_num_queries):
    made = consultation()
    client.force_login(person(R.COORDINATOR, region="wca"))
    answer(made, Member.objects.get(code="sen"), "1234")
    path = "/en/consultations/priorities/region/wca/"
    with django_assert_max_num_queries(16) as one:
        client.get(path)
    answer(made, Member.objects.get(code="cmr"), "1234")

    with django_assert_max_num_queries(len(one)):
        client.get(path)


def test_coordinator_of_another_region_is_refused(client):
    consultation()
    client.force_login(person(R.COORDINATOR, region="eur"))

    assert client.get("/en/consultations/priorities/region/wca/").status_code == 403


def test_editor_drafts_announces_and_reopens(client):
    client.force_login(person(R.EDITOR))
    page = client.get("/en/consultations/new/")
    plan = page.context["form"].fields["plan"].queryset.get(slug="2019-2022")
    given = {
        "plan": plan.pk,
        "title_en": "What first?",
        "title_fr": "Quoi d’abord ?",
        "question_en": "In which order?",
        "question_fr": "Dans quel ordre ?",
        "opens_at": "2019-04-01T09:00",
        "closes_at": "2019-04-01T08:00",
        "late_policy": "reopened",
    }

    wrong = client.post("/en/consultations/new/", given)
    made = client.post("/en/consultations/new/", given | {"closes_at": "2019-05-01T18:00"})
    announced = client.post(f"{made.headers['Location']}announce/")

    assert wrong.status_code == 422
    assert made.headers["Location"] == "/en/consultations/what-first/"
    assert announced.status_code == 302
    assert Consultation.objects.get(slug="what-first").items.count() == 9


def test_editor_publishes_and_reopens(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    close(made)
    client.force_login(person(R.EDITOR))
    base = "/en/consultations/priorities/"

    assert client.get(f"{base}reopen/").status_code == 200
    late = client.post(f"{base}reopen/", {"closes_at": "2018-05-01T18:00", "reason": "Storm."})
    opened = client.post(f"{base}reopen/", {"closes_at": "2019-05-01T18:00", "reason": "Storm."})
    close(made)
    shown = client.post(f"{base}publish/")

    assert (late.status_code, opened.status_code, shown.status_code) == (422, 302, 302)
