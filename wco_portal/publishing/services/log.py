"""The log: the one place at which a text changes, whoever asks for it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document, Step
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.steps import Parts, StepJson
from wco_portal.publishing.services import translations


@dataclass(frozen=True, slots=True)
class Origin:
    """The window that an act was written in, and its count there."""

    client: str = ""
    seq: int = 0


NO_WINDOW = Origin()


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
    document.body, document.size = body, schema.length(body)
    document.written_at = at = clock.now()
    document.save(update_fields=["version", "body", "size", "written_at", "updated_at"])
    step = _keep(document, parts, at=at, by=by, origin=origin)
    twin = translations.twin(document, sections) if steps.changed(old, new) else None
    _follow(step, old=old, new=new, twin=twin)
    return step


def append_inside(
    document: Document,
    *,
    section: str,
    blocks: list[Node],
    done: list[StepJson],
    twin: Document,
    by: Person,
    origin: Origin,
) -> Step:
    """Make other words in the same blocks of a section the newest version.

    What `append` does, for a text of any length: only the section leaves the data base and goes
    back. Both languages come locked, `with_section` and `with_top`.
    """
    old = document.section_blocks
    document.version += 1
    document.size += schema.length(*blocks) - schema.length(*old)
    document.written_at = at = clock.now()
    Document.objects.filter(pk=document.pk).update(
        version=document.version,
        size=document.size,
        written_at=at,
        updated_at=timezone.now(),
        body=document.laid(blocks, section=section),
    )
    step = _keep(document, {section: done}, at=at, by=by, origin=origin)
    _follow(step, old=old, new=blocks, twin=twin)
    return step


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
    here = {schema.block_id(block) for block in new}
    gone = [name for block in old if (name := schema.block_id(block)) not in here]
    come = here - {schema.block_id(block) for block in old}
    if gone:
        document.threads.filter(block__in=gone).update(
            gone_version=step.version, gone_by=step.author
        )
    if come:
        document.threads.filter(block__in=come, gone_version__isnull=False).update(
            gone_version=None, gone_by=None
        )
    translations.follow(
        document, changed=steps.changed(old, new), gone=gone, twin=twin, by=step.author
    )
