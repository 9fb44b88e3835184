"""The log: the one place at which a text changes, whoever asks for it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

from django.db import connection

from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document, Step
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.steps import Parts
from wco_portal.publishing.services import anchors, translations


@dataclass(frozen=True, slots=True)
class Origin:
    """The window that an act was written in, and its count there."""

    client: str = ""
    seq: int = 0


NO_WINDOW = Origin()
INSIDE = f"""
WITH written AS (
    UPDATE publishing_document SET version = %(version)s, size = %(size)s, written_at = %(at)s,
        updated_at = now(),
        fresh = fresh || jsonb_build_object(%(section)s::text, %(blocks)s::jsonb)
    WHERE id = %(document)s
), beside AS (
    UPDATE publishing_document
    SET fresh = fresh || jsonb_build_object(%(section)s::text, %(twin_blocks)s::jsonb)
    WHERE id = %(twin)s AND %(twin_is_far)s
), followed AS ({translations.FOLLOW})
INSERT INTO publishing_step (document_id, version, parts, client, seq, author_id, at)
VALUES (%(document)s, %(version)s, %(parts)s, %(client)s, %(seq)s, %(by)s, %(at)s)
"""  # noqa: S608 -- made of constants


def append(
    document: Document, *, body: Node, parts: Parts, by: Person | None, origin: Origin = NO_WINDOW
) -> Step:
    """Make a checked text the newest version; the caller holds the document's lock."""
    sections = list(parts)
    old, new = (
        [block for section in sections for block in schema.blocks(each, section=section)]
        for each in (document.body, body)
    )
    document.version += 1
    document.body, document.fresh, document.size = body, {}, schema.length(body)
    document.written_at = at = clock.now()
    document.save(update_fields=["version", "body", "fresh", "size", "written_at", "updated_at"])
    step = _keep(document, parts, at=at, by=by, origin=origin)
    twin = translations.twin(document, sections) if steps.changed(old, new) else None
    _follow(step, old=old, new=new, twin=twin)
    return step


def append_inside(
    document: Document,
    twin: Document,
    *,
    blocks: list[Node],
    parts: Parts,
    by: Person,
    origin: Origin,
) -> None:
    """Make other words in the same blocks of a section the newest version: what `append` does.

    Only the section goes, and goes back beside the body, in both languages. Both come locked.
    """
    (section,), old = parts, document.section_blocks
    document.version += 1
    document.size += schema.length(*blocks) - schema.length(*old)
    document.written_at = clock.now()
    source = translations.source(twin, steps.changed(old, blocks))
    asked = translations.told(document, twin, source, by=by) | _beside(twin) | asdict(origin)
    asked |= {"version": document.version, "size": document.size, "at": document.written_at}
    asked |= {"section": section, "blocks": json.dumps(blocks), "parts": json.dumps(parts)}
    with connection.cursor() as cursor:
        cursor.execute(INSIDE, asked)
    _rehang(document, old=old, new=blocks, by=by)


def _beside(twin: Document) -> dict[str, object]:
    """Return what `INSIDE` asks of the other language: its section, while only in the body."""
    is_far = bool(twin.section_blocks) and twin.has_room and not twin.is_fresh
    return {"twin_blocks": twin.blocks, "twin_is_far": is_far}


def _keep(
    document: Document, parts: Parts, *, at: dt.datetime, by: Person | None, origin: Origin
) -> Step:
    return Step.objects.create(
        document=document,
        version=document.version,
        parts=parts,
        client=origin.client,
        seq=origin.seq,
        author=by,
        at=at,
    )


def _follow(step: Step, *, old: list[Node], new: list[Node], twin: Document | None) -> None:
    """Let what hangs on the blocks follow: threads of comments, states of translation."""
    document = step.document
    _rehang(document, old=old, new=new, by=step.author)
    translations.follow(document, changed=steps.changed(old, new), twin=twin, by=step.author)


def _rehang(document: Document, *, old: list[Node], new: list[Node], by: Person | None) -> None:
    """Let threads follow their words; forget what a block that is gone was translated from."""
    anchors.follow(document, old=old, new=new, by=by)
    if gone := _names(old) - _names(new):
        document.translations.filter(block__in=gone).delete()


def _names(blocks: list[Node]) -> set[str]:
    return {schema.block_id(block) for block in blocks}
