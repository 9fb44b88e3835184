import io

import pytest
from rest_framework.exceptions import ParseError

from wco_portal.api.parsers import MOST_BYTES, MOST_DEPTH, StrictJSON, TooLarge, depth


def parse(body):
    return StrictJSON().parse(io.BytesIO(body))


def test_plain_json_is_read():
    assert parse(b'{"a": [1, "\xc3\xa9", null]}') == {"a": [1, "é", None]}


def test_depth_counts_brackets_outside_strings():
    assert depth('{"[[[\\"[": [1]}') == 2


def test_as_deep_as_allowed_is_read():
    assert parse(b"[" * MOST_DEPTH + b"]" * MOST_DEPTH)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * 33 + b"]" * 33, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b'"\\u0000"', "bad_character"),
        (b'{"\\ud800": 1}', "bad_character"),
        (b"{", "parse_error"),
        (b"NaN", "parse_error"),
        (b"\xff", "parse_error"),
        (b"1" * 5000, "parse_error"),
        (b"", "parse_error"),
    ],
)
def test_what_cannot_be_kept_is_refused(body, code):
    with pytest.raises(ParseError) as refused:
        parse(body)

    assert refused.value.get_codes() == code


def test_too_large_is_413():
    with pytest.raises(TooLarge):
        parse(b" " * (MOST_BYTES + 1))
