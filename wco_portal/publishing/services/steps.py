"""Accept steps from the editor, checked, in order, once; or say what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.models import Document, Step, Text
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.schema import InvalidText, TooLarge
from wco_portal.publishing.rules.steps import InvalidStep, StepJson
from wco_portal.publishing.services import log, sittings, writers
from wco_portal.publishing.services.log import Origin


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
    writers.known(text, client=act.origin.client, session=session, by=by)
    owner = kind.lock(text)
    document = Document.objects.select_for_update().get(text=text, language=language)
    document.text = text
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
    _write(document, act, by=by)
    kind.written(owner, by)
    return Accepted(document.version)


def _write(document: Document, act: Act, *, by: Person) -> None:
    sittings.go_on(document, at=clock.now())
    before = schema.blocks(document.body, section=act.section)
    try:
        after = steps.apply(before, steps.bounded(act.steps))
        body = schema.fitting(schema.with_blocks(document.body, after, section=act.section))
    except TooLarge as wrong:
        raise StepsRefused(str(wrong), code="text_too_large") from wrong
    except InvalidStep as wrong:
        raise StepsRefused(str(wrong), code="steps_invalid", number=wrong.number) from wrong
    except InvalidText as wrong:
        number = len(act.steps) - 1
        raise StepsRefused(str(wrong), code="steps_invalid", number=number) from wrong
    log.append(document, body=body, parts={act.section: act.steps}, by=by, origin=act.origin)


def may_write(
    kind: tables.Kind, owner: Any, *, section: str, document: Document, by: Person
) -> None:
    """Raise Denied for whom it is not, and say so when the text is closed to everybody."""
    policies.require(by, kind.edit)
    decision = policies.check(by, kind.edit, owner)
    if not decision:
        raise DomainError(decision.reason, code="text_closed")
    there = {"", *(schema.block_id(each) for each in schema.sections(document.body))}
    if section not in there and section not in kind.sections(owner):
        raise DomainError(_("This text has no such part."), code="section_unknown")
