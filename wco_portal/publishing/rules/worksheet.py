"""A text as rows of a spreadsheet, a block to a row, and such rows read again.

The last column says into which language the sheet translates, and which original and which
translation the row was made from. The words stand in the project's restricted Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from xlsxwriter.utility import xl_col_to_name

from wco_portal.publishing.enums import Language, TranslationState
from wco_portal.publishing.rules import exchange, markdown, pieces
from wco_portal.publishing.rules.exchange import Entry, Read, Refused, Standing, Unit
from wco_portal.publishing.rules.schema import ID, InvalidText, Node

COLUMNS: Final = ("id", "number", "kind", "English", "French", "state", "hash")
WORDS: Final = {"en": 3, "fr": 4}
STATE, HASH = 5, 6
LETTERS: Final = "ABCDEFG"
LONGEST: Final = 32_767
# A mark that the writer puts before what a spreadsheet could take for a formula.
MARK: Final = "'"
REASONS: Final[Mapping[str, str | Promise]] = {
    "columns": gettext_lazy("Column %(letter)s must be called “%(name)s”, as in the export."),
    "no_row": gettext_lazy("The sheet holds no block."),
}


def write(units: Iterable[Unit], *, language: str) -> list[list[object]]:
    """Return the rows of a text whose translation into a language is wanted."""
    return [[*COLUMNS], *(_row(unit, language) for unit in units)]


def _row(unit: Unit, language: str) -> list[object]:
    standing = unit.standing
    original, other = _cell(standing.original), _cell(standing.translation)
    english, french = (original, other) if language == "fr" else (other, original)
    seal = (language, exchange.hash_of(standing.original), exchange.hash_of(standing.translation))
    kind = standing.original["type"] if standing.original else ""
    place = str(unit.number)
    if standing.is_title:
        kind, place = "title", _("title")
    state = exchange.state_out(standing.state)
    return [
        unit.block,
        f"{unit.name}, {place}",
        kind,
        english,
        french,
        "original" if standing.is_original else state,
        ":".join(seal),
    ]


def _cell(node: Node | None) -> str:
    """Return the words of a block; what begins with the writer's mark gets a second one."""
    words = markdown.write_block(node) if node else ""
    return f"{MARK}{words}" if words.startswith(MARK) else words


def read(rows: Sequence[Sequence[Any]], *, standings: Mapping[str, Mapping[str, Standing]]) -> Read:
    """Read rows against the text as it stands (by target language, by block).

    Raises Refused for a sheet that is not taken as a whole; what is wrong with one row stands in
    its entry.
    """
    places = _places(rows[0] if rows else [])
    kept = [
        (number, [row[place] if place < len(row) else None for place in places])
        for number, row in enumerate(rows[1:], 2)
        if any(_said(cell) for cell in row)
    ]
    if not kept:
        raise Refused(2, str(REASONS["no_row"]))
    language = _seal(kept[0][1])[0] or "fr"
    seen: set[str] = set()
    letters = {"": ""} | {
        letter: xl_col_to_name(place) for letter, place in zip(LETTERS, places, strict=True)
    }
    entries = [_entry(row, n, language, standings[language], seen) for n, row in kept]
    return Read(language, [replace(each, column=letters[each.column]) for each in entries])


def _places(head: Sequence[Any]) -> list[int]:
    """Find the columns by what they are called, wherever somebody put them."""
    named = [_said(cell) for cell in head]
    for letter, name in zip(LETTERS, COLUMNS, strict=True):
        if name not in named:
            raise Refused(1, str(REASONS["columns"]) % {"letter": letter, "name": name})
    return [named.index(name) for name in COLUMNS]


def _said(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _words(cell: Any) -> str:
    return _said(cell).removeprefix(MARK)


def _seal(row: Sequence[Any]) -> tuple[str, str, str]:
    """Return the language and the two hashes of a row; empty where they cannot be read."""
    parts = _said(row[HASH]).split(":")
    if len(parts) != len(("language", "source", "target")) or parts[0] not in Language.values:
        return "", "", ""
    return parts[0], parts[1], parts[2]


def _entry(
    row: Sequence[Any], line: int, language: str, standings: Mapping[str, Standing], seen: set[str]
) -> Entry:
    block, (sealed, source, before) = _said(row[0])[:40], _seal(row)
    standing, target = standings.get(block), None
    column, problem = _wrong(row, block, seen, is_sealed=sealed == language)
    seen.add(block)
    if not problem and standing is not None and standing.original is not None:
        column = LETTERS[WORDS[language]]
        shown = _words(row[WORDS["en" if language == "fr" else "fr"]])
        if shown != markdown.write_block(standing.original).strip():
            source = f"not {source}"
        try:
            target = _target(_words(row[WORDS[language]]), standing)
            problem = exchange.title_problem(standing, target)
        except InvalidText:
            problem = _("The words do not make one block of the kind “%(kind)s”.") % {
                "kind": standing.original["type"]
            }
    state = _said(row[STATE]).lower()
    if state not in TranslationState.values:
        state = str(TranslationState.TRANSLATED)
    return Entry(line, column, block, target, state, source, before, problem)


def _wrong(row: Sequence[Any], block: str, seen: set[str], *, is_sealed: bool) -> tuple[str, str]:
    """Return the column and the words of what is wrong with a row as such."""
    state = _said(row[STATE]).lower()
    if not ID.fullmatch(block):
        return "A", _("This is not the id of a block.")
    if block in seen:
        return "A", _("This block stands twice in the file.")
    if state and state not in {*TranslationState.values, "original"}:
        known = ", ".join(TranslationState.values)
        return LETTERS[STATE], _("Choose one of these states: %(known)s.") % {"known": known}
    if not is_sealed:
        return LETTERS[HASH], _("The hash is missing: take the row anew from an export.")
    return "", ""


def _target(words: str, standing: Standing) -> Node | None:
    if not words:
        return None
    like = standing.translation or standing.original or {}
    known = [standing.translation] if standing.translation else []
    found = markdown.read(words, previous=known)
    if len(found) != 1 or _kind(found[0]) != _kind(like):
        raise InvalidText("One block of its kind stands in a row.")
    return pieces.block(like, pieces.of(found[0]))


def _kind(node: Node) -> tuple[str, object]:
    return node["type"], node.get("attrs", {}).get("level")
