"""Invented words of Members on the parts of the draft: comments, a proposal, who supports it.

The proposal is written into the second draft, so that its sentence leads back to the Member.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from strategy.enums.contributions import ClausePart, Consent, ContributionKind, Stance
from strategy.models import Contribution, Plan
from strategy.services import contributions, stands, wordings
from strategy.services.contributions import WHOLE, Place, Said
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person

SAID: Final = dt.datetime(2019, 1, 21, 10, tzinfo=dt.UTC)
STOOD: Final = dt.datetime(2019, 2, 4, 10, tzinfo=dt.UTC)

# Element (none for the introduction), what of it, Member, and what it says.
COMMENTS: Final = (
    (
        "SO1",
        WHOLE,
        "fra",
        Said(
            "Guidance should say what other border agencies do: parcels pass through several.",
            quote="Guidance on e-commerce is offered to Members.",
            consent=Consent.NAMED,
        ),
    ),
    (
        "SO3",
        WHOLE,
        "sen",
        Said(
            "Les résultats des contrôles ne sont utiles que s’ils reviennent au poste qui les a "
            "faits.",
            quote="Leurs résultats sont partagés",
            consent=Consent.REGION,
        ),
    ),
    (
        "SO2",
        Place(ClausePart.TITLE),
        "bra",
        Said(
            "The title says too little: what is paid back is part of it as well.",
            consent=Consent.NAMED,
        ),
    ),
    (
        "",
        WHOLE,
        "cmr",
        Said(
            "L’introduction devrait dire à qui le plan s’adresse, et ce qu’il attend de chacun.",
            consent=Consent.NAMED,
        ),
    ),
)
ANSWER: Final = "Thank you: the second draft will name them."
OLD_AND_NEW: Final = {
    "en": ("police services.", "police services, by agreement with each of them."),
    "fr": ("et de police.", "et de police, par accord avec chacun d’eux."),
}
WHY: Final = "The other services have tasks of their own: they work with Customs where both agree."
STANDS: Final = (
    ("fra", Stance.SUPPORT, ""),
    ("cmr", Stance.SUPPORT, "C’est ainsi que travaille notre poste frontière commun."),
    ("bra", Stance.OPPOSE, "An agreement with each service takes years."),
)


def said(plan: Plan, *, texts: dict[str, str], editor: Person) -> None:
    """Let Members comment on the first draft and propose other words for SO3."""
    with clock.standing_at(SAID):
        for number, place, code, words in COMMENTS:
            made = _say(plan, number, code, ContributionKind.COMMENT, words, place)
            if number == "SO1":
                contributions.answer(made, said=Said(ANSWER), by=editor)
        wording = {code: texts[code].replace(*words) for code, words in OLD_AND_NEW.items()}
        words = Said(WHY, wording=wording, consent=Consent.NAMED)
        made = _say(plan, "SO3", "jpn", ContributionKind.PROPOSAL, words)
        contributions.propose(made, by=_speaker("jpn"))
    with clock.standing_at(STOOD):
        for code, stance, reason in STANDS:
            member = Member.objects.get(code=code)
            stands.stand(made, member=member, stance=stance, reason=reason, by=_speaker(code))


def laid(plan: Plan, *, editor: Person) -> None:
    """Write what was proposed into the second draft."""
    for made in Contribution.objects.proposals().filter(plan=plan):
        wordings.lay(made, by=editor)


def _say(
    plan: Plan,
    number: str,
    code: str,
    kind: ContributionKind,
    words: Said,
    place: Place = WHOLE,
) -> Contribution:
    on = plan.elements.get(number=number) if number else plan
    member = Member.objects.get(code=code)
    return contributions.say(
        on, place=place, member=member, kind=kind, said=words, by=_speaker(code)
    )


def _speaker(code: str) -> Person:
    """Return the focal point of a Member."""
    found = Person.objects.filter(roles__name=RoleName.FOCAL_POINT, roles__member__code=code)
    return found.order_by("pk")[0]
