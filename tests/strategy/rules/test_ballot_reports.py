"""The whole report of a file: worked examples, invariants, and what does not exist."""

import json
import random
import time

import pytest
from hypothesis import given

from strategy.rules import aggregation, ballot_reports
from strategy.rules.aggregation import Ballot
from strategy.rules.ballot_files import Sheet, read
from tests.strategy.rules.electorates import PATIENT, electorates, file_of

KEYS = {
    *("mean_rank", "borda", "pairwise", "copeland", "schulze", "kemeny", "kendall_w"),
    *("by_region", "weightings", "undefined"),
}

WITHOUT_REGIONS = ("weightings.equal_region", "weightings.order_depends")


def report(*lines, items="ABC"):
    return ballot_reports.report(read(json.dumps(file_of(*lines, items=items)).encode()))


def test_tennessee():
    found = report((42, "M,N,C,K"), (26, "N,C,K,M"), (15, "C,K,N,M"), (17, "K,C,N,M"), items="MNCK")

    order = [["N"], ["C"], ["K"], ["M"]]
    assert found.keys() >= KEYS
    assert found["ballots"] == 100
    assert found["pairwise"]["N"] == {"M": 58, "C": 68, "K": 68}
    assert found["pairwise"]["C"] == {"M": 58, "N": 32, "K": 83}
    assert found["borda"] == {"N": 194, "C": 173, "M": 126, "K": 107}
    assert found["mean_rank"] == {"N": 2.06, "C": 2.27, "M": 2.74, "K": 2.93}
    assert found["copeland"] == {"N": 3, "C": 2, "K": 1, "M": 0}
    assert found["schulze"]["order"] == found["majority"]["order"] == order
    assert (found["kemeny"]["score"], found["kemeny"]["optima"]) == (393, [order])
    assert found["majority"]["winner"] == "N"
    assert set(found["undefined"]) == {
        "by_region",
        "weightings.equal_region",
        "weightings.order_depends",
    }


def test_cycle_has_no_majority_order_and_says_so():
    found = report((1, "A,B,C"), (1, "B,C,A"), (1, "C,A,B"))

    assert found["schulze"]["order"] == [["A", "B", "C"]]
    assert set(found["borda"].values()) == {3}
    assert set(found["copeland"].values()) == {1}
    assert len(found["kemeny"]["optima"]) == 3
    assert found["majority"] == {"order": None, "winner": None, "cycles": [["A", "B", "C"]]}
    assert found["undefined"]["majority.order"].startswith("no majority order: ")


def test_borda_and_majority_differ():
    found = report((3, "A,B,C"), (2, "B,C,A"))

    assert found["borda"] == {"A": 6, "B": 7, "C": 2}
    assert found["majority"]["winner"] == "A"


def test_regions_of_equal_weight_reverse_the_order():
    found = report((2, "A,B,C", "X"), (10, "C,B,A", "Y"), (3, "A,B,C", "Z"))

    both = found["weightings"]
    pooled, equal = both["equal_member"], both["equal_region"]
    assert pooled["order"] == [["C"], ["B"], ["A"]]
    assert pooled["borda_per_ballot"] == pytest.approx({"A": 2 / 3, "B": 1, "C": 4 / 3})
    assert equal["order"] == [["A"], ["B"], ["C"]]
    assert equal["borda_per_ballot"] == pytest.approx({"A": 4 / 3, "B": 1, "C": 2 / 3})
    assert both["order_depends"] is True
    assert {code: each["ballots"] for code, each in found["by_region"].items()} == {
        "X": 2,
        "Y": 10,
        "Z": 3,
    }
    assert found["by_region"]["Y"]["order"] == [["C"], ["B"], ["A"]]


def test_same_order_under_both_weightings_is_said():
    found = report((2, "A,B", "X"), (1, "A,B", "Y"), items="AB")

    assert found["weightings"]["order_depends"] is False
    assert "Y" not in found["undefined"]
    assert found["undefined"]["by_region.Y.kendall_w"].startswith("one ballot")


def test_region_left_out_leaves_weightings_undefined():
    found = report((2, "A,B", "X"), (3, "A,B"), items="AB")

    assert found["weightings"]["equal_region"] is None
    assert found["undefined"]["weightings.equal_region"] == "3 of 5 ballots name no region"


def test_partial_ballots_are_counted_and_their_rule_is_told():
    found = report((3, "A"), (1, "BC,A"), (1, ""))

    assert found["partial"]["ballots"] == 4
    assert "left out" in found["partial"]["convention"]
    assert found["mean_rank"] == {"A": 1.6, "B": 2.2, "C": 2.2}
    assert found["pairwise"]["A"] == {"B": 3, "C": 3}
    assert found["pairwise"]["B"] == {"A": 1, "C": 0}


@pytest.mark.parametrize(
    ("lines", "figure"),
    [
        ([(1, "A,B,C")], "kendall_w"),
        ([(1, "A,B,C")], "intervals.places"),
        ([(4, "ABC")], "kendall_w"),
        ([(4, "")], "kemeny"),
        ([(2, "A,B,C"), (2, "")], "weightings.equal_region"),
        ([(1, "A,B"), (1, "C")], "majority.winner"),
        ([(1, "A,B,C"), (1, "C,A,B")], "majority.order"),
    ],
)
def test_what_does_not_exist_is_said_and_never_nothing(lines, figure):
    found = report(*lines)

    value = found
    for part in figure.split("."):
        value = value[part]
    assert found["undefined"][figure]
    assert value is None or set(value.values()) == {None}


