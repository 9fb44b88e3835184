"""Invented answers to everything that the demonstration's Members and workshops said of the plan.

All of it is published, so that the plan can be submitted; what a visitor says then waits.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from strategy import selectors
from strategy.enums.dispositions import Answer
from strategy.models import Plan, PlanInput
from strategy.services import dispositions
from strategy.services.dispositions import Given
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.publishing.selectors import documents

ANSWERED: Final = dt.datetime(2019, 3, 26, 15, tzinfo=ZoneInfo("Europe/Brussels"))

# Words of the sentence of an element that was changed after Members had spoken.
REWORDED: Final = {"SO1": "other border agencies take part", "SO3": "by agreement with each"}

# How something begins, its answer, the element that it led to, and the reason in both languages.
ANSWERS: Final = (
    (
        "Our automated systems",
        Answer.PARTLY,
        "SO1",
        "Standards come first in the objective; systems stay each Member’s own choice.",
        (
            "Les normes passent en premier dans l’objectif ; les systèmes restent le choix de "
            "chaque Membre."
        ),
    ),
    (
        "Nos systèmes informatiques",
        Answer.PARTLY,
        "SO1",
        "Standards come first in the objective; systems stay each Member’s own choice.",
        (
            "Les normes passent en premier dans l’objectif ; les systèmes restent le choix de "
            "chaque Membre."
        ),
    ),
    (
        "Parcels have doubled",
        Answer.ACCEPTED,
        "SO1",
        "The objective now names guidance on e-commerce, and other border agencies take part.",
        (
            "L’objectif cite désormais des orientations sur le commerce électronique, et les "
            "autres services présents aux frontières y participent."
        ),
    ),
    (
        "One-stop border posts",
        Answer.ACCEPTED,
        "SO3",
        "The objective now says that agencies work by agreement with each of them.",
        "L’objectif précise désormais que les services travaillent par accord avec chacun d’eux.",
    ),
    (
        "Les postes frontières",
        Answer.ACCEPTED,
        "SO3",
        "The objective now says that agencies work by agreement with each of them.",
        "L’objectif précise désormais que les services travaillent par accord avec chacun d’eux.",
    ),
    (
        "Guidance should say",
        Answer.ACCEPTED,
        "SO1",
        "The objective now says that other border agencies take part.",
        (
            "L’objectif précise désormais que les autres services présents aux frontières y "
            "participent."
        ),
    ),
    (
        "Les résultats des contrôles",
        Answer.COVERED,
        "SO3",
        (
            "The objective shares results so that the next control, at the same post too, is "
            "better chosen."
        ),
        (
            "L’objectif partage les résultats afin que le contrôle suivant, au même poste aussi, "
            "soit mieux choisi."
        ),
    ),
    (
        "The other services have tasks",
        Answer.ACCEPTED,
        "SO3",
        "The wording is in the second draft as the Member proposed it.",
        "La rédaction figure dans le deuxième projet, telle que le Membre l’a proposée.",
    ),
    (
        "The title says too little",
        Answer.REJECTED,
        "SO2",
        "The title stays, so that the objective is found again; its text may say more.",
        "Le titre demeure, afin que l’on retrouve l’objectif ; son texte peut en dire plus.",
    ),
    (
        "L’introduction devrait dire",
        Answer.COVERED,
        "",
        "Each objective says whom it addresses and what it expects.",
        "Chaque objectif indique à qui il s’adresse et ce qu’il attend.",
    ),
    (
        "Without trained officers",
        Answer.COVERED,
        "",
        "Capacity building is a priority of its own and carries the others.",
        "Le renforcement des capacités est une priorité à part entière et porte les autres.",
    ),
    (
        "Sans agents formés",
        Answer.COVERED,
        "",
        "Capacity building is a priority of its own and carries the others.",
        "Le renforcement des capacités est une priorité à part entière et porte les autres.",
    ),
    (
        "L’éthique",
        Answer.REJECTED,
        "",
        "Integrity stays a priority, but most regions do not put it first.",
        "L’éthique demeure une priorité, mais la plupart des régions ne la placent pas en tête.",
    ),
    (
        "Members ask the Secretariat",
        Answer.ACCEPTED,
        "SO1",
        "The objective now offers common guidance on e-commerce.",
        "L’objectif prévoit désormais des orientations communes sur le commerce électronique.",
    ),
    (
        "Release times",
        Answer.PARTLY,
        "SO1",
        "Each Member measures; a common method is left to the guidance.",
        "Chaque Membre mesure ; la méthode commune est laissée aux orientations.",
    ),
    (
        "Small parcels",
        Answer.ACCEPTED,
        "SO1",
        "The challenge is taken up: guidance on e-commerce is offered to Members.",
        "Le défi est repris : des orientations sur le commerce électronique sont proposées.",
    ),
    (
        "Few officers",
        Answer.OUT_OF_SCOPE,
        "",
        (
            "How officers are trained at home is each administration’s own; the capacity building "
            "offered stands in the plan."
        ),
        (
            "La formation des agents dans leur pays relève de chaque administration ; l’appui "
            "offert en matière de renforcement des capacités figure dans le plan."
        ),
    ),
)


def load() -> None:
    """Answer everything, and publish it at once."""
    plan = Plan.objects.get(slug="2019-2022")
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    said = [(each.public_id, _words(each)) for each in selectors.inputs.of_plan(plan)]
    with clock.standing_at(ANSWERED):
        for begins, answer, number, english, french in ANSWERS:
            given = _given(plan, answer, number, english, french)
            keys = [key for key, words in said if words.startswith(begins)]
            if keys:
                dispositions.answer_many(plan, keys=keys, given=given, by=editor)
        dispositions.publish(plan, by=editor)


def _words(said: PlanInput) -> str:
    return selectors.inputs.words(said).value


def _sentence(plan: Plan, number: str) -> str:
    """Return the block of an element that holds the words that were written for Members."""
    body = documents.in_language(plan.text, "en").body
    section = plan.elements.get(number=number).public_id
    found = (
        block
        for block, place, words in documents.blocks(body)
        if place == section and REWORDED[number] in words
    )
    return next(found, "")


def _given(plan: Plan, answer: Answer, number: str, english: str, french: str) -> Given:
    element = plan.elements.get(number=number) if number else None
    block = _sentence(plan, number) if number and answer == Answer.ACCEPTED else ""
    return Given(answer, {"en": english, "fr": french}, element, block)
