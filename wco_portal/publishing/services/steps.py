"""Accept steps from the editor, checked, in order, once; or say what was missed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.models import Document, Step, Text
from wco_portal.publishing.models.text import OWN, SECTION
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import InvalidText, Node, TooLarge
from wco_portal.publishing.rules.steps import InvalidStep, StepJson
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.services import log, sittings, writers
from wco_portal.publishing.services.log import Origin

OPEN = """
SELECT d.id, d.language, d.version, d.size, d.kept_version, d.written_at,
    COALESCE(d.fresh -> %(section)s::text, jsonb_path_query_array(
        d.body, %(path)s::jsonpath, jsonb_build_object('id', %(section)s::text))) AS blocks,
    d.fresh ? %(section)s::text AS is_fresh,
    (SELECT count(*) FROM jsonb_object_keys(d.fresh)) < %(most)s AS has_room,
    EXISTS (SELECT FROM publishing_writer WHERE text_id = d.text_id AND person_id = %(person)s
        AND client = %(client)s AND session = %(session)s) AS is_known
FROM publishing_document d WHERE d.text_id = %(text)s ORDER BY d.id FOR UPDATE
"""
# So many sections are kept beside the body; then it is laid down anew with them.
MOST_FRESH: Final = 16


@dataclass(frozen=True, slots=True)
class Act:
    """What a window sends: steps in one section, made on a version of it."""

    section: str
    base: int
    steps: list[StepJson]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Accepted:
    """The act is part of the text."""

    version: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody was first in the same section: rebase on these acts and send again."""

    version: int
    acts: Sequence[Step]


class StepsRefused(DomainError):  # noqa: N818 -- the word that people read
    """A step breaks a rule: which one, and the rule."""

    def __init__(self, rule: str, *, code: str, number: int = 0) -> None:
        """Keep the number of the step."""
        super().__init__(
            _("Your last change was not accepted: %(rule)s") % {"rule": rule}, code=code
        )
        self.number = number


@transaction.atomic
def accept(text: Text, *, language: str, act: Act, session: str, by: Person) -> Accepted | Missed:
    """Make steps part of the text, or say what was missed."""
    kind = tables.KINDS[text.kind]
    owner = kind.lock(text)
    key = writers.key(session)
    both = _opened(text, section=act.section, client=act.origin.client, session=key, by=by)
    document, twin = both[language], both[pairs.OTHER[language]]
    since = selectors.log.since(document, act.base)
    again = next((step for step in since if act.origin == Origin(step.client, step.seq)), None)
    if again is not None:
        return Accepted(again.version)
    may_write(kind, owner, section=act.section, document=document, by=by)
    if act.base > document.version:
        raise DomainError(_("This version of the text does not exist."), code="version_unknown")
    missed = [step for step in since if act.section in step.parts]
    if missed:
        return Missed(document.version, missed)
    _write(document, act, twin=twin, by=by)
    kind.written(owner, by)
    return Accepted(document.version)


def _opened(
    text: Text, *, section: str, client: str, session: str, by: Person
) -> dict[str, Document]:
    """Lock both languages with the blocks of a section, and not the whole text: one question.

    Raise unless the window is this person's. Written as SQL because a step is the one thing that
    people wait for at every letter, and building its questions took longer than answering them.
    """
    asked = {
        "text": text.pk,
        "path": SECTION if section else OWN,
        "section": section,
        "most": MOST_FRESH,
        "client": client,
        "session": session,
        "person": by.pk,
    }
    found = list(Document.objects.raw(OPEN, asked))
    if not all(each.is_known for each in found):
        raise writers.unknown()
    for each in found:
        each.text = text
        each.section_blocks = json.loads(each.blocks)
    return {each.language: each for each in found}


def _write(document: Document, act: Act, *, twin: Document, by: Person) -> None:
    sittings.go_on(document, at=clock.now())
    before = document.section_blocks
    try:
        after = steps.apply(before, steps.bounded(act.steps))
        has_room = document.is_fresh or document.has_room
        if act.section and has_room and _stay(before, after):
            schema.sized(document.size + schema.length(*after) - schema.length(*before))
            body = None
        else:
            whole = schema.with_blocks(document.body, after, section=act.section)
            body = schema.fitting(whole)
    except TooLarge as wrong:
        raise StepsRefused(str(wrong), code="text_too_large") from wrong
    except InvalidStep as wrong:
        raise StepsRefused(str(wrong), code="steps_invalid", number=wrong.number) from wrong
    except InvalidText as wrong:
        number = len(act.steps) - 1
        raise StepsRefused(str(wrong), code="steps_invalid", number=number) from wrong
    parts = {act.section: act.steps}
    if body is None:
        log.append_inside(document, twin, blocks=after, parts=parts, by=by, origin=act.origin)
    else:
        log.append(document, body=body, parts=parts, by=by, origin=act.origin)


def _stay(before: list[Node], after: list[Node]) -> bool:
    """Say whether only words changed: then no id is new, and the rest need not be asked."""
    names = {schema.block_id(block) for block in after}
    return bool(names) and names <= {schema.block_id(block) for block in before}


def may_write(
    kind: tables.Kind, owner: Any, *, section: str, document: Document, by: Person
) -> None:
    """Raise Denied for whom it is not, and say so when the text is closed to everybody."""
    policies.require(by, kind.edit)
    decision = policies.check(by, kind.edit, owner)
    if not decision:
        raise DomainError(decision.reason, code="text_closed")
    if not section or document.section_blocks or section in kind.sections(owner):
        return
    if section not in {schema.block_id(each) for each in schema.sections(document.body)}:
        raise DomainError(_("This text has no such part."), code="section_unknown")
