"""The hash chain over the versions of a document: each seal covers the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wco_portal.publishing.models import Document, FrozenVersion, Revision, Step
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import Node


@dataclass(frozen=True, slots=True)
class Break:
    """The first link of a chain that does not hold."""

    what: str
    version: int
    why: str


def seal(revision: Revision, written: Sequence[Step]) -> None:
    """Give a new revision its hash and its predecessor's; it covers what was written since."""
    before = (
        Revision.objects.filter(document_id=revision.document_id, version__lt=revision.version)
        .order_by("-version")
        .values_list("sha256", flat=True)
        .first()
    )
    revision.prev_sha256 = before or ""
    revision.sha256 = expected(revision, written)


def expected(revision: Revision, written: Sequence[Step]) -> str:
    """Return the hash that a revision must have: it covers every act since the one before."""
    document = revision.document
    covered = {
        "prev": revision.prev_sha256,
        "text": document.text.public_id,
        "language": document.language,
        "version": revision.version,
        "author": revision.author.key if revision.author else "",
        "reason": revision.reason,
        "at": revision.at.isoformat(),
        "body": revision.body,
    }
    acts = [
        [step.version, step.author.key if step.author else "", step.at.isoformat(), step.parts]
        for step in written
    ]
    return schema.digest(covered | ({"acts": acts} if acts else {}))


def breaks() -> Iterator[Break]:
    """Walk all chains and frozen versions; report the first broken link of each."""
    for document in Document.objects.select_related("text").order_by("pk").iterator():
        found = _first_break(document)
        if found:
            yield found
    for frozen in FrozenVersion.objects.order_by("pk").iterator():
        if schema.digest(frozen.content) != frozen.sha256:
            yield Break(f"frozen {frozen.owner}", frozen.number, "the content was changed")


def _first_break(document: Document) -> Break | None:
    name = f"{document.text.public_id} {document.language}"
    body, previous, version = schema.empty(), "", 0
    for revision in document.revisions.select_related("author").order_by("version").iterator():
        revision.document = document
        written = document.steps.since(version).filter(version__lte=revision.version)
        acts = list(written.select_related("author"))
        why = _fault(revision, acts, since=version, previous=previous, body=body)
        if why:
            return Break(name, revision.version, why)
        body, previous, version = revision.body, revision.sha256, revision.version
    rest = list(document.steps.since(version))
    if version + len(rest) != document.version:
        return Break(name, document.version, "the newest version is missing")
    if steps.parted(_grown(body, rest)) != steps.parted(document.body):
        return Break(name, document.version, "the text differs from its history")
    return None


def _fault(
    revision: Revision, acts: Sequence[Step], *, since: int, previous: str, body: Node
) -> str:
    """Say what is wrong with one link, if anything."""
    # Before there was a log, each version was one link and no act was kept.
    if revision.version - since != (len(acts) or 1):
        return "a version is missing"
    if revision.prev_sha256 != previous or revision.sha256 != expected(revision, acts):
        return "the hash does not hold"
    if acts and steps.parted(_grown(body, acts)) != steps.parted(revision.body):
        return "the text differs from what was written"
    return ""


def _grown(body: Node, acts: Sequence[Step]) -> Node:
    return steps.replayed(body, [act.parts for act in acts])
