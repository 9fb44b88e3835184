"""Files of ballots: what is wrong is named, whatever it is."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.rules import ballot_files
from strategy.rules.aggregation import LEFT_OUT, Ballot
from strategy.rules.ballot_files import UnreadableError
from tests.strategy.rules.electorates import PATIENT


def data(**ballot):
    """Write a file whose second ballot is this one."""
    ballots = [{"ranking": [["A"], ["B"]]}, ballot]
    return json.dumps({"items": ["A", "B", "C"], "ballots": ballots}).encode()


def refusal(given):
    with pytest.raises(UnreadableError) as found:
        ballot_files.read(given)
    assert "\n" not in str(found.value)
    return str(found.value)


def test_groups_counts_and_gaps():
    text = data(member="FRA", region="EUR", ranking=[["C"], ["A"]], count=3)
    both = data(ranking=[["C", "A"], ["B"]])

    assert ballot_files.read(text).ballots == (
        Ballot("", (1, 2, LEFT_OUT)),
        Ballot("EUR", (2, LEFT_OUT, 1), 3),
    )
    assert ballot_files.read(both).ballots[1] == Ballot("", (1, 3, 1))


def test_table_of_places():
    text = "﻿'=A,B,C\r\n1,2,3\r\n2,,1\r\n1,1,\r\n".encode()

    sheet = ballot_files.read(text)

    assert sheet.items == ("=A", "B", "C")
    assert [ballot.places for ballot in sheet.ballots] == [
        (1, 2, 3),
        (2, LEFT_OUT, 1),
        (1, 1, LEFT_OUT),
    ]


@pytest.mark.parametrize(
    ("ballot", "why"),
    [
        ({"ranking": [["Q"]]}, "Ballot 2: Q is not one of the items."),
        ({"ranking": [["A"], ["B", "A"]], "member": "FRA"}, "Ballot 2 (FRA): A is there twice."),
        ({"ranking": "AB"}, "Ballot 2: the ranking is not a list of tie groups."),
        ({}, "Ballot 2: the ranking is not a list of tie groups."),
        ({"ranking": ["A"]}, "Ballot 2: tie group 1 is not a list with at least one item."),
        ({"ranking": [["A"], []]}, "Ballot 2: tie group 2 is not a list with at least one item."),
        ({"ranking": [[["A"]]]}, "Ballot 2: tie group 1 holds something that is not a text."),
        ({"ranking": [], "member": 3}, "Ballot 2: the member is not a text of 500 letters."),
        (
            {"ranking": [], "member": "F\nR", "region": []},
            "Ballot 2 (F R): the region is not a text of 500 letters.",
        ),
    ],
)
def test_wrong_ballot_is_named(ballot, why):
    assert refusal(data(**ballot)) == why


@pytest.mark.parametrize(
    "count", [0, -1, 1.0, 1.5, True, None, "3", [], float("nan"), float("inf"), 10**9 + 1]
)
def test_wrong_count_is_named(count):
    why = refusal(data(member="SEN", ranking=[["A"]], count=count))

    assert why == "Ballot 2 (SEN): the count is not a whole number from 1 to 1000000000."


def test_count_beyond_all_measure_names_its_ballot():
    count = b"9" * 5000
    given = b'{"items": ["A"], "ballots": [{"member": "SEN", "ranking": [], "count": ' + count

    assert refusal(given + b"}]}").startswith("Ballot 1 (SEN): the count is not a whole number")


def test_ballot_that_is_no_object_is_named():
    text = b'{"items": ["A"], "ballots": [{"ranking": []}, 7]}'

    assert refusal(text) == "Ballot 2: it is not an object."


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\xff{}", "The file is not UTF-8: see byte 0."),
        (b"[" * 100_000, "The file is nested too deep."),
        (b'{"items": ["A"', "The file is not JSON: Expecting"),
        (b"[]", "The file holds no object"),
        (b'{"ballots": []}', "The items are not a list"),
        (b'{"items": ["A", "A"]}', "Item 2 is there twice: A."),
        (b'{"items": ["A", NaN]}', "Item 2 is not a text"),
        (b'{"items": ["\\ud800"]}', "Item 1 is not a text"),
        (b'{"items": [" "]}', "Item 1 is not a text"),
        (b'{"items": ["A"], "ballots": {}}', "The ballots are not a list"),
        (json.dumps({"items": list(map(str, range(201)))}).encode(), "There are more than 200"),
        (b"A,B\n", "It is no JSON object, nor CSV"),
        (b'"x', "The file is neither JSON nor CSV"),
        (b"A,B\n1,2\n1\n", "Ballot 2: it has 1 places for 2 items."),
        (b"A,B\n1,2\n1,x\n", "Ballot 2: x is no place for B."),
        ("A,B\n1,²\n".encode(), "Ballot 1: ² is no place for B."),
        (b"A,B\n1,3\n", "Ballot 1: 3 is no place for B."),
    ],
)
def test_file_that_cannot_be_read_says_why(given, why):
    assert refusal(given).startswith(why)


def test_key_that_is_there_twice_is_named():
    text = b'{"items": ["A"], "ballots": [{"member": "SEN", "ranking": [], "ranking": [["A"]]}]}'

    assert refusal(text) == "Ballot 1 (SEN): it has ranking twice."
    assert refusal(b'{"items": ["A"], "items": ["B"]}') == "The file has items twice."


def test_file_beyond_all_measure_is_not_read(monkeypatch):
    monkeypatch.setattr(ballot_files, "MOST_BYTES", 10)

    assert refusal(b" " * 11).startswith("The file is larger than")


def test_member_with_two_ballots_is_told():
    text = {"items": ["A"], "ballots": [{"member": "SEN", "ranking": [["A"]]}] * 2}

    sheet = ballot_files.read(json.dumps(text).encode())

    assert sheet.remarks == ("Ballot 2 (SEN): it counts beside ballot 1.",)
    assert len(sheet.ballots) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["A", "B", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "ballots", "ranking", "count", "member", "region"]), inner
        )
    ),
)


@PATIENT
@given(st.binary() | JSON.map(lambda given: json.dumps(given).encode()))
def test_nothing_but_a_sheet_or_a_reason_comes_out(given):
    """Whatever is in a file: no other exception."""
    with suppress(UnreadableError):
        assert ballot_files.read(given).ballots
