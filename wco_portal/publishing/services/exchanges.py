"""Take in what a translator sent: through the one write path, and never over newer words."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Fate, TranslationState
from wco_portal.publishing.models import Document, Text
from wco_portal.publishing.rules import schema, twins
from wco_portal.publishing.rules.exchange import TAKEN, Entry, Read
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.selectors import exchanges, pairs
from wco_portal.publishing.services import documents, translations
from wco_portal.publishing.services.documents import Saved


@transaction.atomic
def take_in(text: Text, read: Read, *, expected: Collection[str], by: Person, reason: str) -> Saved:
    """Write the blocks that a dry run promised: one version, one author, each with its state.

    `expected` are the blocks that the person saw; when the text has changed so that others would
    be taken, nothing is.
    """
    list(Document.objects.select_for_update().filter(text=text).order_by("pk"))
    found = pairs.documents(text)
    taken = _taken(found, read, expected)
    fresh = {each.block: each.target for each, fate in taken if fate is Fate.ACCEPTED}
    document, other = found[read.language], found[pairs.OTHER[read.language]]
    saved = documents.save_body(
        document,
        body=_with(document.body, other.body, fresh),
        base_version=document.version,
        by=by,
        reason=reason,
    )
    states = {each.block: TranslationState(each.state) for each, _fate in taken}
    translations.mark_many(saved.document, states, by=by)
    return saved


def _taken(
    found: Mapping[str, Document], read: Read, expected: Collection[str]
) -> list[tuple[Entry, Fate]]:
    """Judge the file anew under the lock, and hold it against what the person saw."""
    judged = exchanges.fates(pairs.between(found), read.language, read.entries)
    taken = [each for each in zip(read.entries, judged, strict=True) if each[1] in TAKEN]
    if {entry.block for entry, _fate in taken} != set(expected):
        raise ChangedMeanwhile(
            _("The text changed after the file was checked: check the file again."),
            code="changed_meanwhile",
        )
    if not taken:
        raise DomainError(_("The file brings nothing new."), code="nothing_new")
    return taken


def _with(body: Node, source: Node, fresh: Mapping[str, Node | None]) -> Node:
    """Put blocks into a text: in place of those of the same id, else where the source has them."""
    places = {
        schema.block_id(block): section
        for text in (source, body)
        for section, block in schema.placed(text)
    }
    for section in dict.fromkeys(places[block] for block in fresh):
        here = {schema.block_id(each): each for each in schema.blocks(body, section=section)}
        there = [schema.block_id(each) for each in schema.blocks(source, section=section)]
        merged = here | {
            block: node for block, node in fresh.items() if node and places[block] == section
        }
        order = twins.interleaved(here, there)
        blocks = [merged[block] for block in order if block in merged]
        body = schema.with_blocks(body, blocks, section=section)
    return body
