"""A plan in consultation with words on SO1, and what Members say of them."""

from strategy.enums.contributions import Consent, ContributionKind
from strategy.models import Plan, PlanInput
from strategy.services import contributions, decisions, plans
from strategy.services.contributions import WHOLE, Said
from strategy.services.plans import Draft
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member


def consulted():
    """Write the plan 2019-2022 and open it for consultation; return its SO1."""
    plan, editor = Plan.objects.get(slug="2019-2022"), person(R.EDITOR)
    element = plan.elements.get(number="SO1")
    drafts = {"en": Draft("Words of SO1.", 0), "fr": Draft("Texte de SO1.", 0)}
    plans.write(plan, drafts=drafts, section=element.public_id, by=editor)
    decisions.consult(plan, by=editor)
    return plan.elements.get(number="SO1")


def focal(code="sen"):
    return person(R.FOCAL_POINT, member=code)


def comment(on, words="Parcels first.", *, code="sen", by=None, place=WHOLE, **said):
    """Comment on an element, or on a plan's introduction, for a Member."""
    return contributions.say(
        on,
        place=place,
        member=Member.objects.get(code=code),
        kind=ContributionKind.COMMENT,
        said=Said(words, **{"consent": Consent.NAMED, **said}),
        by=by or focal(code),
    )


def proposal(on, wording=None, *, code="sen", by=None, place=WHOLE, **said):
    """Propose other wording for a Member."""
    by = by or focal(code)
    made = contributions.say(
        on,
        place=place,
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
