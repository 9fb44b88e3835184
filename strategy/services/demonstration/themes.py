"""Members' invented activities under the theme of 2019."""

from __future__ import annotations

import datetime as dt
from typing import Final

from strategy.enums.themes import ActivityKind
from strategy.models import AnnualTheme
from strategy.services import activities
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Role

# member, kind, English, French, day, principles, with partners, published
ACTIVITIES: Final = (
    (
        "bra",
        ActivityKind.OPEN_DAY,
        "Open day at a port",
        "Journée portes ouvertes dans un port",
        dt.date(2019, 1, 24),
        "SA",
        False,
        True,
    ),
    (
        "jpn",
        ActivityKind.SEMINAR,
        "Seminar on measuring release times",
        "Séminaire sur la mesure des délais de mainlevée",
        dt.date(2019, 1, 26),
        "M",
        False,
        True,
    ),
    (
        "ken",
        ActivityKind.EXERCISE,
        "Joint exercise with a neighbour’s border agencies",
        "Exercice conjoint avec les services frontaliers d’un pays voisin",
        dt.date(2019, 3, 12),
        "SR",
        True,
        True,
    ),
    (
        "jor",
        ActivityKind.CAMPAIGN,
        "A week on paperless declarations",
        "Une semaine consacrée aux déclarations sans papier",
        dt.date(2019, 2, 11),
        "A",
        False,
        False,
    ),
)


def load() -> None:
    """Propose the activities and publish most of them; one waits for its review."""
    theme = AnnualTheme.objects.get(year=2019)
    reviewer = Person.objects.get(roles__name=RoleName.COMMUNICATIONS)
    for code, kind, english, french, day, letters, with_partners, is_published in ACTIVITIES:
        member = Member.objects.get(code=code)
        focal = Role.objects.get(member=member, name=RoleName.FOCAL_POINT).person
        made = activities.propose(
            theme,
            member=member,
            kind=kind,
            title={"en": english, "fr": french},
            happened_on=day,
            principles=theme.principles.filter(letter__in=list(letters)),
            with_partners=with_partners,
            by=focal,
        )
        if is_published:
            activities.follow(made, arrow="publish", by=reviewer)
