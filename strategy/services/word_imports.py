"""Make a draft plan from a Word file; what was read of the file is kept beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Plan, PlanElement, WordImport
from strategy.rules import word
from strategy.rules.word import Outline, identified
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document
from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import InvalidText, Node
from wco_portal.publishing.rules.word import reading, tongue
from wco_portal.publishing.rules.word.draft import Draft, Piece, without_names
from wco_portal.publishing.rules.word.findings import Refused
from wco_portal.publishing.services import brought, documents

WAITS_FOR: Final = dt.timedelta(days=30)


@transaction.atomic
def keep(data: bytes, *, name: str, language: str, by: Person) -> WordImport:
    """Keep what was read of a file that can be taken; a refused one is told as a DomainError."""
    policies.require(by, Permission.PLAN_EDIT)
    try:
        draft = _read(data, language, name)
    except Refused as no:
        raise DomainError(_said(no), code="word_refused") from no
    except InvalidText as wrong:
        raise DomainError(
            _("The words of the document are too long for the portal."), code="word_refused"
        ) from wrong
    return WordImport.objects.create(
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        language=language,
        document=draft.as_data(),
        by=by,
        at=clock.now(),
    )


def _read(data: bytes, language: str, name: str) -> Draft:
    draft = reading.read(data)
    words = "\n".join(inline.plain(piece.node) for piece in draft.pieces)
    if tongue.is_other(words, language):
        raise Refused("wrong_language")
    word.outline_of(draft, name=name).body()
    return draft


def _said(no: Refused) -> Promise:
    if not no.finding.place:
        return no.words
    return format_lazy(_("Paragraph {place}: {words}"), place=no.finding.place, words=no.words)


@transaction.atomic
def confirm(
    found: WordImport, *, slug: str, title: str, starts_on: dt.date, ends_on: dt.date, by: Person
) -> Plan:
    """Make the draft plan of a kept file, with its suggestions and comments."""
    found = WordImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.plan_id is not None:
        raise DomainError(_("A plan was made of this file already."), code="imported_already")
    outline = selectors.word_imports.kept(found)
    plan = plans.create(
        slug=slug, title_en=title, title_fr=title, starts_on=starts_on, ends_on=ends_on, by=by
    )
    _elements(plan, outline, found.language)
    document = plan.text.documents.get(language=found.language)
    reason = in_both(_("Taken in from the file %(name)s"), name=found.name)[found.language]
    saved = documents.save_body(
        document, body=outline.body(), base_version=0, by=by, reason=reason[:200]
    )
    for branch in outline.branches:
        for identity, piece, node in branch.pieces:
            _remarks(saved.document, identity, _levelled(piece, node), found.name, by)
    found.plan, found.document = plan, without_names(found.document)
    found.save(update_fields=["plan", "document"])
    data = {"sha256": found.sha256, "language": found.language, "from": "word", **outline.counts()}
    audit.record("strategy.plan.imported", target=plan, by=by, data=data)
    return plan


def forget_due(at: dt.datetime) -> int:
    """Forget files, new or come back, on which nobody decided for a month, with all names."""
    waiting = WordImport.objects.filter(plan=None, taken_at=None, at__lt=at - WAITS_FOR)
    return waiting.delete()[0]


def _elements(plan: Plan, outline: Outline, language: str) -> None:
    """Make a row for each goal and objective, in their order."""
    made: dict[int, PlanElement] = {}
    for order, branch in enumerate(outline.elements, 1):
        made[order] = PlanElement(
            public_id=branch.identity,
            plan=plan,
            parent=made.get(branch.parent or 0),
            kind=branch.kind,
            number=branch.number,
            order=order,
            is_edited=True,
            **{f"title_{language}": branch.title},
        )
        made[order].save(force_insert=True)


def _levelled(piece: Piece, node: Node) -> Piece:
    """Give the headings in tracked changes the level that the heading has in the plan."""
    if not piece.level:
        return piece
    attrs = {"level": node["attrs"]["level"]}
    changes = [
        replace(
            change,
            nodes=[
                each | ({"attrs": attrs} if each["type"] == "heading" else {})
                for each in change.nodes
            ],
        )
        for change in piece.changes
    ]
    return replace(piece, changes=changes)


def _remarks(document: Document, identity: str, piece: Piece, file: str, by: Person) -> None:
    """Keep the tracked changes of a block as suggestions, its comments as threads."""
    for change in piece.changes:
        nodes = [
            identified(node, ids.public_id() if number else identity)
            for number, node in enumerate(change.nodes)
        ]
        brought.suggest(
            document, block=identity, proposed=nodes, author=change.author, file=file, by=by
        )
    for remark in piece.remarks:
        brought.comment(document, block=identity, remark=remark, file=file, by=by)
