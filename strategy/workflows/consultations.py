"""The states of consultations, positions and syntheses, as tables."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.enums.consultations import (
    ConsultationState,
    LatePolicy,
    PositionState,
    SynthesisState,
)
from strategy.enums.workshops import WorkshopState
from strategy.models import Consultation, Position, Synthesis
from strategy.phrases import WITHDRAWN
from strategy.rules import ballots
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.publishing.workflow import Transition, Workflow

FEWEST_ITEMS: Final = 2


def has_items(consultation: Consultation) -> None:
    """Refuse to announce a consultation with nothing to put in order."""
    if consultation.items.count() < FEWEST_ITEMS:
        raise DomainError(_("Give Members at least two things to put in order."), code="no_items")


def closes_in_future(consultation: Consultation) -> None:
    """Refuse to announce a window that is over."""
    if consultation.closes_at <= clock.now():
        raise DomainError(_("The closing time has passed: set a later one."), code="window_over")


def may_reopen(consultation: Consultation) -> None:
    """Refuse to reopen where the consultation said so from the start."""
    if consultation.late_policy != LatePolicy.REOPENED:
        raise DomainError(
            _("This consultation was announced with the rule that late answers are refused."),
            code="late_refused",
        )


def still_asks(consultation: Consultation) -> None:
    """Refuse answers to what was withdrawn."""
    if consultation.is_withdrawn:
        raise DomainError(WITHDRAWN, code="withdrawn")


def is_for_all(consultation: Consultation) -> None:
    """Refuse windows of regions where only the Members of one region answer."""
    if consultation.workshop_id is not None:
        raise DomainError(
            _("At a workshop one region answers: the consultation’s own window is its window."),
            code="one_region",
        )


def workshop_is_known(consultation: Consultation) -> None:
    """Refuse to tell Members of a workshop that nobody was told of."""
    known = {WorkshopState.ANNOUNCED, WorkshopState.HELD}
    if consultation.workshop and consultation.workshop.state not in known:
        raise DomainError(_("Announce the workshop first."), code="workshop_not_announced")


def has_answers(consultation: Consultation) -> None:
    """Refuse to publish a result of nothing."""
    if not consultation.positions.answered().exists():
        raise DomainError(_("No Member has answered: there is no result."), code="no_answers")


def is_answered(position: Position) -> None:
    """Refuse to send what the instrument does not allow: gaps, equal places, a sum that is off."""
    consultation = position.consultation
    items = [item.public_id for item in consultation.items.all()]
    terms = ballots.Terms.of(consultation)
    if ballots.is_right(position.ranking, items, terms):
        return
    if consultation.is_plain_ranking:
        said = _("Give every priority a place of its own, from 1 to %(count)s.")
        raise DomainError(said % {"count": len(items)}, code="ranking_incomplete")
    code = "ranking_incomplete" if consultation.is_ranking else "answer_incomplete"
    raise DomainError(ballots.sentence(terms, len(items)), code=code)


def has_text(synthesis: Synthesis) -> None:
    """Refuse to propose nothing."""
    if not (synthesis.text_en.strip() or synthesis.text_fr.strip()):
        raise DomainError(
            _("Write the synthesis in English or in French first."), code="synthesis_empty"
        )


C, P, Y = ConsultationState, PositionState, SynthesisState

CONSULTATION: Final = Workflow(
    transitions={
        "edit": Transition(
            "edit",
            {C.DRAFT},
            C.DRAFT,
            Permission.CONSULTATION_EDIT,
            "strategy.consultation.edited",
            pgettext_lazy("an act", "Edit"),
        ),
        "announce": Transition(
            "announce",
            {C.DRAFT},
            C.ANNOUNCED,
            Permission.CONSULTATION_ANNOUNCE,
            "strategy.consultation.announced",
            gettext_lazy("Announce"),
            guards=(has_items, closes_in_future, workshop_is_known),
        ),
        "open": Transition(
            "open",
            {C.ANNOUNCED},
            C.OPEN,
            None,
            "strategy.consultation.opened",
            pgettext_lazy("an act", "Open"),
        ),
        "close": Transition(
            "close",
            {C.OPEN},
            C.CLOSED,
            None,
            "strategy.consultation.closed",
            pgettext_lazy("an act", "Close"),
        ),
        "reopen": Transition(
            "reopen",
            {C.CLOSED},
            C.OPEN,
            Permission.CONSULTATION_REOPEN,
            "strategy.consultation.reopened",
            gettext_lazy("Reopen"),
            guards=(may_reopen,),
        ),
        "reopen_region": Transition(
            "reopen_region",
            {C.OPEN, C.CLOSED},
            C.OPEN,
            Permission.CONSULTATION_REOPEN,
            "strategy.consultation.reopened",
            gettext_lazy("Reopen for a region"),
            guards=(may_reopen, is_for_all),
        ),
        "publish": Transition(
            "publish",
            {C.CLOSED},
            C.PUBLISHED,
            Permission.CONSULTATION_PUBLISH,
            "strategy.consultation.published",
            gettext_lazy("Publish the result"),
            guards=(has_answers,),
        ),
        "withdraw": Transition(
            "withdraw",
            {C.ANNOUNCED, C.OPEN},
            C.WITHDRAWN,
            Permission.CONSULTATION_ANNOUNCE,
            "strategy.consultation.withdrawn",
            pgettext_lazy("a consultation", "Withdraw"),
        ),
    }
)

POSITION: Final = Workflow(
    transitions={
        "save": Transition(
            "save",
            {P.DRAFT},
            P.DRAFT,
            Permission.POSITION_WRITE,
            "strategy.position.saved",
            gettext_lazy("Save the draft"),
        ),
        "revise": Transition(
            "revise",
            {P.SENT, P.REVISED},
            P.REVISED,
            Permission.POSITION_WRITE,
            "strategy.position.saved",
            gettext_lazy("Save the draft"),
        ),
        "send": Transition(
            "send",
            {P.DRAFT, P.REVISED},
            P.SENT,
            Permission.POSITION_SEND,
            "strategy.position.sent",
            gettext_lazy("Send the Member’s position"),
            guards=(is_answered,),
        ),
        "enter": Transition(
            "enter",
            {P.DRAFT, P.SENT, P.REVISED},
            P.SENT,
            Permission.PAPER_ANSWER_CONFIRM,
            "strategy.position.sent",
            gettext_lazy("Take the Member’s position from paper"),
            guards=(is_answered,),
        ),
    }
)

SYNTHESIS: Final = Workflow(
    transitions={
        "save": Transition(
            "save",
            {Y.DRAFT, Y.RETURNED},
            Y.DRAFT,
            Permission.SYNTHESIS_DRAFT,
            "strategy.synthesis.saved",
            gettext_lazy("Save the draft"),
        ),
        "propose": Transition(
            "propose",
            {Y.DRAFT, Y.RETURNED},
            Y.PROPOSED,
            Permission.SYNTHESIS_DRAFT,
            "strategy.synthesis.proposed",
            gettext_lazy("Propose to the Vice-Chair"),
            guards=(has_text,),
        ),
        "return": Transition(
            "return",
            {Y.PROPOSED},
            Y.RETURNED,
            Permission.SYNTHESIS_CLEAR,
            "strategy.synthesis.returned",
            gettext_lazy("Return to the coordinator"),
        ),
        "clear": Transition(
            "clear",
            {Y.PROPOSED},
            Y.CLEARED,
            Permission.SYNTHESIS_CLEAR,
            "strategy.synthesis.cleared",
            gettext_lazy("Clear the synthesis"),
        ),
    }
)
