import pytest

from strategy.rules.stratml import values


@pytest.mark.parametrize(
    ("words", "is_end", "expected"),
    [
        ("2019-7-1", False, "2019-07-01"),
        ("2019/07/01", False, "2019-07-01"),
        ("2019-07-01T00:00:00Z", False, "2019-07-01"),
        ("20190701", False, "2019-07-01"),
        ("2019", False, "2019-01-01"),
        ("2019", True, "2019-12-31"),
        ("2020-02", True, "2020-02-29"),
        ("July 1, 2019", False, "2019-07-01"),
        ("Sept. 30th 2019", False, "2019-09-30"),
        ("1 July 2019", False, "2019-07-01"),
        ("01-Jul-2019", False, "2019-07-01"),
        ("07/31/2019", False, "2019-07-31"),
        ("31.07.2019", False, "2019-07-31"),
        ("07/07/2019", False, "2019-07-07"),
        ("07/01/2019", False, None),
        ("1er juillet 2019", False, "2019-07-01"),
        ("30 Juin 2022", True, "2022-06-30"),
        ("15 août 2020", False, "2020-08-15"),
        ("2019-02-30", False, None),
        ("0000", True, None),
        ("2019-13", True, None),
        ("Smarch 1, 2019", False, None),
        ("[To be determined]", False, None),
    ],
)
def test_days_are_read_and_never_guessed(words, is_end, expected):
    assert values.day(words, is_end=is_end) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("4,000,000", "4000000"),
        ("5,723,103.50", "5723103.50"),
        ("1 234 567", "1234567"),
        ("$4,000", "4000"),
        ("95%", "95"),
        ("12,5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1.234,56", "1234.56"),
        ("12.345.678", "12345678"),
        ("0,125", "0.125"),
        ("-3", "-3"),
        ("−5", "-5"),
        ("– 2,5 %", "-2.5"),
        ("<5", None),
        ("≈ 5", None),
        ("(5)", None),
        ("10–20", None),
        ("1e3", "1000"),
        ("1,23,4", None),
        ("12 of 18", None),
        ("NaN", None),
        ("1e400", None),
    ],
)
def test_numbers_for_people_are_read_and_never_guessed(words, expected):
    assert values.repaired(words, "decimal_or_empty") == expected


def test_an_identifier_stays_unique():
    names = values.Names({"_a"})

    assert [names.fresh("a b"), names.fresh("a b"), names.fresh("_a"), names.fresh("1")] == [
        "a_b",
        "a_b_2",
        "_a_2",
        "_1",
    ]
