"""What is said of a result that few consultations have, and how ballots with gaps are written."""

from types import SimpleNamespace

import pytest

from strategy.rules import agreement, intervals, kemeny, results
from strategy.rules.aggregation import LEFT_OUT, Ballot
from strategy.selectors import ballot_files, certainties, methods
from strategy.selectors.results import Cell, Outcome, Row


def outcome(*rows):
    """Make the result of ballots that no portal need have."""
    cast = tuple(Ballot("wca", row) for row in rows)
    result = results.calculate(cast, ("wca",))
    lines = [
        Row(
            SimpleNamespace(order=line.item + 1, title_en=f"P{line.item + 1}", title_fr=""),
            line,
            "",
            [Cell(None, is_hidden=True)],
            tells_region_mean=False,
        )
        for line in result.lines
    ]
    return Outcome(SimpleNamespace(), result, lines, [], cast)


def test_level_pairs_of_strongest_paths_are_counted():
    """A beats B, C is level with both, and everybody is before D."""
    said = certainties.of(outcome((1, 2, 3, 4), (2, 3, 1, 4))).sentences

    assert "By strongest paths (Schulze), 1 pair in different places stands level." in said
    assert said[1].startswith("There is no majority order: pairs that stand level")


def test_knot_has_no_best_order_and_few_answers_on_much_are_drawn():
    items = range(15)
    found = outcome(*[tuple((item - turn) % 15 + 1 for item in items) for turn in items])

    told = certainties.of(found)

    assert any("too many priorities are tied into one knot" in each for each in told.sentences)
    assert told.chance_note == "4,999 outcomes drawn by lot, seed 2019"
    assert set(certainties.undefined(found)) == {"majority_order", "kemeny"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([(1, 1)] * 3, "Not defined: no answer puts one priority before another."),
        ([(1,)] * 3, "Not defined: there is only one priority."),
        ([(1, 2)], "Not defined: there is only one answer."),
    ],
)
def test_agreement_that_does_not_exist_says_why(rows, why):
    found = outcome(*rows)

    assert certainties.undefined(found)["agreement"] == why
    assert certainties.of(found).agreement_note == why
    assert certainties.of(found).chance_note == ""


def test_many_answers_get_chi_square():
    assert certainties.of(outcome(*[(1, 2, 3)] * 20)).chance_note == (
        "chi-square 40, 2 degrees of freedom"
    )


def test_gaps_are_empty_in_the_table_of_answers():
    assert ballot_files.table(outcome((1, LEFT_OUT), (2, 1))) == [["P1", "P2"], [1, ""], [2, 1]]


def test_equal_titles_get_their_numbers():
    items = [SimpleNamespace(order=n, title_en=t, title_fr="") for n, t in enumerate("ABA", 1)]

    assert ballot_files.labels(items) == ["A (1)", "B", "A (3)"]


@pytest.mark.parametrize(("language", "mark"), [("en", ","), ("fr", "\u202f")])
def test_method_note_tells_the_numbers_that_the_rules_use(language, mark):
    text = (methods.FOLDER / f"ranking.{language}.md").read_text(encoding="utf-8")

    numbers = [agreement.STEPS, agreement.ROUNDS, agreement.ROUNDS + 1, intervals.REPEATS]
    told = [f"{number:,}".replace(",", mark) for number in numbers]
    told += map(str, (agreement.MANY, kemeny.WIDEST, intervals.SEED))
    assert [number for number in told if number not in text] == []
