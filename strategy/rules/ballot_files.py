"""Read a file of ballots, as people or other programs write it, and name the ballot that is wrong.

JSON: `{"items": [...], "ballots": [{"member", "region", "ranking": [[...], ...], "count"}, ...]}`,
tie groups from best to last; or CSV as the portal hands it out: items in the first line, then
a line of places for each ballot, empty where an item is left out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from strategy.rules.aggregation import LEFT_OUT, Ballot

MOST_BYTES: Final = 64 * 1024 * 1024
MOST_ITEMS: Final = 200
MOST_COPIES: Final = 1_000_000_000
MOST_DIGITS: Final = 20
MOST_LETTERS: Final = 500
SHOWN_LETTERS: Final = 60
# Stands in an object whose text has a key twice, and tells which.
TWICE: Final = object()
# What stands before a cell that a spreadsheet would compute, as `tables.safe` writes it.
APOSTROPHE: Final = "'"


class UnreadableError(Exception):
    """What is wrong, in one line, and with which ballot."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Ballots as they count, the items that they rank, and what a reader should be told."""

    items: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    remarks: tuple[str, ...] = ()


def read(data: bytes) -> Sheet:
    """Return the ballots of a file.

    Raises:
        UnreadableError: with one line that names the ballot by its number, from 1, and Member.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UnreadableError(f"The file is not UTF-8: see byte {wrong.start}.") from None
    if not text.strip():
        raise UnreadableError("The file is empty.")
    return _of_json(text) if text.lstrip()[0] in "{[" else _of_csv(text)


def _of_json(text: str) -> Sheet:
    try:
        given = json.loads(text, object_pairs_hook=_object, parse_int=_whole)
    except RecursionError:
        raise UnreadableError("The file is nested too deep.") from None
    except ValueError as wrong:
        raise UnreadableError(f"The file is not JSON: {_line(str(wrong))}.") from None
    if not isinstance(given, dict):
        raise UnreadableError("The file holds no object with items and ballots.")
    if TWICE in given:
        raise UnreadableError(f"The file has {_shown(given[TWICE])} twice.")
    items, ballots = _items(given.get("items")), given.get("ballots")
    if not isinstance(ballots, list):
        raise UnreadableError("The ballots are not a list.")
    numbers = {item: number for number, item in enumerate(items)}
    made = [_ballot(each, at, numbers) for at, each in enumerate(ballots, start=1)]
    return Sheet(items, tuple(made), tuple(_repeated(ballots)))


def _object(pairs: list[tuple[str, Any]]) -> dict[object, Any]:
    """Make an object of its pairs; of two values for a key nobody can say which is meant."""
    made: dict[object, Any] = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _value in pairs]
        made[TWICE] = next(key for key in keys if keys.count(key) > 1)
    return made


def _whole(digits: str) -> int | float:
    """Read a whole number; one beyond all measure is none, and its ballot is refused by name."""
    return int(digits) if len(digits) < MOST_DIGITS else float(digits)


def _items(given: Any) -> tuple[str, ...]:
    """Return the items, each a text of its own."""
    if not isinstance(given, list) or not given:
        raise UnreadableError("The items are not a list with at least one item.")
    if len(given) > MOST_ITEMS:
        raise UnreadableError(f"There are more than {MOST_ITEMS} items.")
    seen: set[str] = set()
    for number, item in enumerate(given, start=1):
        if not _is_text(item) or not item.strip():
            raise UnreadableError(f"Item {number} is not a text of 1 to {MOST_LETTERS} letters.")
        if item in seen:
            raise UnreadableError(f"Item {number} is there twice: {_shown(item)}.")
        seen.add(item)
    return tuple(given)


def _ballot(given: Any, at: int, numbers: dict[str, int]) -> Ballot:
    """Return a ballot; whatever is wrong names it."""
    if not isinstance(given, dict):
        raise UnreadableError(f"Ballot {at}: it is not an object.")
    names = {key: given.get(key) for key in ("member", "region")}
    member = names["member"] if _is_text(names["member"]) else None
    said = f"Ballot {at} ({_shown(member)}): " if member else f"Ballot {at}: "
    for key, name in names.items():
        if name is not None and not _is_text(name):
            raise UnreadableError(f"{said}the {key} is not a text of {MOST_LETTERS} letters.")
    if TWICE in given:
        raise UnreadableError(f"{said}it has {_shown(given[TWICE])} twice.")
    count = given.get("count", 1)
    if type(count) is not int or not 1 <= count <= MOST_COPIES:
        raise UnreadableError(f"{said}the count is not a whole number from 1 to {MOST_COPIES}.")
    try:
        places = _places(given.get("ranking"), numbers)
    except UnreadableError as wrong:
        raise UnreadableError(f"{said}{wrong}") from None
    return Ballot(names["region"] or "", places, count)


def _places(ranking: Any, numbers: dict[str, int]) -> tuple[int, ...]:
    """Return the place of each item; equal in a tie group, the last of all for what is left out."""
    if not isinstance(ranking, list):
        raise UnreadableError("the ranking is not a list of tie groups.")
    places, before = [LEFT_OUT] * len(numbers), 0
    for number, group in enumerate(ranking, start=1):
        if not isinstance(group, list) or not group:
            raise UnreadableError(f"tie group {number} is not a list with at least one item.")
        for item in group:
            if not isinstance(item, str):
                raise UnreadableError(f"tie group {number} holds something that is not a text.")
            if item not in numbers:
                raise UnreadableError(f"{_shown(item)} is not one of the items.")
            if places[numbers[item]] != LEFT_OUT:
                raise UnreadableError(f"{_shown(item)} is there twice.")
            places[numbers[item]] = before + 1
        before += len(group)
    return tuple(places)


def _repeated(ballots: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Say which Member has cast several ballots: they count, but somebody should know."""
    first: dict[str, int] = {}
    for at, ballot in enumerate(ballots, start=1):
        member = ballot.get("member")
        if member and first.setdefault(member, at) != at:
            yield f"Ballot {at} ({_shown(member)}): it counts beside ballot {first[member]}."


