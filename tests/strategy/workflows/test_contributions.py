"""The life of a proposal, pair by pair: what is not listed does not happen."""

from strategy.enums.contributions import ContributionState
from strategy.workflows.contributions import CONTRIBUTION
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError

WITHDRAW, COMMENT = Permission.CLAUSE_WITHDRAW, Permission.CLAUSE_COMMENT
LISTED = {
    ("draft", "propose"): ("proposed", COMMENT),
    **{(state, "withdraw"): ("withdrawn", WITHDRAW) for state in ("draft", "proposed", "said")},
    **{
        (state, name): (target, None)
        for name, target in (
            ("accept", "accepted"),
            ("accept_partly", "partly"),
            ("reject", "rejected"),
        )
        for state in ("proposed", "accepted", "partly", "rejected")
        if state != target
    },
}


def test_every_pair_is_as_listed():
    found = {}
    for state in ContributionState:
        for name in CONTRIBUTION.transitions:
            try:
                arrow = CONTRIBUTION.find(name, source=state)
            except DomainError:
                continue
            found[state.value, name] = (arrow.target, arrow.permission)

    assert found == LISTED
