"""What nobody means to send: words, bodies and headers."""

import json
import os
from collections.abc import Iterable

from tests.whole import IS_WHOLE

# `make fuzz` tries everything; the suite a part of it, each time the same.
IS_THOROUGH = bool(os.environ.get("FUZZ_EXAMPLES"))

NUL, SURROGATE, FULL_WIDTH = "\x00", "\ud800", "１２"
LONG = "x" * 100_000
HUGE = "9" * 400
MARKUP = "<script>alert(1)</script>\"'{{ 7 * 7 }}{% now %}"
BIDI = "\u202eabc\u2066\ufeff"
SQL = "' OR 1=1; DROP TABLE directory_person --"
DATES = ("2019-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "31/12/2019", "２０１９-01-01")
MOMENTS = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "2019-03-31T02:30",
    "2019-13-01T00:00:00Z",
    "2019-01-01T25:00:00Z",
)
NUMBERS = ("-1", "0", HUGE, "1e400", "NaN", "0x10", "1_000", "٣", "99999999999999999999", "1.5")

# As the address of a page or of the API may carry them; a browser cannot send a lone surrogate.
FAR = "9999-12-31"
IN_QUERIES = (
    "",
    NUL,
    FULL_WIDTH,
    HUGE,
    "-1",
    LONG[:5000],
    BIDI,
    SQL,
    "%",
    "a,b,c",
    "2019-02-30",
    FAR,
)
IN_FORMS = (
    NUL,
    FULL_WIDTH,
    LONG,
    HUGE,
    "-1",
    MARKUP,
    BIDI,
    "2019-02-30",
    "0001-01-01",
    FAR,
    "\r\n",
)

BODIES = (
    (b"[" * 100_000, 400),
    (b"[" * 33 + b"]" * 33, 400),
    (b'{"title": ' * 5000 + b"1" + b"}" * 5000, 400),
    (b'{"title": "\\u0000"}', 400),
    (b'{"\\u0000": 1}', 400),
    (b'{"title": "\\ud800"}', 400),
    (b'{"title": {"en": "a', 400),
    (b"{", 400),
    (b"\xff\xfe{\x00}\x00", 400),
    (b'{"title": "\xed\xa0\x80"}', 400),
    (b'{"title": NaN}', 400),
    (b'{"title": 1e999}', 400),
    (b'{"title": ' + b"1" * 5000 + b"}", 400),
    (b"{'title': 1}", 400),
    (b"<title/>", 400),
    (b"[]", 422),
    (b'"title"', 422),
    (b"17", 422),
    (b"null", 422),
    (b'{"no_such_name": 1}', 422),
    (b" " * 1_048_577, 413),
)
MEDIA_TYPES = ("text/plain", "application/xml", "multipart/form-data; boundary=x", "x", "\xe9/\xe9")

HEADERS = {
    "Accept": ("text/html", "application/xml;q=0.9", "*/*;q=nonsense", ";;;", "x" * 5000),
    "Accept-Language": ("xx", "fr;q=0", "en-" + "a" * 5000, "../../etc/passwd", "é", "*", "fr\t"),
    "Authorization": ("Token", "Token ", "Token x y", "Token é", "Basic Zm9vOmJhcg==", "Bearer x"),
    "Idempotency-Key": ("", "a b", "k" * 129, "é", "\t", "a,b", LONG[:9000]),
    "If-Match": ("", '"', "*", 'W/"1"', '"1", "2"', "x" * 5000, '"é"', '"１"'),
    "If-None-Match": ("", "*", '"', 'W/"x"', "x" * 5000),
    "If-Modified-Since": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"),
    "Range": ("bytes=0-1", "bytes=-1", "chapters=1-2"),
    "X-Http-Method-Override": ("DELETE",),
    "X-Forwarded-For": ("127.0.0.1, " * 500, "é"),
    "Content-Length": ("abc",),
    "Cookie": ("sessionid=" + "x" * 4000, "sessionid=é", "theme=x; theme=y", ";;=;="),
    "Referer": ("javascript:alert(1)", "x" * 5000),
    "Origin": ("null", "https://elsewhere.example"),
}


def some(values: Iterable, place: int) -> list:
    """Return all, or as `make whole` and `make test` do, one of several, each place another."""
    found, every = list(values), 6 if IS_WHOLE else 45
    return found if IS_THOROUGH else found[place % every :: every]


def wrong_values(schema):
    """Yield bodies in which one value after the other is what its schema does not allow."""
    properties = schema.get("properties", {})
    for name in properties:
        for value in (
            None,
            True,
            -1,
            10**30,
            1.5,
            "",
            FULL_WIDTH,
            LONG,
            BIDI,
            "2019-02-30",
            FAR,
            "0001-01-01T00:00:00+14:00",
            [],
            {},
            [[[]]],
            {"en": 1, "fr": []},
        ):
            yield name, {name: value}


def as_json(value):
    """Write a body."""
    return json.dumps(value).encode()