def _of_csv(text: str) -> Sheet:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [row for row in rows if row]
    except csv.Error as wrong:
        raise UnreadableError(f"The file is neither JSON nor CSV: {_line(str(wrong))}.") from None
    items = _items([_unguarded(cell) for cell in lines[0]])
    if len(lines) == 1:
        raise UnreadableError("It is no JSON object, nor CSV with ballots under a line of items.")
    return Sheet(items, tuple(_of_line(row, at, items) for at, row in enumerate(lines[1:], 1)))


def _unguarded(cell: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from computing."""
    return cell[1:] if cell.startswith(APOSTROPHE) and len(cell) > 1 else cell


def _of_line(row: list[str], at: int, items: Sequence[str]) -> Ballot:
    """Return the ballot of a line of places."""
    if len(row) != len(items):
        raise UnreadableError(f"Ballot {at}: it has {len(row)} places for {len(items)} items.")
    allowed = set(map(str, range(1, len(items) + 1)))
    for item, cell in zip(items, row, strict=True):
        if cell.strip() and cell not in allowed:
            raise UnreadableError(f"Ballot {at}: {_shown(cell)} is no place for {_shown(item)}.")
    return Ballot("", tuple(int(cell) if cell.strip() else LEFT_OUT for cell in row))


def _is_text(given: Any) -> bool:
    """Say whether it is a text that can be written down: no half of a pair of surrogates."""
    if not isinstance(given, str) or len(given) > MOST_LETTERS:
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in given)


def _shown(name: object) -> str:
    """Write a name on one line, cut if it is long."""
    return _line(str(name))[:SHOWN_LETTERS]


def _line(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words)
