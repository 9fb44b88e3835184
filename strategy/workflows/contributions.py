"""The life of a comment and of a proposal, as a table."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from strategy.enums.contributions import ContributionState as S
from strategy.models import Contribution
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.publishing.workflow import Transition, Workflow


def is_unanswered(contribution: Contribution) -> None:
    """What has an answer that everybody reads stays."""
    if contribution.said.dispositions.published().exists():
        raise DomainError(
            _("It has its published answer, and stays with it."), code="answered_already"
        )


# A decision follows from the published answer, and from its correction: nobody draws it by hand.
CONTRIBUTION: Final = Workflow(
    transitions={
        "propose": Transition(
            "propose",
            {S.DRAFT},
            S.PROPOSED,
            Permission.CLAUSE_COMMENT,
            "strategy.contribution.proposed",
            pgettext_lazy("an act", "Propose"),
        ),
        "withdraw": Transition(
            "withdraw",
            {S.DRAFT, S.PROPOSED, S.SAID},
            S.WITHDRAWN,
            Permission.CLAUSE_WITHDRAW,
            "strategy.contribution.withdrawn",
            gettext_lazy("Withdraw"),
            guards=(is_unanswered,),
        ),
        "accept": Transition(
            "accept",
            {S.PROPOSED, S.PARTLY, S.REJECTED},
            S.ACCEPTED,
            None,
            "strategy.contribution.accepted",
            pgettext_lazy("an act", "Accept"),
        ),
        "accept_partly": Transition(
            "accept_partly",
            {S.PROPOSED, S.ACCEPTED, S.REJECTED},
            S.PARTLY,
            None,
            "strategy.contribution.accepted_partly",
            pgettext_lazy("an act", "Accept in part"),
        ),
        "reject": Transition(
            "reject",
            {S.PROPOSED, S.ACCEPTED, S.PARTLY},
            S.REJECTED,
            None,
            "strategy.contribution.rejected",
            pgettext_lazy("an act", "Reject"),
        ),
    }
)
