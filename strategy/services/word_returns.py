"""Take back a plan's own Word file: its changes are joined with those made in the portal since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Plan, WordImport
from strategy.selectors.word_returns import Look
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document
from wco_portal.publishing.rules import merge, schema
from wco_portal.publishing.rules.merge import Clash
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.word import reading, returning
from wco_portal.publishing.rules.word.draft import Piece, without_names
from wco_portal.publishing.rules.word.findings import Refused
from wco_portal.publishing.services import brought

ORIGIN = re.compile(r"([a-z0-9-]{1,60}) (en|fr) (\d{1,9})")


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody takes of a file: new blocks, removals, titles; and how each clash ends."""

    added: Collection[str] = ()
    gone: Collection[str] = ()
    titles: Collection[str] = ()
    # By block: "portal", "file" or "suggest"; the portal's text stays where nothing is said.
    clashes: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def keep(plan: Plan, data: bytes, *, name: str, by: Person) -> WordImport:
    """Keep what was read of a file that came back; a refused one is told as a DomainError."""
    policies.require(by, Permission.PLAN_EDIT, plan)
    try:
        draft = reading.read(data, is_ours=True)
        language, version = _origin(plan, draft.origin)
    except Refused as no:
        raise DomainError(no.words, code="word_refused") from no
    return WordImport.objects.create(
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        language=language,
        document=draft.as_data(),
        returns_to=plan,
        base_version=version,
        by=by,
        at=clock.now(),
    )


def _origin(plan: Plan, origin: str) -> tuple[str, int]:
    """Return language and version from which a file left, or raise Refused."""
    found = ORIGIN.fullmatch(origin.strip())
    if found is None:
        raise Refused("no_origin")
    if found.group(1) != plan.slug:
        raise Refused("other_plan", name=found.group(1))
    language, version = found.group(2), int(found.group(3))
    if version > plan.text.documents.get(language=language).version:
        raise Refused("version_unknown", version=version)
    return language, version


@transaction.atomic
def take_in(found: WordImport, *, version: int, choices: Choices, by: Person) -> Plan:
    """Join what was chosen of a file with the text; `version` is that which the person saw."""
    found = WordImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.taken_at is not None:
        raise DomainError(_("This file was taken in already."), code="imported_already")
    look = selectors.word_returns.look(found)
    plan = plans.locked(look.plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    if look.document.version != version:
        words = _("Somebody changed the text since you looked at the file. Look again.")
        raise ChangedMeanwhile(words, code="changed_meanwhile")
    body, clashes = _joined(look, choices)
    reason = in_both(_("Came back from Word in the file %(name)s"), name=found.name)
    saved = plans.write_body(
        plan,
        language=found.language,
        body=body,
        base_version=version,
        by=by,
        reason=reason[found.language][:200],
    )
    _remarks(saved.document, look, clashes, choices, by)
    _titles(plan, look, choices, by)
    found.taken_at, found.document = clock.now(), without_names(found.document)
    found.save(update_fields=["taken_at", "document"])
    audit.record(
        "strategy.plan.word_returned", target=plan, by=by, data=_told(found, choices, clashes)
    )
    return plan


def _told(
    found: WordImport, choices: Choices, clashes: tuple[Clash, ...]
) -> dict[str, str | int | None]:
    return {
        "sha256": found.sha256,
        "language": found.language,
        "base": found.base_version,
        "clashes": len(clashes),
        "removed": len(choices.gone),
        "added": len(choices.added),
    }


@transaction.atomic
def bring_back(
    plan: Plan,
    document: bytes,
    *,
    name: str,
    take_new: bool,
    remove: Collection[str],
    titles: Collection[str],
    clashes: str,
    by: Person,
) -> Plan:
    """Keep a file and take it in at once, by the same answer to all that clashes."""
    found = keep(plan, document, name=name, by=by)
    look = selectors.word_returns.look(found)
    choices = Choices(
        added=list(look.returned.added) if take_new else (),
        gone=remove,
        titles=titles,
        clashes={each.block: clashes for each in look.clashes},
    )
    return take_in(found, version=look.document.version, choices=choices, by=by)


def _joined(look: Look, choices: Choices) -> tuple[Node, tuple[Clash, ...]]:
    """Return the text with what was chosen, and what clashes in it."""
    dropped = {key for key in look.returned.added if key not in choices.added}
    dropped |= {key for key in look.returned.gone if key in choices.gone}
    yours = returning.without(look.returned.body, dropped)
    theirs = look.document.body
    clashes = merge.merge(look.base, yours=yours, theirs=theirs).clashes
    ours = tuple(each for each in clashes if choices.clashes.get(each.block) == "file")
    return merge.resolved(look.base, yours=yours, theirs=theirs, clashes=ours), clashes


def _remarks(
    document: Document, look: Look, clashes: tuple[Clash, ...], choices: Choices, by: Person
) -> None:
    """Keep tracked changes, and clashes that are to be suggested, as suggestions; comments too."""
    file = look.found.name
    present = {schema.block_id(block) for _section, block in schema.placed(document.body)}
    for clash in clashes:
        if choices.clashes.get(clash.block) == "suggest" and clash.yours and clash.block in present:
            nodes = [clash.yours]
            brought.suggest(
                document, block=clash.block, proposed=nodes, author=by.name, file=file, by=by
            )
    texts = {schema.block_id(b): b for _section, b in schema.placed(look.returned.body)}
    for identity, piece in look.returned.pieces.items():
        if identity in present:
            _changes(document, piece, texts[identity], file, by)
            for remark in piece.remarks:
                brought.comment(document, block=identity, remark=remark, file=file, by=by)


def _changes(document: Document, piece: Piece, base: Node, file: str, by: Person) -> None:
    """Keep the tracked changes of a block as suggestions, made from it as the file had it."""
    for change in piece.changes:
        nodes = [
            node | {"attrs": node.get("attrs", {}) | {"id": ids.public_id()}}
            if number
            else returning.as_written(base, node)
            for number, node in enumerate(change.nodes)
        ]
        brought.suggest(
            document,
            block=schema.block_id(base),
            proposed=nodes,
            author=change.author,
            file=file,
            by=by,
            base=base,
        )


def _titles(plan: Plan, look: Look, choices: Choices, by: Person) -> None:
    for element in plan.elements.filter(public_id__in=set(choices.titles)):
        if element.public_id in look.returned.titles:
            titles = {"title_en": element.title_en, "title_fr": element.title_fr}
            titles[f"title_{look.found.language}"] = look.returned.titles[element.public_id][:200]
            plans.rename(element, **titles, base_version=element.version, by=by)
