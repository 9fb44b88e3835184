"""Remove a passage from what the public reads; the original stays, and the Member is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.contributions import PUBLISHED
from strategy.models import Contribution, Position, Redaction
from strategy.services import contributions
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@transaction.atomic
def redact(
    contribution: Contribution, *, passage: str, reason: Mapping[str, str], by: Person
) -> Redaction:
    """Remove a passage from a published comment, proposal or answer, wherever it stands in it."""
    found = contributions.locked(contribution)
    policies.require(by, Permission.INPUT_REDACT, found)
    if found.member is None or not found.is_published or found.is_withdrawn:
        raise DomainError(_("Only what a Member published is redacted."), code="not_published")
    said = found.said
    texts = (said.words, said.wording_en, said.wording_fr)
    made = _kept(Redaction(contribution=found), passage, reason, by=by, texts=texts)
    audit.record("strategy.contribution.redacted", target=found, by=by, data=_told(made))
    return made


@transaction.atomic
def redact_comment(
    position: Position, *, passage: str, reason: Mapping[str, str], by: Person
) -> Redaction:
    """Remove a passage from the published comments of a Member's position, those on items too."""
    rows = Position.objects.select_for_update(of=("self",)).select_related("sent")
    found = rows.get(pk=position.pk)
    policies.require(by, Permission.INPUT_REDACT, found)
    if found.sent is None or found.sent.consent not in PUBLISHED:
        raise DomainError(_("Only what a Member published is redacted."), code="not_published")
    texts = [found.sent.comment, *found.sent.remarks.values()]
    made = _kept(Redaction(position=found), passage, reason, by=by, texts=texts)
    audit.record("strategy.position.redacted", target=found, by=by, data=_told(made))
    return made


def _kept(
    made: Redaction, passage: str, reason: Mapping[str, str], *, by: Person, texts: Iterable[str]
) -> Redaction:
    wanted = passage.strip()
    lines = wanted.replace("\r\n", "\n")
    made.passage = next(
        (form for form in (wanted, lines, lines.replace("\n", "\r\n")) if _stands(form, texts)), ""
    )
    if not made.passage:
        raise DomainError(
            _("These words do not stand there as one passage: copy them as they are."),
            code="passage_unknown",
        )
    made.reason_en, made.reason_fr = (reason.get(code, "").strip() for code in ("en", "fr"))
    made.by, made.at = by, clock.now()
    made.full_clean()
    made.save()
    return made


def _stands(passage: str, texts: Iterable[str]) -> bool:
    return bool(passage) and any(passage in text for text in texts)


def _told(made: Redaction) -> dict[str, str]:
    """Log why, and not what: the trail may be read by more people than the original."""
    return {"reason_en": made.reason_en, "reason_fr": made.reason_fr}
