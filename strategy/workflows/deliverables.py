"""The way of a deliverable, as a table."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy

from strategy.enums.deliverables import DeliverableState as S
from wco_portal.access.permissions import Permission
from wco_portal.publishing.workflow import Transition, Workflow

DELIVERABLE: Final = Workflow(
    transitions={
        "start": Transition(
            "start",
            {S.PLANNED, S.POSTPONED},
            S.IN_PROGRESS,
            Permission.DELIVERABLE_EDIT,
            "strategy.deliverable.started",
            gettext_lazy("Start"),
        ),
        "finish": Transition(
            "finish",
            {S.PLANNED, S.IN_PROGRESS},
            S.DONE,
            Permission.DELIVERABLE_EDIT,
            "strategy.deliverable.finished",
            gettext_lazy("Mark as done"),
        ),
        "reopen": Transition(
            "reopen",
            {S.DONE, S.DROPPED},
            S.IN_PROGRESS,
            Permission.DELIVERABLE_EDIT,
            "strategy.deliverable.reopened",
            gettext_lazy("Take up again"),
        ),
        "postpone": Transition(
            "postpone",
            {S.PLANNED, S.IN_PROGRESS},
            S.POSTPONED,
            Permission.DELIVERABLE_EDIT,
            "strategy.deliverable.postponed",
            gettext_lazy("Put off with a reason"),
        ),
        "drop": Transition(
            "drop",
            {S.PLANNED, S.IN_PROGRESS, S.POSTPONED},
            S.DROPPED,
            Permission.DELIVERABLE_EDIT,
            "strategy.deliverable.dropped",
            gettext_lazy("Drop with a reason"),
        ),
    }
)
