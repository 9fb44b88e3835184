"""Name the publications on which facts rest."""

from __future__ import annotations

from dataclasses import dataclass

from wco_portal.audit import services as audit
from wco_portal.common.ids import public_id
from wco_portal.common.models import Source
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a fact stands."""

    publisher: str
    title: str
    published: str
    grade: str
    address: str = ""


def name(publication: Publication, *, by: Person) -> Source:
    """Find the source of a publication, or name it."""
    words = {
        "publisher": publication.publisher.strip(),
        "title": publication.title.strip(),
        "published": publication.published.strip(),
    }
    known = Source.objects.filter(**words).first()
    if known is not None:
        return known
    source = Source(code=f"named-{public_id().lower()}", address=publication.address, **words)
    source.full_clean()
    source.save()
    audit.record("common.source.named", target=source, by=by)
    return source
