"""The log: the one place at which a text changes, whoever asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document, Step
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.steps import Parts
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
    before = document.body
    document.version += 1
    document.body = body
    document.written_at = clock.now()
    document.save(update_fields=["version", "body", "written_at", "updated_at"])
    step = Step.objects.create(
        document=document,
        version=document.version,
        parts=parts,
        client=origin.client,
        seq=origin.seq,
        author=by,
        at=document.written_at,
    )
    _follow(step, before=before, by=by)
    return step


def _follow(step: Step, *, before: Node, by: Person | None) -> None:
    """Let what hangs on the blocks follow: threads of comments, states of translation."""
    document, sections = step.document, list(step.parts)
    old, new = (
        [block for section in sections for block in schema.blocks(each, section=section)]
        for each in (before, document.body)
    )
    here = {schema.block_id(block) for block in new}
    gone = [name for block in old if (name := schema.block_id(block)) not in here]
    come = here - {schema.block_id(block) for block in old}
    if gone:
        document.threads.filter(block__in=gone).update(gone_version=step.version, gone_by=by)
    if come:
        document.threads.filter(block__in=come, gone_version__isnull=False).update(
            gone_version=None, gone_by=None
        )
    translations.follow(
        document, changed=steps.changed(old, new), gone=gone, sections=sections, by=by
    )
