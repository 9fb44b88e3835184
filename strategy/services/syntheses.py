"""What a region says: the coordinator drafts and proposes, the Vice-Chair clears or returns."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.models import Synthesis
from strategy.workflows.consultations import SYNTHESIS
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person


@transaction.atomic
def save(
    synthesis: Synthesis, *, text_en: str, text_fr: str, version: int, by: Person
) -> Synthesis:
    """Keep the coordinator's draft; `version` is the one that the writer saw."""
    synthesis = _locked(synthesis)
    arrow = SYNTHESIS.follow("save", synthesis, by=by)
    if synthesis.version != version:
        raise ChangedMeanwhile(
            _("Somebody saved the synthesis meanwhile; nothing is lost."), code="changed_meanwhile"
        )
    synthesis.text_en, synthesis.text_fr, synthesis.drafted_by = text_en, text_fr, by
    _move(synthesis, arrow.target, "text_en", "text_fr", "drafted_by")
    audit.record(
        arrow.event,
        target=synthesis,
        by=by,
        data={"version": synthesis.version, "text": {"en": text_en, "fr": text_fr}},
    )
    return synthesis


@transaction.atomic
def propose(synthesis: Synthesis, *, version: int, by: Person) -> Synthesis:
    """Ask the Vice-Chair to clear the synthesis; `version` is the one that was read."""
    synthesis = _locked(synthesis)
    arrow = SYNTHESIS.follow("propose", synthesis, by=by)
    _still_read(synthesis, version)
    synthesis.reason = ""
    _move(synthesis, arrow.target, "reason")
    audit.record(arrow.event, target=synthesis, by=by, data={"version": synthesis.version})
    return synthesis


@transaction.atomic
def send_back(synthesis: Synthesis, *, version: int, reason: str, by: Person) -> Synthesis:
    """Return the synthesis that was read to the coordinator, with the reason."""
    synthesis = _locked(synthesis)
    arrow = SYNTHESIS.follow("return", synthesis, by=by)
    _still_read(synthesis, version)
    if not reason.strip():
        raise DomainError(_("Say why, so that the coordinator can mend it."), code="no_reason")
    synthesis.reason = reason
    _move(synthesis, arrow.target, "reason")
    audit.record(arrow.event, target=synthesis, by=by, data={"reason": reason})
    return synthesis


@transaction.atomic
def clear(synthesis: Synthesis, *, version: int, by: Person) -> Synthesis:
    """Clear the synthesis: it stands beside the result; `version` is the one that was read."""
    synthesis = _locked(synthesis)
    arrow = SYNTHESIS.follow("clear", synthesis, by=by)
    _still_read(synthesis, version)
    synthesis.cleared_by, synthesis.cleared_at = by, clock.now()
    _move(synthesis, arrow.target, "cleared_by", "cleared_at")
    audit.record(arrow.event, target=synthesis, by=by, data={"version": synthesis.version})
    return synthesis


def _still_read(synthesis: Synthesis, version: int) -> None:
    if synthesis.version != version:
        raise ChangedMeanwhile(
            _("The synthesis was changed meanwhile: read it again before you decide."),
            code="changed_meanwhile",
        )


def _locked(synthesis: Synthesis) -> Synthesis:
    found = Synthesis.objects.select_related("region", "consultation")
    return found.select_for_update(of=("self",)).get(pk=synthesis.pk)


def _move(synthesis: Synthesis, state: str, *fields: str) -> None:
    synthesis.state = state
    synthesis.version += 1
    synthesis.save(update_fields=["state", "version", "updated_at", *fields])
