"""Keep the index up to date."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from django.urls import NoReverseMatch
from django.utils import translation

from wco_portal.audit.models import Event
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.search.models import SearchEntry
from wco_portal.search.tables import SOURCES, Found, Origin, followers

COLUMNS = ("title", "summary", "body", "address", "audience", "visible_from", "is_demonstration")

WORDS = """
INSERT INTO search_searchword (word, folded, times)
SELECT word, search_fold(word), ndoc FROM ts_stat($$
    SELECT to_tsvector('pg_catalog.simple', title || ' ' || summary || ' ' || left(body, 200000))
    FROM search_searchentry WHERE audience = 'public' $$)
WHERE length(word) BETWEEN 4 AND 60 AND word ~ '^[[:alpha:]-]+$'
ON CONFLICT (word) DO UPDATE SET times = excluded.times
"""


def follow(event: Event) -> None:
    """Renew the kinds that an event touches."""
    for source in followers(event.type):
        renew(source)


def rebuild() -> int:
    """Renew everything, and the words for "did you mean"."""
    with transaction.atomic():
        SearchEntry.objects.exclude(kind__in=SOURCES).delete()
        for source in SOURCES.values():
            renew(source)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_searchword")
            cursor.execute(WORDS)
    return SearchEntry.objects.count()


@transaction.atomic
def renew(source: Origin) -> None:
    """Write every entry of a kind and take away what is no longer there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(72, hashtext(%s))", [source.kind])
    entries = [entry for found in source.found() for entry in _entries(source.kind, found)]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=COLUMNS,
        batch_size=500,
    )
    kept = {(entry.key, entry.language) for entry in entries}
    gone = [
        row.pk
        for row in SearchEntry.objects.filter(kind=source.kind).only("key", "language")
        if (row.key, row.language) not in kept
    ]
    SearchEntry.objects.filter(pk__in=gone).delete()


def _entries(kind: str, found: Found) -> Iterator[SearchEntry]:
    for language in LANGUAGES:
        title = getattr(found, f"title_{language}")
        if not title:
            continue
        with translation.override(language):
            try:
                address = found.address()
            except NoReverseMatch:  # its page has not landed yet
                continue
        yield SearchEntry(
            kind=kind,
            key=found.key,
            language=language,
            title=title[:300],
            summary=getattr(found, f"summary_{language}"),
            body=getattr(found, f"body_{language}"),
            address=address,
            audience=found.audience,
            visible_from=found.visible_from,
            is_demonstration=found.is_demonstration,
        )
