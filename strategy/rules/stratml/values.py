"""Single values as real files write them, brought into the form of the standard."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final
from urllib.parse import quote

from lxml import etree

from strategy.rules.stratml.shape import ROLES, XSD

# The names that XML allows, without the colon.
_FIRST: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER: Final = _FIRST + "\\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
NAME: Final = re.compile(f"[{_FIRST}][{_LATER}]*")
NOT_LATER: Final = re.compile(f"[^{_LATER}]")
MONTHS: Final = {
    name: number
    for number in range(1, 13)
    for name in (calendar.month_name[number].lower(), calendar.month_abbr[number].lower())
} | {
    "sept": 9,
    "janvier": 1,
    "février": 2,
    "fevrier": 2,
    "mars": 3,
    "avril": 4,
    "mai": 5,
    "juin": 6,
    "juillet": 7,
    "août": 8,
    "aout": 8,
    "septembre": 9,
    "octobre": 10,
    "novembre": 11,
    "décembre": 12,
    "decembre": 12,
}
# A nought in front is no thousand: 0,125 is an eighth.
THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?:[, ’'\u202f\u00a0]\d{3})+(?:\.\d+)?")
POINTED: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?:(?:[. ’']\d{3})+,\d+|(?:\.\d{3}){2,})")
DECIMAL_COMMA: Final = re.compile(r"[+-]?(?:\d+,\d{1,2}|0,\d+)")
# A currency may stand in front; a sign that changes what is meant may not.
DRESSED: Final = re.compile(r"([^\d+\-.,<>≤≥=~≈±−–(]{0,5})([+-]?[\d.][\d.,  ’'\u202f]*)(\s*%?)")
PRINTED_MINUS: Final = re.compile(r"[−–](?=\s?[\d.])\s?")
NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
STANDARD: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
ENGLISH_DAY: Final = re.compile(r"([A-Za-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
BRITISH_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?[ -]([A-Za-zéû]+)\.?,?[ -](\d{4})")
SLASHED: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def allowed(words: str, kind: str) -> bool:
    """Say whether words have a type of the standard."""
    match kind:
        case "string":
            return True
        case "ID":
            return NAME.fullmatch(words) is not None
        case "role":
            return words in ROLES
        case "date_or_empty" | "decimal_or_empty":
            return words == "" or _checks(words, kind.removesuffix("_or_empty"))
        case _:
            return _checks(words, kind)


@cache
def _schema(kind: str) -> etree.XMLSchema:
    root = etree.Element(f"{{{XSD}}}schema", nsmap={"xsd": XSD})
    etree.SubElement(root, f"{{{XSD}}}element", {"name": "value", "type": f"xsd:{kind}"})
    return etree.XMLSchema(root)


def _checks(words: str, kind: str) -> bool:
    value = etree.Element("value")
    value.text = words
    return bool(_schema(kind).validate(value))


def repaired(words: str, kind: str, *, is_end: bool = False) -> str | None:
    """Return the words in the form of their type, or None where that cannot be told."""
    match kind:
        case "date" | "date_or_empty":
            found = day(words, is_end=is_end)
        case "decimal_or_empty":
            found = number(words)
        case "anyURI":
            found = quote(words.strip(), safe="%/:=&?~#+!$,;'@()*")
        case "role":
            found = next((role for role in ROLES if role.lower() == words.lower()), None)
        case _:
            found = None
    return found if found is not None and allowed(found, kind) else None


def day(words: str, *, is_end: bool = False) -> str | None:
    """Read a day that was written in another way; where two readings are possible, none is."""
    words = " ".join(words.split())
    if found := STANDARD.fullmatch(words) or COMPACT.fullmatch(words):
        return _day(*map(int, found.groups()))
    if found := re.fullmatch(r"(\d{4})(?:[-/](\d{1,2}))?", words):
        return _part_of_year(int(found[1]), int(found[2] or 0), is_end=is_end)
    if found := SLASHED.fullmatch(words):
        one, two, year = map(int, found.groups())
        days = {_day(year, one, two), _day(year, two, one)} - {None}
        return days.pop() if len(days) == 1 else None
    return _day_with_month(words)


def _day_with_month(words: str) -> str | None:
    if found := ENGLISH_DAY.fullmatch(words):
        return _day(int(found[3]), MONTHS.get(found[1].lower(), 0), int(found[2]))
    if found := BRITISH_DAY.fullmatch(words):
        return _day(int(found[3]), MONTHS.get(found[2].lower(), 0), int(found[1]))
    return None


def _day(year: int, month: int, number: int) -> str | None:
    try:
        return dt.date(year, month, number).isoformat()
    except ValueError:
        return None


def _part_of_year(year: int, month: int, *, is_end: bool) -> str | None:
    if not 1 <= year <= dt.MAXYEAR or month > 12:  # noqa: PLR2004 -- months
        return None
    if not is_end:
        return _day(year, month or 1, 1)
    month = month or 12
    return _day(year, month, calendar.monthrange(year, month)[1])


def number(words: str) -> str | None:
    """Read a number that was written for people: separators, a currency, a per cent sign."""
    words = PRINTED_MINUS.sub("-", " ".join(words.split()), count=1)
    found = DRESSED.fullmatch(words)
    if NUMBER.fullmatch(words):
        return _plain(words)
    if found is None:
        return None
    bare = found[2].strip()
    if THOUSANDS.fullmatch(bare):
        return _plain(re.sub(r"[^\d.+-]", "", bare))
    if POINTED.fullmatch(bare):
        return _plain(re.sub(r"[^\d,+-]", "", bare).replace(",", "."))
    if DECIMAL_COMMA.fullmatch(bare):
        return _plain(bare.replace(",", "."))
    return _plain(bare) if NUMBER.fullmatch(bare) else None


def _plain(words: str) -> str | None:
    try:
        return format(Decimal(words), "f")
    except InvalidOperation:
        return None


def as_day(words: str) -> dt.date | None:
    """Return a day of the standard; what the calendar of the portal does not reach is None."""
    try:
        return dt.date.fromisoformat(words.strip()[:10])
    except ValueError:
        return None


class Names:
    """The identifiers of a file: each stands in it once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.counts: dict[str, int] = {}

    def fresh(self, words: str) -> str:
        """Make an identifier that XML allows and that nobody else in the file has."""
        name = NOT_LATER.sub("_", " ".join(words.split()).replace(":", "_"))
        if not NAME.fullmatch(name):
            name = f"_{name}"
        fresh = name
        while fresh in self.taken:
            self.counts[name] = self.counts.get(name, 1) + 1
            fresh = f"{name}_{self.counts[name]}"
        self.taken.add(fresh)
        return fresh


def choice(words: str, allowed_words: Iterable[str]) -> str | None:
    """Find the word that was meant, whatever its case and its spaces."""

    def bare(text: str) -> str:
        return re.sub("[^a-z]", "", text.lower())

    return next((word for word in allowed_words if bare(word) == bare(words)), None)
