"""Carry the words of a text over into a new one, in both languages, with their states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from django.db import transaction

from wco_portal.common import ids
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Text, Translation
from wco_portal.publishing.rules import schema
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.services import documents, translations

# By old block, the blocks that came of it.
Names: TypeAlias = dict[str, list[str]]


@transaction.atomic
def copy(
    source: Text,
    text: Text,
    *,
    places: Sequence[tuple[str, Sequence[str]]],
    reasons: Mapping[str, str],
    by: Person | None,
) -> None:
    """Write into an empty text the words of the sections of another one.

    `places` says of each new section which old ones it takes, one after the other; a block has
    the same new id in both languages, and each translation the state that it had.
    """
    given: dict[tuple[str, str], str] = defaultdict(ids.public_id)
    here = pairs.documents(source)
    for code, document in sorted(pairs.documents(text).items()):
        body = _body(here[code].body, places, given)
        if body.get("content"):
            documents.save_body(document, body=body, base_version=0, by=by, reason=reasons[code])
    names: Names = defaultdict(list)
    for (_section, block), name in given.items():
        names[block].append(name)
    states = {pair.block: pair.states for pair in pairs.between(here)}
    # Until now each block counted as original in the language that was written first.
    Translation.objects.filter(document__text=text).delete()
    for document in text.documents.all():
        translations.mark_many(document, _kept(document.language, names, states), by=by)


def _kept(
    language: str, names: Names, states: Mapping[str, Mapping[str, str]]
) -> dict[str, TranslationState]:
    """Return the states that the blocks of a language bring along: those of the translations."""
    nothing = {pairs.ORIGINAL, pairs.MISSING}
    return {
        name: _state(states[block][language])
        for block, fresh in names.items()
        for name in fresh
        if states[block][language] not in nothing
        and states[block][pairs.OTHER[language]] != pairs.MISSING
    }


def _state(state: str) -> TranslationState:
    """Return the state that a carried translation has: an outdated one begins anew."""
    known = state in TranslationState.values
    return TranslationState(state) if known else TranslationState.INITIAL


def _body(
    body: Node, places: Sequence[tuple[str, Sequence[str]]], given: dict[tuple[str, str], str]
) -> Node:
    made = schema.empty()
    for section, origins in places:
        blocks = [
            block | {"attrs": block["attrs"] | {"id": given[section, schema.block_id(block)]}}
            for origin in origins
            for block in schema.blocks(body, section=origin)
        ]
        if blocks:
            made = schema.with_blocks(made, blocks, section=section)
    return made
