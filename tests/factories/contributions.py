"""A plan in consultation with words on SO1, and what Members say of them."""

from strategy.enums.contributions import Consent, ContributionKind
from strategy.models import PlanInput
from strategy.services import contributions, decisions
from strategy.services.contributions import Said
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member


def consulted():
    """Write the plan 2019-2022 and open it for consultation; return its SO1."""
    plan = draft()
    decisions.consult(plan, by=person(R.EDITOR))
    return plan.elements.get(number="SO1")


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code)


def comment(element, words="Parcels first.", *, code="sen", by=None, **said):
    """Comment on an element for a Member."""
    return contributions.say(
        element,
        member=Member.objects.get(code=code),
        kind=ContributionKind.COMMENT,
        said=Said(words, **{"consent": Consent.NAMED, **said}),
        by=by or focal(code),
    )


def proposal(element, wording=None, *, code="sen", by=None, **said):
    """Propose other wording for a Member."""
    by = by or focal(code)
    made = contributions.say(
        element,
        member=Member.objects.get(code=code),
        kind=ContributionKind.PROPOSAL,
        said=Said(
            "Because.",
            wording=wording or {"en": "Other words of SO1."},
            **{"consent": Consent.NAMED, **said},
        ),
        by=by,
    )
    return contributions.propose(made, by=by)


def as_input(made):
    return PlanInput.objects.get(public_id=made.current.public_id)
