"""The states of answers on paper and of releases, as tables."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.enums.paper_answers import PaperState, ReleaseState
from wco_portal.access.permissions import Permission
from wco_portal.publishing.workflow import Transition, Workflow

A, R = PaperState, ReleaseState

PAPER_ANSWER: Final = Workflow(
    transitions={
        "confirm": Transition(
            "confirm",
            {A.ENTERED},
            A.CONFIRMED,
            Permission.PAPER_ANSWER_CONFIRM,
            "strategy.paper_answer.confirmed",
            gettext_lazy("Confirm: it says what the paper says"),
        ),
        "set_aside": Transition(
            "set_aside",
            {A.ENTERED},
            A.SET_ASIDE,
            Permission.PAPER_ANSWER_ENTER,
            "strategy.paper_answer.set_aside",
            pgettext_lazy("an answer on paper", "Set aside"),
        ),
    }
)

RELEASE: Final = Workflow(
    transitions={
        "send": Transition(
            "send",
            {R.WAITING},
            R.SENT,
            Permission.RELEASE_DECIDE,
            "strategy.release.sent",
            gettext_lazy("Send the Member’s position"),
        ),
        "return": Transition(
            "return",
            {R.WAITING},
            R.RETURNED,
            Permission.RELEASE_DECIDE,
            "strategy.release.returned",
            gettext_lazy("Return to the focal point"),
        ),
    }
)
