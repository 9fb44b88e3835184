"""Each table, pair by pair: what is not listed does not happen."""

from types import SimpleNamespace

import pytest

from strategy.enums.consultations import ConsultationState, PositionState, SynthesisState
from strategy.enums.paper_answers import PaperState, ReleaseState
from strategy.workflows.consultations import CONSULTATION, POSITION, SYNTHESIS
from strategy.workflows.paper_answers import PAPER_ANSWER, RELEASE
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError

ARROWS = [
    (
        CONSULTATION,
        ConsultationState,
        {
            ("draft", "edit"): ("draft", Permission.CONSULTATION_EDIT),
            ("draft", "announce"): ("announced", Permission.CONSULTATION_ANNOUNCE),
            ("announced", "open"): ("open", None),
            ("open", "close"): ("closed", None),
            ("closed", "reopen"): ("open", Permission.CONSULTATION_REOPEN),
            ("open", "reopen_region"): ("open", Permission.CONSULTATION_REOPEN),
            ("closed", "reopen_region"): ("open", Permission.CONSULTATION_REOPEN),
            ("closed", "publish"): ("published", Permission.CONSULTATION_PUBLISH),
            ("announced", "withdraw"): ("withdrawn", Permission.CONSULTATION_ANNOUNCE),
            ("open", "withdraw"): ("withdrawn", Permission.CONSULTATION_ANNOUNCE),
        },
    ),
    (
        POSITION,
        PositionState,
        {
            ("draft", "save"): ("draft", Permission.POSITION_WRITE),
            ("sent", "revise"): ("revised", Permission.POSITION_WRITE),
            ("revised", "revise"): ("revised", Permission.POSITION_WRITE),
            ("draft", "send"): ("sent", Permission.POSITION_SEND),
            ("revised", "send"): ("sent", Permission.POSITION_SEND),
            ("draft", "enter"): ("sent", Permission.PAPER_ANSWER_CONFIRM),
            ("sent", "enter"): ("sent", Permission.PAPER_ANSWER_CONFIRM),
            ("revised", "enter"): ("sent", Permission.PAPER_ANSWER_CONFIRM),
        },
    ),
    (
        PAPER_ANSWER,
        PaperState,
        {
            ("entered", "confirm"): ("confirmed", Permission.PAPER_ANSWER_CONFIRM),
            ("entered", "set_aside"): ("set_aside", Permission.PAPER_ANSWER_ENTER),
        },
    ),
    (
        RELEASE,
        ReleaseState,
        {
            ("waiting", "send"): ("sent", Permission.RELEASE_DECIDE),
            ("waiting", "return"): ("returned", Permission.RELEASE_DECIDE),
        },
    ),
    (
        SYNTHESIS,
        SynthesisState,
        {
            ("draft", "save"): ("draft", Permission.SYNTHESIS_DRAFT),
            ("returned", "save"): ("draft", Permission.SYNTHESIS_DRAFT),
            ("draft", "propose"): ("proposed", Permission.SYNTHESIS_DRAFT),
            ("returned", "propose"): ("proposed", Permission.SYNTHESIS_DRAFT),
            ("proposed", "return"): ("returned", Permission.SYNTHESIS_CLEAR),
            ("proposed", "clear"): ("cleared", Permission.SYNTHESIS_CLEAR),
        },
    ),
]


@pytest.mark.parametrize(("workflow", "states", "listed"), ARROWS)
def test_every_pair_is_as_listed(workflow, states, listed):
    found = {}
    for state in states:
        for name in workflow.transitions:
            try:
                arrow = workflow.find(name, source=state)
            except DomainError:
                continue
            found[state.value, name] = (arrow.target, arrow.permission)

    assert found == listed


def test_people_cannot_do_what_the_clock_does():
    for name in ("open", "close"):
        with pytest.raises(DomainError) as no:
            CONSULTATION.follow(name, SimpleNamespace(state="announced"), by=None)
        assert no.value.code == "clock_only"
