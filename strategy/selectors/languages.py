"""How far the two languages of a plan are: counts per language, and what waits, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from strategy.models import Plan, PlanElement
from strategy.selectors import plans, writing
from wco_portal.access.policies import Actor
from wco_portal.common.parts import Part, Tone
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.enums import Fate, Language
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.selectors.exchanges import Outcome, Read
from wco_portal.publishing.selectors.pairs import Pair

# From what must be done first to what is done; the original of a block stands beside them.
ORDER = ("missing", "stale", "initial", "translated", "reviewed", "final", "original")
# What a translator has to look at.
WAITING = ("missing", "stale", "initial")
# How a bar shows what does not wait.
SHADES: Final = {"translated": "brand", "reviewed": "brand", "final": "good", "original": "good"}
FORMS: Final = ("xlf", "xlsx")
# What nobody has to look at.
QUIET: Final = frozenset({Fate.UNCHANGED, Fate.EMPTY})
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Count:
    """How many blocks of a language are in a state, and how many words they have."""

    state: str
    word: str
    tone: Tone
    blocks: int
    words: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """One language of a plan, counted by state."""

    language: str
    name: str
    counts: Sequence[Count]
    blocks: int
    words: int
    waiting: int

    @property
    def parts(self) -> list[Part]:
        """Return the states as the parts of a bar."""
        return [
            Part(each.blocks, each.word, SHADES.get(each.state, "warn"))
            for each in self.counts
            if each.blocks
        ]

    @property
    def is_written(self) -> bool:
        """Say whether anything stands in this language, to be translated from."""
        return any(each.blocks for each in self.counts if each.state != pairs.MISSING)


@dataclass(frozen=True, slots=True)
class Item:
    """A block in one language, and where in the editor it stands."""

    language: str
    element: PlanElement | None
    number: int
    block: str
    state: str
    word: str
    tone: Tone
    words: int
    excerpt: str
    written_in: str
    address: str

    @property
    def section(self) -> str:
        """Return the id of the section; empty for the introduction."""
        return self.element.public_id if self.element else ""


@dataclass(frozen=True, slots=True)
class Board:
    """The languages of a plan."""

    ledgers: Sequence[Ledger]
    items: Sequence[Item]
    untitled: Sequence[PlanElement]
    gaps: int

    @property
    def sources(self) -> list[str]:
        """Return the languages that there is something to translate from."""
        return [each.language for each in self.ledgers if each.is_written]


def words() -> dict[str, str]:
    """Return the words of the states of a block in one language."""
    return {
        "missing": _("missing"),
        "stale": _("stale"),
        "initial": _("initial"),
        "translated": _("translated"),
        "reviewed": _("reviewed"),
        "final": _("final"),
        "original": _("original"),
    }


def tone(state: str) -> Tone:
    """Return the shape in which a state is shown."""
    return "brand" if state == pairs.ORIGINAL else writing.STATES[state][1]


def board(plan: Plan, *, states: Sequence[str] = WAITING, languages: Sequence[str] = ()) -> Board:
    """Count the blocks of a plan by language and state, and list those in the states asked for."""
    documents = pairs.documents(plan.text)
    found = pairs.between(documents)
    elements = {each.public_id: each for each in plan.elements.in_order()}
    items = [
        _item(plan, pair, language, elements)
        for pair in _placed(found, elements)
        for language in languages or Language.values
        if pair.states[language] in states
    ]
    return Board(
        [_ledger(found, code) for code in Language.values],
        items,
        [each for each in elements.values() if bool(each.title_en) != bool(each.title_fr)],
        pairs.gaps(documents),
    )


def _placed(found: list[Pair], elements: dict[str, PlanElement]) -> list[Pair]:
    """Order pairs as the plan orders its elements; the introduction comes first."""
    place = {key: number for number, key in enumerate(["", *elements])}
    return sorted(found, key=lambda pair: place.get(pair.section, len(place)))


def _ledger(found: list[Pair], language: str) -> Ledger:
    named = words()
    sums: dict[str, list[int]] = {}
    for pair in found:
        here = sums.setdefault(pair.states[language], [0, 0])
        here[0] += 1
        here[1] += pair.words(language)
    return Ledger(
        language,
        str(Language(language).label),
        [Count(each, named[each], tone(each), *sums.get(each, [0, 0])) for each in ORDER],
        len(found),
        sum(count for _blocks, count in sums.values()),
        sum(sums.get(each, [0])[0] for each in WAITING),
    )


def _item(plan: Plan, pair: Pair, language: str, elements: dict[str, PlanElement]) -> Item:
    state = pair.states[language]
    written_in = language if pair.nodes[language] else pairs.OTHER[language]
    element = elements.get(pair.section)
    address = writing.desk_address(plan, element.public_id if element else "")
    return Item(
        language,
        element,
        pair.number,
        pair.block,
        state,
        words()[state],
        tone(state),
        pair.words(language),
        pair.excerpt(language),
        written_in,
        f"{address}#b-{pair.block}",
    )


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """A plan on its way to a translator; a spreadsheet is given as its rows."""

    name: str
    xliff: bytes | None
    rows: list[list[object]]


def names(plan: Plan) -> dict[str, str]:
    """Name the sections of a plan in its order, for a translator."""
    return {"": _("Introduction")} | {
        each.public_id: str(each) for each in plan.elements.select_related("plan").in_order()
    }


def titles(plan: Plan) -> list[Pair]:
    """Return the titles of a plan's elements in both languages, as a translator gets them."""
    return pairs.of_titles(
        {
            each.public_id: {"en": each.title_en, "fr": each.title_fr}
            for each in plan.elements.in_order()
        }
    )


