"""The invented words of the consultations of the demonstration."""

from __future__ import annotations

import random
from typing import Final

from wco_portal.directory.models import Member

FIRST: Final = {
    "title_en": "Priorities 2019–2022, first round",
    "title_fr": "Priorités 2019-2022, premier tour",
    "question_en": "In which order should the nine priorities guide the work of the Secretariat "
    "from 2019 to 2022? Put the most important one first.",
    "question_fr": "Dans quel ordre les neuf priorités doivent-elles guider les travaux du "
    "Secrétariat de 2019 à 2022 ? Placez la plus importante en tête.",
}
ORDER: Final = {
    "title_en": "Priorities for the first year of the plan",
    "title_fr": "Priorités de la première année du plan",
    "question_en": "Which priorities should the Implementation Plan of the first year take up "
    "first?",
    "question_fr": "Quelles priorités le plan de mise en œuvre de la première année doit-il "
    "aborder d’abord ?",
}
SECOND: Final = {
    "title_en": "Priorities 2019–2022, second round",
    "title_fr": "Priorités 2019-2022, second tour",
    "question_en": "The draft goes to the Council in June 2019. After the regional workshops: in "
    "which order do you put the nine priorities now?",
    "question_fr": "Le projet sera soumis au Conseil en juin 2019. Après les ateliers régionaux, "
    "dans quel ordre placez-vous à présent les neuf priorités ?",
}
TO_COME: Final = {
    "title_en": "Priorities to be measured first",
    "title_fr": "Priorités à mesurer d’abord",
    "question_en": "For which priorities should indicators be agreed first?",
    "question_fr": "Pour quelles priorités faut-il convenir d’abord d’indicateurs ?",
}
AGREEMENT: Final = {
    "title_en": "Agreement on the priorities",
    "title_fr": "Adhésion aux priorités",
    "question_en": "How far do you agree that the Secretariat should take up each of the nine "
    "priorities from 2019 to 2022?",
    "question_fr": "Dans quelle mesure êtes-vous d’accord pour que le Secrétariat traite chacune "
    "des neuf priorités de 2019 à 2022 ?",
}
AGREED: Final = {
    "en": "The Members of the region that answered confirm the nine priorities; where they differ, "
    "the table shows it.",
    "fr": "Les Membres de la région qui ont répondu confirment les neuf priorités ; le tableau "
    "montre où leurs avis divergent.",
}
EFFORT: Final = {
    "title_en": "Share of effort for each strategic objective",
    "title_fr": "Part de l’effort pour chaque objectif stratégique",
    "question_en": "How should the effort of the Secretariat be shared out between the strategic "
    "objectives? Share out 100 points.",
    "question_fr": "Comment l’effort du Secrétariat doit-il être réparti entre les objectifs "
    "stratégiques ? Répartissez 100 points.",
}
COMMENTS: Final = {
    "en": (
        "Our automated systems are being renewed; standards for data come first.",
        "Parcels have doubled in three years, and our legislation is older than they are.",
        "One-stop border posts work only when all agencies share one procedure.",
        "Without trained officers no instrument is applied.",
    ),
    "fr": (
        (
            "Nos systèmes informatiques sont en cours de renouvellement : les normes de données "
            "passent d’abord."
        ),
        "Sans agents formés, aucun instrument n’est appliqué.",
        "Les postes frontières juxtaposés ne fonctionnent qu’avec une procédure commune.",
        "L’éthique conditionne la confiance des opérateurs.",
    ),
}
FRENCH_REGIONS: Final = frozenset({"wca"})
# How many Members out of ten say why.
TALKATIVE: Final = 0.4

SYNTHESES: Final = {
    "ams": {
        "en": "Members of the region agree that data and electronic commerce drive all else. The "
        "smaller islands ask that integrity stands higher than in the common order.",
        "fr": "Les Membres de la région s’accordent à penser que les données et le commerce "
        "électronique entraînent tout le reste. Les petites îles demandent que l’éthique soit "
        "placée plus haut que dans l’ordre commun.",
    },
    "eur": {
        "en": "Safety and security and the use of data stand together at the top. Capacity "
        "building is seen as a means, to be carried by the other priorities.",
        "fr": "La sûreté et la sécurité ainsi que l’utilisation des données sont ensemble en "
        "tête. Le renforcement des capacités est vu comme un moyen, porté par les autres "
        "priorités.",
    },
    "esa": {
        "en": "Capacity building and integrity come before new instruments. Members ask for fewer "
        "missions that last longer.",
        "fr": "Le renforcement des capacités et l’éthique passent avant de nouveaux instruments. "
        "Les Membres demandent des missions moins nombreuses et plus longues.",
    },
    "mena": {
        "en": "Security at the borders and training are named together. Members would like the "
        "guidance on electronic commerce in Arabic.",
        "fr": "La sécurité aux frontières et la formation sont citées ensemble. Les Membres "
        "souhaitent disposer en arabe des orientations sur le commerce électronique.",
    },
    "wca": {
        "en": "Capacity building stands first for the region; coordinated border management "
        "follows, because transit corridors cross many borders.",
        "fr": "Le renforcement des capacités est en tête pour la région ; la gestion coordonnée "
        "des frontières suit, car les corridors de transit traversent de nombreuses frontières.",
    },
    "ap": {
        "en": "Electronic commerce and data lead clearly. The Pacific islands remind the others "
        "that capacity building decides what they can take part in.",
        "fr": "Le commerce électronique et les données sont nettement en tête. Les îles du "
        "Pacifique rappellent que le renforcement des capacités décide de ce à quoi elles "
        "peuvent participer.",
    },
}


def comment(dice: random.Random, member: Member) -> str:
    """Draw a comment, or none."""
    if dice.random() > TALKATIVE:
        return ""
    return dice.choice(COMMENTS["fr" if member.region.code in FRENCH_REGIONS else "en"])
