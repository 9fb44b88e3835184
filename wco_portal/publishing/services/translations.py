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
    sections: list[str],
    by: Person | None,
) -> None:
    """After a save: blocks that translate the other language remember what they were made from.

    A block belongs to the language it was first written in; there it is the original.
    """
    if gone:
        document.translations.filter(block__in=gone).delete()
    twin = _twin(document, sections) if changed else None
    if twin is None:
        return
    source = {
        schema.block_id(block): schema.block_digest(block)
        for block in twin.section_blocks
        if schema.block_id(block) in changed
    }
    _remember(document, twin, source, by=by)


def _remember(
    document: Document, twin: Document, source: dict[str, str], *, by: Person | None
) -> None:
    originals_here = twin.translations.filter(block__in=source).values_list("block", flat=True)
    states = dict.fromkeys(set(source) - set(originals_here), TranslationState.TRANSLATED)
    _set(document, twin, source, states, by=by)


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


def _twin(document: Document, sections: list[str]) -> Document | None:
    """Return the other language with the blocks of these sections."""
    others = Document.objects.filter(text_id=document.text_id).exclude(pk=document.pk)
    if len(sections) == 1:
        return others.with_section(sections[0]).first()
    twin = others.first()
    if twin is not None:
        twin.section_blocks = [block for _section, block in schema.placed(twin.body)]
    return twin


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