def file(slug: str, kind: str, actor: Actor) -> TranslationFile:
    """Return a plan for a translator into a language, as `fr.xlf` or `fr.xlsx`; or 404."""
    plan = plans.by_slug(slug, actor)
    language, _dot, form = kind.partition(".")
    if language not in Language.values or form not in FORMS:
        raise Plan.DoesNotExist
    return translation_file(plan, language=language, form=form)


def translation_file(plan: Plan, *, language: str, form: str) -> TranslationFile:
    """Return a plan for a translator into a language."""
    name = f"{plan.slug}-{pairs.OTHER[language]}-{language}"
    if form == "xlsx":
        rows = publishing.exchanges.rows_of(
            plan.text, target=language, names=names(plan), titles=titles(plan)
        )
        return TranslationFile(name, None, rows)
    original = f"plans/{plan.slug}"
    data = publishing.exchanges.xliff_of(
        plan.text, target=language, original=original, names=names(plan), titles=titles(plan)
    )
    return TranslationFile(name, data, [])


@dataclass(frozen=True, slots=True)
class Told:
    """What a file does to one block, and the name of the section in which it stands."""

    place: str
    outcome: Outcome
    address: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a translator's file would do to a plan."""

    language: str
    counts: Sequence[tuple[str, int]]
    taken: Sequence[Told]
    aside: Sequence[Told]

    @property
    def shown_taken(self) -> Sequence[Told]:
        """Return as many as a page shows."""
        return self.taken[:MOST_SHOWN]

    @property
    def shown_aside(self) -> Sequence[Told]:
        """Return as many as a page shows."""
        return self.aside[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        """Count what the page does not show."""
        return max(len(self.taken) - MOST_SHOWN, 0) + max(len(self.aside) - MOST_SHOWN, 0)


def read(plan: Plan, data: bytes) -> Read:
    """Read a translator's XLIFF file against the plan's text."""
    return publishing.exchanges.read_xliff(plan.text, data, titles=titles(plan))


def read_rows(plan: Plan, rows: Sequence[Sequence[Any]]) -> Read:
    """Read the rows of a translator's spreadsheet against the plan's text."""
    return publishing.exchanges.read_rows(plan.text, rows, titles=titles(plan))


def report(plan: Plan, read: Read) -> Report:
    """Say block by block what a translator's file would do."""
    found = publishing.exchanges.outcomes(plan.text, read, titles=titles(plan))
    numbers = {each.public_id: each.number for each in plan.elements.all()}
    told = [_told(plan, each, numbers) for each in found]
    by_fate = Counter(each.fate for each in found)
    return Report(
        read.language,
        [(str(fate.label), by_fate[fate]) for fate in Fate if by_fate[fate]],
        [each for each in told if each.outcome.is_taken],
        [each for each in told if not each.outcome.is_taken and each.outcome.fate not in QUIET],
    )


def _told(plan: Plan, outcome: Outcome, numbers: Mapping[str, str]) -> Told:
    section = outcome.section if outcome.section in numbers else ""
    address = writing.desk_address(plan, section)
    if not outcome.is_title:
        address = f"{address}#b-{outcome.entry.block}"
    return Told(numbers.get(section) or _("Introduction"), outcome, address)
