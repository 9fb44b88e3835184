"""Hand a text to its translator and say what their file would do, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wco_portal.common.errors import DomainError
from wco_portal.publishing.enums import Fate, Language, TranslationState
from wco_portal.publishing.models import Text
from wco_portal.publishing.rules import exchange, inline, worksheet, xliff
from wco_portal.publishing.rules.exchange import TAKEN, Entry, Read, Refused, Standing, Unit
from wco_portal.publishing.selectors import differences, documents, pairs
from wco_portal.publishing.selectors.differences import ShownBlock
from wco_portal.publishing.selectors.pairs import OTHER, Pair

__all__ = ["TAKEN", "Entry", "Outcome", "Read"]

# From what the person must look at to what is done without them.
ORDER: Final = (
    Fate.BROKEN,
    Fate.UNKNOWN,
    Fate.TARGET_CHANGED,
    Fate.SOURCE_CHANGED,
    Fate.ORIGINAL,
    Fate.ACCEPTED,
    Fate.STATE,
    Fate.UNCHANGED,
    Fate.EMPTY,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file does to one block; where it is set aside, both texts."""

    entry: Entry
    fate: Fate
    section: str
    number: int
    present: SafeString
    proposed: SafeString
    change: ShownBlock | None

    @property
    def is_title(self) -> bool:
        """Say whether it is the title of a section."""
        return bool(self.section) and self.entry.block == self.section

    @property
    def is_taken(self) -> bool:
        """Say whether the block is taken in."""
        return self.fate in TAKEN

    @property
    def state(self) -> str:
        """Return the word of the state that the block gets."""
        return str(TranslationState(self.entry.state).label)


def xliff_of(
    text: Text,
    *,
    target: str,
    original: str,
    names: Mapping[str, str],
    titles: Sequence[Pair] = (),
) -> bytes:
    """Write a text as XLIFF for translation into a language; `names` are those of the sections."""
    units = _units(text, target, names, titles)
    languages = (OTHER[target], target)
    return xliff.write(units, text=text.public_id, original=original, languages=languages)


def rows_of(
    text: Text, *, target: str, names: Mapping[str, str], titles: Sequence[Pair] = ()
) -> list[list[object]]:
    """Write a text as rows of a spreadsheet for translation into a language."""
    return worksheet.write(_units(text, target, names, titles), language=target)


def read_xliff(text: Text, data: bytes, *, titles: Sequence[Pair] = ()) -> Read:
    """Read a translator's file, or say in words at which line it is refused."""
    try:
        return xliff.read(data, text=text.public_id, standings=_standings(_all(text, titles)))
    except Refused as no:
        words = _("Line %(line)s: %(words)s") % {"line": no.line, "words": no.words}
        raise DomainError(words, code="translation_refused") from no


def read_rows(text: Text, rows: Sequence[Sequence[Any]], *, titles: Sequence[Pair] = ()) -> Read:
    """Read the rows of a translator's spreadsheet, or say why it is refused."""
    try:
        return worksheet.read(rows, standings=_standings(_all(text, titles)))
    except Refused as no:
        words = _("Row %(line)s: %(words)s") % {"line": no.line, "words": no.words}
        raise DomainError(words, code="translation_refused") from no


def _all(text: Text, titles: Sequence[Pair]) -> list[Pair]:
    """Return the blocks of a text, and before them the titles of its sections."""
    return [*titles, *pairs.of(text)]


def _units(text: Text, target: str, names: Mapping[str, str], titles: Sequence[Pair]) -> list[Unit]:
    found = _all(text, titles)
    standings = _standings(found)[target]
    place = {key: number for number, key in enumerate(names)}
    units = [
        Unit(pair.block, pair.section, names.get(pair.section, ""), pair.number, standing)
        for pair in sorted(found, key=lambda each: place.get(each.section, len(place)))
        if (standing := standings[pair.block]).original is not None
    ]
    if not units:
        raise DomainError(_("There is no text to translate yet."), code="text_missing")
    return units


def _standings(found: Iterable[Pair]) -> dict[str, dict[str, Standing]]:
    """Return by target language and block what a file is held against."""
    rows = list(found)
    return {
        str(code): {
            pair.block: Standing(
                pair.nodes[OTHER[code]], pair.nodes[code], pair.states[code], pair.is_title
            )
            for pair in rows
        }
        for code in Language.values
    }


def fates(found: Iterable[Pair], language: str, entries: Iterable[Entry]) -> list[Fate]:
    """Judge the entries of a file against the text as it stands."""
    standings = _standings(found)[language]
    return [exchange.judge(entry, standings.get(entry.block)) for entry in entries]


def plain(entry: Entry) -> str:
    """Return the translation of an entry as plain words."""
    return inline.plain(entry.target) if entry.target else ""


def outcomes(text: Text, read: Read, *, titles: Sequence[Pair] = ()) -> list[Outcome]:
    """Say for a page what a file would do, the matters for a person first."""
    found = {pair.block: pair for pair in _all(text, titles)}
    judged = fates(found.values(), read.language, read.entries)
    told = [
        _outcome(found.get(entry.block), entry, fate, read.language)
        for entry, fate in zip(read.entries, judged, strict=True)
    ]
    return sorted(told, key=lambda each: (ORDER.index(each.fate), each.entry.line))


def _outcome(pair: Pair | None, entry: Entry, fate: Fate, language: str) -> Outcome:
    present = pair.nodes[language] if pair else None
    is_shown = fate not in {Fate.UNCHANGED, Fate.EMPTY, Fate.STATE}
    return Outcome(
        entry,
        fate,
        pair.section if pair else "",
        pair.number if pair else 0,
        _html(present) if is_shown else SafeString(""),
        _html(entry.target) if is_shown else SafeString(""),
        differences.of_blocks(present, entry.target)
        if fate is Fate.ACCEPTED and present and entry.target
        else None,
    )


def _html(node: dict[str, Any] | None) -> SafeString:
    return documents.block_html(node, anchored=False) if node else SafeString("")
