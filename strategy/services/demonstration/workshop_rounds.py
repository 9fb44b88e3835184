"""An invented round at the demonstration's workshop of February: dots, a few Members, a result."""

from __future__ import annotations

import datetime as dt
import random
from typing import Final

from strategy import selectors
from strategy.enums.consultations import Instrument
from strategy.enums.plans import ElementKind
from strategy.models import Consultation, Workshop
from strategy.services import consultations, positions, syntheses
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Role

SEED: Final = 2024
DOTS: Final = 5
ANSWERS: Final = 10
# The Members as which a visitor enters have nothing to look for here.
VISITED: Final = ("sen", "cmr")
TITLES: Final = {
    "title_en": "Demonstration: where the region would begin",
    "title_fr": "Démonstration : par où la région commencerait",
    "question_en": "Give five dots to the objectives with which the region should begin.",
    "question_fr": "Donnez cinq points aux objectifs par lesquels la région devrait commencer.",
}
SAID: Final = {
    "text_en": "Invented: the region would begin where neighbours can work together.",
    "text_fr": "Texte fictif : la région commencerait là où des voisins peuvent agir ensemble.",
}


def load() -> None:
    """Ask at the workshop of West and Central Africa that was held, and publish the result."""
    workshop = Workshop.objects.select_related("region", "plan").get(slug="2019-wca")
    assert workshop.starts_at and workshop.ends_at and workshop.plan  # noqa: S101, PT018 -- made before
    editor = _who(RoleName.EDITOR)
    with clock.standing_at(workshop.starts_at - dt.timedelta(days=8)):
        made = consultations.prepare(
            workshop.plan,
            by=editor,
            kind=ElementKind.OBJECTIVE,
            workshop=workshop,
            instrument=Instrument.DOTS,
            dots=DOTS,
            contact="strategy@demo.example",
            is_demonstration=True,
            **TITLES,
        )
        consultations.announce(made, by=editor)
    with clock.standing_at(workshop.starts_at + dt.timedelta(minutes=5)):
        consultations.open_due(clock.now())
    with clock.standing_at(workshop.ends_at - dt.timedelta(hours=1)):
        _answer(made)
    with clock.standing_at(workshop.ends_at + dt.timedelta(hours=1)):
        consultations.close_due(clock.now())
    with clock.standing_at(workshop.ends_at + dt.timedelta(days=2)):
        _speak(made)
        consultations.publish(made, by=_who(RoleName.APPROVER))


def _answer(made: Consultation) -> None:
    """Let a few Members of the region give their dots."""
    dice = random.Random(SEED)  # noqa: S311 -- a repeatable draw
    items = [item.public_id for item in selectors.consultations.items(made)]
    members = selectors.turnout.members(made)
    roles = Role.objects.filter(name=RoleName.FOCAL_POINT, member__in=members)
    roles = roles.exclude(member__code__in=VISITED).select_related("person", "member__region")
    for role in roles.order_by("member__code", "pk").distinct("member__code")[:ANSWERS]:
        assert role.member is not None  # noqa: S101 -- a focal point has an administration
        given = dice.choices(items, weights=range(len(items), 0, -1), k=DOTS)
        saved = positions.save(
            made,
            member=role.member,
            ranking={item: given.count(item) for item in items},
            comment="",
            version=0,
            by=role.person,
        )
        positions.send(made, member=role.member, version=saved.version, by=role.person)


def _speak(made: Consultation) -> None:
    """Let the region's coordinator write, and its Vice-Chair clear."""
    part = made.syntheses.get()
    coordinator = _who(RoleName.COORDINATOR, region=part.region)
    part = syntheses.save(part, version=0, by=coordinator, **SAID)
    part = syntheses.propose(part, version=part.version, by=coordinator)
    syntheses.clear(part, version=part.version, by=_who(RoleName.VICE_CHAIR, region=part.region))


def _who(name: RoleName, **where: object) -> Person:
    held = {f"roles__{key}": value for key, value in where.items()}
    return Person.objects.filter(roles__name=name, **held).order_by("pk")[0]
