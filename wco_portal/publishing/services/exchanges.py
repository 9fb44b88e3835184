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
from wco_portal.publishing.rules.exchange import TAKEN, Read
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
    judged = exchanges.fates(pairs.between(found), read.language, read.entries)
    taken = {
        entry.block: (entry, fate)
        for entry, fate in zip(read.entries, judged, strict=True)
        if fate in TAKEN
    }
    if set(taken) != set(expected):
        raise ChangedMeanwhile(
            _("The text changed after the file was checked: check the file again."),
            code="changed_meanwhile",
        )
    if not taken:
        raise DomainError(_("The file brings nothing new."), code="nothing_new")
    fresh = {
        block: entry.target
        for block, (entry, fate) in taken.items()
        if fate is Fate.ACCEPTED and entry.target
    }
    document, other = found[read.language], found[pairs.OTHER[read.language]]
    saved = documents.save_body(
        document,
        body=_with(document.body, other.body, fresh),
        base_version=document.version,
        by=by,
        reason=reason,
    )
    states = {block: TranslationState(entry.state) for block, (entry, _fate) in taken.items()}
    translations.mark_many(saved.document, states, by=by)
    return saved


def _with(body: Node, source: Node, fresh: Mapping[str, Node]) -> Node:
    """Put blocks into a text: in place of those of the same id, else where the source has them."""
    places = {
        schema.block_id(block): section
        for text in (source, body)
        for section, block in schema.placed(text)
    }
    for section in dict.fromkeys(places[block] for block in fresh):
        here = {schema.block_id(each): each for each in schema.blocks(body, section=section)}
        there = [schema.block_id(each) for each in schema.blocks(source, section=section)]
        merged = here | {block: node for block, node in fresh.items() if places[block] == section}
        order = twins.interleaved(here, there)
        blocks = [merged[block] for block in order if block in merged]
        body = schema.with_blocks(body, blocks, section=section)
    return body
