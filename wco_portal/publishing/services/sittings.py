"""Sittings: what was written in one go is one version of the history, one line of the trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import tables
from wco_portal.publishing.models import Document, Milestone, Revision, Step, Text
from wco_portal.publishing.services import chain

# A pause as long as this ends a sitting; so does a number of acts, for a replay must stay short.
PAUSE: Final = dt.timedelta(minutes=15)
MOST_ACTS: Final = 500


def open_steps(document: Document) -> Sequence[Step]:
    """Return what was written since the newest version of the history."""
    return list(document.steps.since(document.kept_version).select_related("author"))


def seal(document: Document) -> Revision | None:
    """End the sitting, if there is one; the caller holds the document's lock."""
    written = open_steps(document)
    if not written:
        return None
    authors = list(dict.fromkeys(step.author for step in written if step.author))
    revision = keep(document, by=authors[-1] if authors else None)
    _tell(document, written)
    return revision


def seal_text(text: Text) -> None:
    """End the sittings in both languages; the caller holds the owner's lock."""
    for document in Document.objects.select_for_update().filter(text=text).order_by("pk"):
        seal(document)


def keep(
    document: Document, *, by: Person | None, reason: str = "", is_merged: bool = False
) -> Revision:
    """Make the text as it stands a version of the history: the next link of the chain."""
    written = open_steps(document)
    revision = Revision(
        acts=max(len(written), 1),
        document=document,
        version=document.version,
        body=document.body,
        author=by,
        reason=reason[:200],
        is_merged=is_merged,
        at=clock.now(),
    )
    chain.seal(revision, written)
    revision.save()
    revision.authors.set({step.author for step in written if step.author})
    document.kept_version = document.version
    document.save(update_fields=["kept_version"])
    return revision


@transaction.atomic
def name(text: Text, *, words: str, by: Person) -> list[Milestone]:
    """Give the text as it stands a name, in both languages; the caller holds the owner's lock."""
    seal_text(text)
    named = []
    for document in Document.objects.filter(text=text, version__gt=0).order_by("language"):
        revision = document.revisions.latest("version")
        if Milestone.objects.filter(revision=revision).exists():
            raise DomainError(_("This version has a name already."), code="named_already")
        milestone = Milestone(revision=revision, name=words.strip(), by=by, at=clock.now())
        milestone.full_clean()
        milestone.save()
        named.append(milestone)
    if not named:
        raise DomainError(_("Nothing was written yet."), code="text_missing")
    return named


def go_on(document: Document, *, at: dt.datetime) -> None:
    """Before the next act: end a sitting that was left long ago, or that has grown long."""
    acts = document.version - document.kept_version
    is_old = document.written_at is not None and at - document.written_at > PAUSE
    if acts and (is_old or acts >= MOST_ACTS):
        seal(document)


def seal_due(at: dt.datetime) -> int:
    """End the sittings in which nobody wrote for a while."""
    due = Document.objects.filter(version__gt=F("kept_version"), written_at__lte=at - PAUSE)
    done = 0
    for key in due.values_list("pk", flat=True):
        with transaction.atomic():
            document = (
                Document.objects.select_for_update(of=("self",)).select_related("text").get(pk=key)
            )
            done += seal(document) is not None
    return done


def _tell(document: Document, written: Sequence[Step]) -> None:
    """Leave one event per writer: in which sections, from which version to which."""
    kind = tables.KINDS.get(document.text.kind)
    if kind is None:
        return
    owner = kind.owner(document.text)
    for author in dict.fromkeys(step.author for step in written if step.author):
        own = [step for step in written if step.author == author]
        data = {
            "language": document.language,
            "sections": sorted({section for step in own for section in step.parts}),
            "from": own[0].version,
            "to": own[-1].version,
            "acts": len(own),
        }
        audit.record(kind.event, target=owner, by=author, data=data)
