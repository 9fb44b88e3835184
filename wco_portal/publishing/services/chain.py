"""The hash chain over the versions of a document: each seal covers the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wco_portal.publishing.models import Document, FrozenVersion, Revision
from wco_portal.publishing.rules import schema


@dataclass(frozen=True, slots=True)
class Break:
    """The first link of a chain that does not hold."""

    what: str
    version: int
    why: str


def seal(revision: Revision) -> None:
    """Give a new revision its hash and its predecessor's."""
    before = (
        Revision.objects.filter(document_id=revision.document_id, version=revision.version - 1)
        .values_list("sha256", flat=True)
        .first()
    )
    revision.prev_sha256 = before or ""
    revision.sha256 = expected(revision)


def expected(revision: Revision) -> str:
    """Return the hash that a revision must have."""
    document = revision.document
    return schema.digest(
        {
            "prev": revision.prev_sha256,
            "text": document.text.public_id,
            "language": document.language,
            "version": revision.version,
            "author": revision.author.key if revision.author else "",
            "reason": revision.reason,
            "at": revision.at.isoformat(),
            "body": revision.body,
        }
    )


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
    previous, number = "", 0
    revisions = document.revisions.select_related("author").order_by("version")
    for number, revision in enumerate(revisions.iterator(), 1):
        revision.document = document
        if revision.version != number:
            return Break(name, number, "a version is missing")
        if revision.prev_sha256 != previous or revision.sha256 != expected(revision):
            return Break(name, number, "the hash does not hold")
        previous = revision.sha256
    if number != document.version:
        return Break(name, document.version, "the newest version is missing")
    last = document.revisions.filter(version=document.version).values_list("body", flat=True)
    if number and last[0] != document.body:
        return Break(name, number, "the text differs from its newest version")
    return None
