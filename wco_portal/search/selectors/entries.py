"""Search: who may see what is decided inside the query, not after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.directory.models import Person
from wco_portal.search import rules
from wco_portal.search.enums import Audience
from wco_portal.search.tables import SOURCES

# So many candidates are ranked: ranking a query that matches everything would be slow.
MOST: Final = 1000
BEGIN, END = "\ue000", "\ue001"
HEADLINE: Final = f"StartSel={BEGIN}, StopSel={END}, MaxFragments=2, MaxWords=24, MinWords=8"

HITS: Final = """
WITH asked AS (SELECT {plain_en} AS plain_en, {plain_fr} AS plain_fr,
                      {wide_en} AS wide_en, {wide_fr} AS wide_fr),
hits AS (
    SELECT entry.id, kind, key, language,
           document @@ CASE language WHEN 'fr' THEN plain_fr ELSE plain_en END AS is_direct,
           ts_rank_cd('{{0.05, 0.15, 0.5, 1.0}}', document,
                      CASE language WHEN 'fr' THEN wide_fr ELSE wide_en END, 1) AS rank
    FROM search_searchentry entry, asked
    WHERE audience = ANY(%s) AND (visible_from IS NULL OR visible_from <= %s)
      AND (language = 'fr' AND document @@ wide_fr OR language = 'en' AND document @@ wide_en)
    LIMIT {most}
)
SELECT DISTINCT ON (kind, key) id, kind, is_direct,
       rank * CASE WHEN is_direct THEN 1.0 ELSE 0.7 END AS weight
FROM hits ORDER BY kind, key, (language = %s) DESC, rank DESC
"""
SHOWN: Final = """
SELECT entry.id, kind, language, title, summary, address, is_demonstration,
       ts_headline(CASE language WHEN 'fr' THEN 'public.fr_u'::regconfig
                   ELSE 'public.en_u'::regconfig END,
                   CASE WHEN body = '' THEN summary ELSE body END,
                   CASE language WHEN 'fr' THEN {wide_fr} ELSE {wide_en} END, %s) AS excerpt
FROM search_searchentry entry WHERE entry.id = ANY(%s)
"""
ALIKE: Final = """
SELECT word FROM search_searchword
WHERE folded %% search_fold(%s) AND folded <> search_fold(%s)
  AND similarity(folded, search_fold(%s)) >= 0.4
ORDER BY similarity(folded, search_fold(%s)) DESC, times DESC, word LIMIT 1
"""
KNOWN: Final = "SELECT EXISTS (SELECT 1 FROM search_searchword WHERE folded = search_fold(%s))"


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found."""

    pk: int
    kind: str
    is_direct: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it."""

    kind: str
    kind_title: str
    language: str
    is_foreign: bool
    title: str
    summary: str
    address: str
    excerpt: SafeString
    is_demonstration: bool
    by_glossary: str


def audiences(actor: Actor) -> list[str]:
    """Return what the actor may find."""
    if not isinstance(actor, Person) or not actor.roles_held():
        return [Audience.PUBLIC]
    if actor.is_secretariat:
        return list(Audience)
    return [Audience.PUBLIC, Audience.MEMBERS]


def find(typed: str, *, actor: Actor) -> list[Hit]:
    """Return what the actor may see of what was asked for, the best first."""
    asked = rules.units(typed)
    if not asked:
        return []
    sql, words = _asked(asked, HITS)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*words, audiences(actor), clock.today(), active()])
        hits = [Hit(*row) for row in cursor.fetchall()]
    return sorted(hits, key=lambda hit: (-hit.weight, hit.pk))


def kinds(hits: Sequence[Hit]) -> list[tuple[str, str, int]]:
    """Count the hits by kind, in the order of the table."""
    counts = Counter(hit.kind for hit in hits)
    return [(name, str(row.title), counts[name]) for name, row in SOURCES.items() if counts[name]]


def show(hits: Sequence[Hit], *, typed: str) -> list[Shown]:
    """Read the hits of a page, with the words that were found marked."""
    asked = rules.units(typed)
    sql, words = _asked(asked, SHOWN)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*words, HEADLINE, [hit.pk for hit in hits]])
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_shown(hit, rows[hit.pk], asked) for hit in hits if hit.pk in rows]


def did_you_mean(typed: str) -> str:
    """Return what was typed with unknown words replaced by the nearest known ones."""
    better = []
    with connection.cursor() as cursor:
        for word in rules.words(typed):
            cursor.execute(KNOWN, [word])
            known = (cursor.fetchone() or (True,))[0]
            if known or len(word) < 4:  # noqa: PLR2004 -- too short to guess
                better.append(word)
                continue
            cursor.execute(ALIKE, [word, word, word, word])
            alike = cursor.fetchone()
            better.append(alike[0] if alike else word)
    meant = " ".join(better)
    return "" if meant == " ".join(rules.words(typed)) else meant


def _shown(hit: Hit, row: tuple[Any, ...], asked: Sequence[rules.Unit]) -> Shown:
    kind, language, title, summary, address, is_demonstration, excerpt = row
    by_glossary = ", ".join(
        unit.equivalents[language][0] for unit in asked if language in unit.equivalents
    )
    return Shown(
        kind=kind,
        kind_title=str(SOURCES[kind].title) if kind in SOURCES else kind,
        language=language,
        is_foreign=language != active(),
        title=title,
        summary=summary,
        address=address,
        excerpt=_marked(excerpt),
        is_demonstration=is_demonstration,
        by_glossary="" if hit.is_direct else by_glossary,
    )


def _marked(excerpt: str) -> SafeString:
    safe = escape(excerpt).replace(BEGIN, "<mark>").replace(END, "</mark>")
    return mark_safe(safe)  # noqa: S308 -- escaped above; the marks are ours


def _asked(asked: Sequence[rules.Unit], sql: str) -> tuple[str, list[str]]:
    """Write the queries of both languages, plain and with the glossary, as SQL and its words."""
    parts, words = {}, []
    for name in ("plain_en", "plain_fr", "wide_en", "wide_fr"):
        if "{" + name + "}" not in sql:
            continue
        width, language = name.split("_")
        terms = [_term(unit, language, is_wide=width == "wide") for unit in asked]
        parts[name] = "(" + " && ".join(term for term, _words in terms) + ")"
        words.append((sql.index("{" + name + "}"), [w for _term_, ws in terms for w in ws]))
    in_order = [word for _place, found in sorted(words, key=lambda pair: pair[0]) for word in found]
    return sql.format(most=MOST, **parts), in_order


def _term(unit: rules.Unit, language: str, *, is_wide: bool) -> tuple[str, list[str]]:
    """Write one unit: its words, or with the glossary what it is called in the language."""
    choices = [unit.typed, *(unit.equivalents.get(language, ()) if is_wide else ())]
    written, words = [], []
    for choice in choices:
        found = rules.words(choice)
        written.append("(" + " && ".join(f"search_query('{language}', %s)" for _ in found) + ")")
        words += found
    return "(" + " || ".join(written) + ")", words
