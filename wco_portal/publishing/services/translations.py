"""Keep account of which block was translated from what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Document, Translation
from wco_portal.publishing.rules import schema, twins

# Not written again for each letter; nor for an original, which the other language is made from.
FOLLOW = """
INSERT INTO publishing_translation AS made
    (document_id, block, source_digest, source_version, state, by_id, at)
SELECT %(document)s, block, digest, %(twin_version)s, %(state)s,
    %(by)s::bigint, %(at)s
FROM unnest(%(source)s::text[], %(digests)s::text[]) AS source (block, digest)
WHERE NOT EXISTS (SELECT FROM publishing_translation t
    WHERE t.document_id = %(twin)s AND t.block = source.block)
ON CONFLICT (document_id, block) DO UPDATE SET (source_digest, source_version, state, by_id, at)
    = (excluded.source_digest, excluded.source_version, excluded.state, excluded.by_id, excluded.at)
WHERE (made.source_digest, made.source_version, made.state, made.by_id) IS DISTINCT FROM
    (excluded.source_digest, excluded.source_version, excluded.state, excluded.by_id)
"""


def follow(
    document: Document,
    *,
    changed: list[str],
    twin: Document | None,
    by: Person | None,
) -> None:
    """After a save: blocks that translate the other language remember what they were made from.

    A block belongs to the language it was first written in; there it is the original. `twin` is
    the other language with the blocks of the sections that were written in.
    """
    if twin is None:
        return
    found = source(twin, changed)
    if found:
        with connection.cursor() as cursor:
            cursor.execute(FOLLOW, told(document, twin, found, by=by) | {"at": clock.now()})


def source(twin: Document, changed: Iterable[str]) -> dict[str, str]:
    """Return the digest that each changed block has in the other language, if it stands there."""
    wanted = set(changed)
    return {
        name: schema.block_digest(block)
        for block in twin.section_blocks
        if (name := schema.block_id(block)) in wanted
    }


def told(
    document: Document, twin: Document, source: Mapping[str, str], *, by: Person | None
) -> dict[str, Any]:
    """Return what `FOLLOW` asks for, but for `at`."""
    return {
        "document": document.pk,
        "twin": twin.pk,
        "twin_version": twin.version,
        "source": list(source),
        "digests": list(source.values()),
        "state": TranslationState.TRANSLATED.value,
        "by": by.pk if by else None,
    }


def _set(
    document: Document,
    twin: Document,
    source: Mapping[str, str],
    states: Mapping[str, TranslationState],
    *,
    by: Person | None,
) -> None:
    """Write for blocks what they were made from and how far they are: one query for all."""
    at = clock.now()
    Translation.objects.bulk_create(
        [
            Translation(
                document=document,
                block=block,
                source_digest=source[block],
                source_version=twin.version,
                state=state,
                by=by,
                at=at,
            )
            for block, state in states.items()
        ],
        update_conflicts=True,
        unique_fields=["document", "block"],
        update_fields=["source_digest", "source_version", "state", "by", "at"],
    )


def twin(document: Document, sections: list[str]) -> Document | None:
    """Return the other language with the blocks of these sections."""
    others = Document.objects.filter(text_id=document.text_id).exclude(pk=document.pk)
    if len(sections) == 1:
        return others.with_section(sections[0]).first()
    other = others.first()
    if other is not None:
        other.section_blocks = [block for _section, block in schema.placed(other.body)]
    return other


@transaction.atomic
def mark(document: Document, *, block: str, state: TranslationState, by: Person) -> None:
    """Say that a translated block is reviewed, final, or still right after its source changed."""
    mark_many(document, {block: state}, by=by)


@transaction.atomic
def mark_many(
    document: Document, states: Mapping[str, TranslationState], *, by: Person | None
) -> None:
    """Say for several translated blocks how far each is, compared with its source as it stands."""
    if not states:
        return
    twin = Document.objects.filter(text_id=document.text_id).exclude(pk=document.pk).first()
    source = twins.digests(twin.body) if twin else {}
    if twin is None or not set(states) <= set(source) & set(twins.digests(document.body)):
        raise DomainError(_("This block is not a translation."), code="not_translated")
    if twin.translations.filter(block__in=states).exists():
        raise DomainError(_("This block is the original."), code="not_translated")
    _set(document, twin, source, states, by=by)
