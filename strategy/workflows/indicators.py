"""The way of a figure, as a table: an editor enters it, an approver approves or returns it."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.indicators import MeasurementState as S
from strategy.models import Measurement
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.publishing.workflow import Transition, Workflow


def has_a_figure(measurement: Measurement) -> None:
    """An empty figure is not sent: it is not zero."""
    if measurement.value is None:
        raise DomainError(_("Enter a figure: an empty one is not zero."), code="figure_missing")


MEASUREMENT: Final = Workflow(
    transitions={
        "enter": Transition(
            "enter",
            {S.DRAFT, S.RETURNED},
            S.DRAFT,
            Permission.INDICATOR_REPORT,
            "strategy.measurement.entered",
            gettext_lazy("Save the figure"),
        ),
        "submit": Transition(
            "submit",
            {S.DRAFT, S.RETURNED},
            S.PENDING,
            Permission.INDICATOR_REPORT,
            "strategy.measurement.submitted",
            gettext_lazy("Send for approval"),
            guards=(has_a_figure,),
        ),
        "take_back": Transition(
            "take_back",
            {S.PENDING},
            S.DRAFT,
            Permission.INDICATOR_REPORT,
            "strategy.measurement.taken_back",
            gettext_lazy("Take back"),
        ),
        "return": Transition(
            "return",
            {S.PENDING},
            S.RETURNED,
            Permission.INDICATOR_APPROVE,
            "strategy.measurement.returned",
            gettext_lazy("Return with a reason"),
        ),
        "approve": Transition(
            "approve",
            {S.PENDING},
            S.APPROVED,
            Permission.INDICATOR_APPROVE,
            "strategy.measurement.approved",
            gettext_lazy("Approve and lock the period"),
        ),
    }
)
