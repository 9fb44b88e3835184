"""Keep account of which block was translated from what."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Document, Translation
from wco_portal.publishing.rules import schema, twins


def follow(
    document: Document,
    *,
    changed: list[str],
    gone: list[str],
    twin: Document | None,
    by: Person | None,
) -> None:
    """After a save: blocks that translate the other language remember what they were made from.

    A block belongs to the language it was first written in; there it is the original. `twin` is
    the other language with the blocks of the sections that were written in.
    """
    if gone:
        document.translations.filter(block__in=gone).delete()
    if twin is None or not changed:
        return
    source = {
        schema.block_id(block): schema.block_digest(block)
        for block in twin.section_blocks
        if schema.block_id(block) in changed
    }
    if source:
        _remember(document, twin, source, by=by)


def _remember(
    document: Document, twin: Document, source: dict[str, str], *, by: Person | None
) -> None:
    made = Translation.objects.filter(document__in=[document, twin], block__in=source)
    # Not written again for each letter: those made here; nor for an original those made there.
    done = {
        each.block
        for each in made
        if each.document_id == twin.pk or _says(each, twin, source[each.block], by=by)
    }
    states = {block: TranslationState.TRANSLATED for block in source if block not in done}
    _set(document, twin, source, states, by=by)


def _says(made: Translation, twin: Document, digest: str, *, by: Person | None) -> bool:
    """Say whether it is written already that somebody translated the block from just this."""
    return (made.state, made.source_digest, made.source_version, made.by_id) == (
        TranslationState.TRANSLATED,
        digest,
        twin.version,
        by.pk if by else None,
    )


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