def test_file_without_a_ballot_has_no_figure_and_says_why_of_each():
    found, cast = report(), report((2, "A,B,C", "X"))

    assert set(found) == set(cast)
    assert set(found["kendall_w"]) < set(cast["kendall_w"])
    for figure in found["undefined"]:
        value = found
        for part in figure.split("."):
            value = value[part]
        assert not value or set(value.values()) == {None}
    assert set(found["undefined"].values()) == {"there is no ballot"}
    assert KEYS - {"undefined"} <= {figure.partition(".")[0] for figure in found["undefined"]}


def test_one_item_has_one_best_order():
    found = report((2, "A"), (1, ""), items="A")

    assert (found["kemeny"]["optima"], found["schulze"]["order"]) == ([[["A"]]], [["A"]])
    assert set(found["undefined"]) == {"kendall_w", "by_region", *WITHOUT_REGIONS}


def test_knot_and_crowd_of_best_orders_are_said():
    letters = "ABCDEFGHIJKLMNO"
    turns = [(1, ",".join(letters[at:] + letters[:at])) for at in range(15)]

    assert "one knot" in report(*turns, items=letters)["undefined"]["kemeny"]
    crowd = report((2, "A,BCDEFGHIJ"), items="ABCDEFGHIJ")
    assert crowd["kemeny"]["optima"] is None
    assert crowd["undefined"]["kemeny.optima"].startswith("362880 orders")


def test_too_many_to_draw_is_said(monkeypatch):
    monkeypatch.setattr("strategy.rules.intervals.MOST_DRAWS", 10)

    found = report((2, "A,B,C"))

    assert found["intervals"]["places"] is None
    assert found["undefined"]["intervals.places"].startswith("too many")


def test_permutation_is_named_with_its_seed():
    letters = "ABCDEFGHIJ"
    found = report((1, ",".join(letters)), (1, ",".join(letters[::-1])), (2, "A"), items=letters)

    assert found["kendall_w"]["p_method"] == "permutation"
    assert "seed 2019" in found["kendall_w"]["p_note"]


def test_a_million_copies_take_no_longer_than_a_few():
    begun = time.perf_counter()
    found = report((10**6, "A,B,C", "X"), (10**6, "B,C,A", "Y"), (10**9, "C,AB", "Y"))

    assert time.perf_counter() - begun < 5
    assert found["ballots"] == 10**9 + 2 * 10**6


def electorate(members):
    """Let so many Members of six regions put 20 items in order, with a leaning."""
    dice = random.Random(3)

    def places():
        order = sorted(range(20), key=lambda item: item + dice.gauss(0, 8))
        return tuple(order.index(item) + 1 for item in range(20))

    items = tuple(f"Priority {number}" for number in range(20))
    return Sheet(items, tuple(Ballot(dice.choice("ABCDEF"), places()) for _ in range(members)))


def seconds(given, rounds):
    begun = time.perf_counter()
    ballot_reports.report(given, repeats=rounds)
    return time.perf_counter() - begun


def test_all_members_on_twenty_items_with_a_thousand_rounds_take_two_seconds_at_most():
    given = electorate(187)

    assert min(seconds(given, 1000) for _ in range(2)) < 2


def test_a_hundred_times_the_ballots_take_about_a_hundred_times_as_long():
    """Four times as long is let pass; in time that grows with the square it would be a hundred."""
    few, many = electorate(187), electorate(18_700)

    few_took = min(seconds(few, 40) for _ in range(3))

    assert seconds(many, 40) < 400 * few_took


def sheet(ballots):
    return Sheet(tuple("ABCDE"[: len(ballots[0].places)]), tuple(ballots))


@PATIENT
@given(electorates(items=(1, 4), most=4))
def test_copies_and_the_order_of_ballots_do_not_matter(made):
    copies = [Ballot(each.stratum, each.places) for each in made for _ in range(each.count)]

    found = ballot_reports.report(sheet(made), repeats=40)
    assert ballot_reports.report(sheet(copies[::-1]), repeats=40) == found
    json.dumps(found, allow_nan=False)


@PATIENT
@given(electorates(items=(1, 4), most=4))
def test_order_of_items_does_not_matter(made):
    """But for the draw of intervals, which follows the order of the items in the file."""
    turned = [Ballot(each.stratum, each.places[::-1], each.count) for each in made]
    names = sheet(made).items

    def figures(given):
        found = ballot_reports.report(given, repeats=40)
        for each in (found, found["intervals"]):
            each.pop("items", None), each.pop("places", None)
        return sorted_groups(found)

    assert figures(Sheet(names[::-1], tuple(turned))) == figures(sheet(made))


def sorted_groups(value):
    """Sort what has no order: the items of a tie group, best orders, level pairs."""
    if isinstance(value, dict):
        found = {key: sorted_groups(each) for key, each in value.items()}
        for key in {"optima", "cycles", "level_across_groups"} & found.keys():
            found[key] = found[key] and sorted(found[key], key=str)
        return found
    if isinstance(value, list):
        parts = [sorted_groups(each) for each in value]
        return sorted(parts) if all(isinstance(each, str) for each in parts) else parts
    return value


@pytest.mark.parametrize("number", [2, 6])
def test_unanimous_electorate_is_obeyed(number):
    items = "FBDACE"[:number]
    found = report((9, ",".join(items), "X"), (2, ",".join(items), "Y"), items=sorted(items))

    order = [[item] for item in items]
    assert found["schulze"]["order"] == found["majority"]["order"] == order
    assert found["kemeny"]["optima"] == [order]
    assert found["kendall_w"]["w"] == 1
    assert found["weightings"]["equal_member"]["order"] == order
    assert found["weightings"]["equal_region"]["order"] == order


def test_members_count_the_same_whatever_they_leave_out():
    found = aggregation.borda([Ballot("a", (1, 10**6, 10**6)), Ballot("a", (3, 2, 1))])

    assert sum(found) == 2 * 3
