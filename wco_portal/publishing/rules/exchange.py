"""What a translator's file would do to a text, block by block; pure, whatever the file's form."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from wco_portal.publishing.enums import Fate, TranslationState
from wco_portal.publishing.rules import inline, pieces, schema
from wco_portal.publishing.rules.schema import Node

MOST_TITLE: Final = 200
TAKEN: Final = frozenset({Fate.ACCEPTED, Fate.STATE})


@dataclass(frozen=True, slots=True)
class Entry:
    """A block as a file brings it: where it stands there, its translation, what it was made from.

    `source` and `before` are the short hashes of the original and of the translation at the time
    of the export; `before` is empty when there was none then, and None when the file does not say.
    """

    line: int
    column: str
    block: str
    target: Node | None
    state: str
    source: str
    before: str | None
    problem: str = ""

    def as_data(self) -> list[Any]:
        """Return the entry as JSON can say it."""
        return list(astuple(self))


@dataclass(frozen=True, slots=True)
class Standing:
    """A block as it stands: both languages, and the state of its translation."""

    original: Node | None
    translation: Node | None
    state: str
    # The title of a section: plain words, and nobody keeps how far its translation is.
    is_title: bool = False

    @property
    def is_original(self) -> bool:
        """Say whether the language of the translation is the one it was first written in."""
        return self.state == "original"


@dataclass(frozen=True, slots=True)
class Unit:
    """A block for the translator: where it stands, both languages, its state."""

    block: str
    section: str
    name: str
    number: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: into which language, and block by block what it brings."""

    language: str
    entries: list[Entry]


class Refused(Exception):  # noqa: N818 -- the word of its report
    """The file is not read; says at which line and why."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line
        self.words = words


def hash_of(node: Node | None) -> str:
    """Return the short hash of a block; empty for none."""
    return schema.block_digest(node) if node else ""


def state_out(state: str) -> str:
    """Return the state that a block leaves with: an outdated translation begins anew."""
    return state if state in TranslationState.values else TranslationState.INITIAL


def title_problem(standing: Standing | None, target: Node | None) -> str:
    """Say what is wrong with a translation as a title; nothing where it is none, or sound."""
    if standing is None or not standing.is_title or target is None:
        return ""
    runs = target.get("content", [])
    is_plain = all(run["type"] == "text" and not run.get("marks") for run in runs)
    if is_plain and len(inline.plain(target)) <= MOST_TITLE:
        return ""
    return _("A title has plain words, %(most)s characters at most.") % {"most": MOST_TITLE}


def judge(entry: Entry, standing: Standing | None) -> Fate:
    """Say what would happen to a block; what changed since the export is never overwritten."""
    if entry.problem:
        return Fate.BROKEN
    if standing is None or standing.original is None:
        return Fate.UNKNOWN
    if entry.target is None:
        return Fate.EMPTY
    is_same = pieces.is_same(entry.target, standing.translation)
    is_settled = standing.is_original or standing.is_title
    if is_same and (is_settled or entry.state == state_out(standing.state)):
        return Fate.UNCHANGED
    return _changed(entry, standing, is_same=is_same)


def _changed(entry: Entry, standing: Standing, *, is_same: bool) -> Fate:
    if standing.is_original:
        return Fate.ORIGINAL
    if entry.source != hash_of(standing.original):
        return Fate.SOURCE_CHANGED
    if is_same:
        return Fate.STATE
    return Fate.ACCEPTED if entry.before == hash_of(standing.translation) else Fate.TARGET_CHANGED
