"""Read the log: what a window missed, who is at a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from wco_portal.access import policies
from wco_portal.access.policies import Actor
from wco_portal.publishing import tables
from wco_portal.publishing.models import Document, Step, Text, Translation, Writer
from wco_portal.publishing.rules import schema
from wco_portal.publishing.rules.schema import Node


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at a text."""

    client: str
    name: str
    section: str
    language: str
    place: int | None
    is_idle: bool
    is_me: bool


def text(public_id: str, actor: Actor) -> Text:
    """Return a text that the actor may see the draft of, or 404."""
    found: Text = Text.objects.get(public_id=public_id, kind__in=tables.KINDS)
    kind = tables.KINDS[found.kind]
    try:
        owner = kind.owner(found)
    except PermissionDenied as hidden:
        raise Text.DoesNotExist from hidden
    if actor.is_authenticated and not policies.check(actor, kind.view, owner):
        raise Text.DoesNotExist
    return found


def document(public_id: str, language: str, actor: Actor) -> Document:
    """Return one language of a text, without its words, or 404."""
    found = text(public_id, actor)
    made = Document.objects.defer("body").get(text=found, language=language)
    made.text = found
    return made


def since(document: Document, version: int) -> Sequence[Step]:
    """Return the acts after a version."""
    if version >= document.version:
        return []
    return list(document.steps.since(version).select_related("author"))


def missed(document: Document, *, section: str, since: int) -> Sequence[Step]:
    """Return the acts in a section after a version."""
    if since >= document.version:
        return []
    return list(document.steps.since(since).inside(section).select_related("author"))


def documents(text: Text) -> Sequence[Document]:
    """Return both languages of a text, without their words."""
    return list(Document.objects.filter(text=text).defer("body").order_by("language"))


def section(text: Text, section: str) -> dict[str, tuple[int, list[Node]]]:
    """Return the version and the blocks of a section in each language."""
    return {
        each.language: (each.version, each.section_blocks)
        for each in Document.objects.filter(text=text).with_section(section)
    }


def part(text: Text, section: str) -> dict[str, object]:
    """Say where a section stands now, in words, or that it was taken out and how to go on."""
    kind = tables.KINDS[text.kind]
    if kind.part is None:
        return {}
    owner = kind.owner(text)
    place = kind.part(owner, section)
    if place is None:
        return {"gone": True, "whole": kind.address(owner, "")}
    return {"gone": False, "place": place}


def states(text: Text, section: str) -> dict[str, dict[str, str]]:
    """Return the state of the translation of each block of a section, by language."""
    found = Document.objects.filter(text=text).with_section(section)
    blocks = {
        each.language: {schema.block_id(b): schema.block_digest(b) for b in each.section_blocks}
        for each in found
    }
    ids = {block for each in blocks.values() for block in each}
    made = {
        (each.document.language, each.block): each
        for each in Translation.objects.filter(document__text=text, block__in=ids)
        .select_related("document")
        .defer("document__body")
    }
    return {
        language: {
            block: _state(made.get((language, block)), blocks[other].get(block))
            for block in blocks[language]
        }
        for language, other in (("en", "fr"), ("fr", "en"))
    }


def _state(made: Translation | None, source: str | None) -> str:
    if source is None:
        return "missing"
    if made is None:
        return "original"
    return str(made.state) if made.source_digest == source else "stale"


def present(text: Text, *, me: str) -> list[Present]:
    """List who is at a text, each window once, oneself first."""
    now = timezone.now()
    found = Writer.objects.filter(text=text).present(now).select_related("person")
    return [
        Present(
            writer.client,
            str(writer.person),
            writer.section,
            writer.language,
            writer.place,
            is_idle=now - writer.active_at > Writer.IDLE,
            is_me=writer.client == me,
        )
        for writer in sorted(found, key=lambda each: (each.client != me, each.pk))
    ]
