"""Pages and files of results, in both languages and without JavaScript."""

import csv
import io
import json
import re

import pytest
from django.core.management import call_command

from strategy import services
from strategy.models import Consultation
from tests.factories import person
from tests.factories.consultations import answer, close, consultation, published
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def test_closed_result_is_for_the_parties_until_it_is_published(client):
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    close(made)

    assert "How sure is this?" not in client.get(made.get_absolute_url()).content.decode()
    client.force_login(person(R.FOCAL_POINT, member="fra"))
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
    with django_assert_max_num_queries(13) as few:
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
        # One region is too small: both weights together would give away how it answered.
        assert line["mean_rank_by_region"] is None
        better = sum(mean < equal[title] for mean in equal.values())
        assert line["place_by_region"] == better + 1
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


def test_public_file_names_no_region_where_only_the_comparison_hides_something(client):
    made = consultation()
    members = Member.objects.counted().on(made.closing_day).filter(region__code="wca")
    # Two of nine have the second item last; no item has one or two among the first three.
    for member, order in zip(members, ["1234"] * 4 + ["1243"] * 3 + ["1342"] * 2, strict=False):
        answer(made, member, order)
    services.consultations.publish(close(made), by=person(R.EDITOR))
    shown = client.get(f"/api/v1/consultations/{made.slug}/result/").json()

    told = json.loads(client.get(f"{made.get_absolute_url()}answers.json").content)

    assert not any(cell["is_hidden"] for line in shown["lines"] for cell in line["regions"])
    assert all(ballot.keys() == {"ranking"} for ballot in told["ballots"])


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
