"""Invented agendas, documents and participants of the demonstration's workshops."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from strategy.models import Workshop
from strategy.services import agendas, calendar_feeds, participants
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role
from wco_portal.files.rules import Print, heading, paragraph
from wco_portal.files.services import prints
from wco_portal.notifications.enums import Pace
from wco_portal.notifications.services import preferences

CHAIRS: Final = {
    "chairs_en": "Deputy Secretary General, jointly with the Vice-Chair of the region",
    "chairs_fr": "Secrétariat général adjoint, conjointement avec la vice-présidence de la région",
}
# Day, hour, minutes, titles, roles of the speaker.
COMING: Final = (
    (0, 9, 60, "Opening", "Ouverture", "Host administration", "Administration hôte"),
    (
        0,
        10,
        120,
        "What Members answered",
        "Ce que les Membres ont répondu",
        "Secretariat, Strategy",
        "Secrétariat, stratégie",
    ),
    (
        0,
        14,
        150,
        "Share of effort and cost for each goal",
        "Part d’efforts et de coûts de chaque but",
        "Regional coordinator",
        "Coordination régionale",
    ),
    (
        1,
        9,
        180,
        "Synthesis of the region",
        "Synthèse de la région",
        "Vice-Chair of the region",
        "Vice-présidence de la région",
    ),
    (1, 14, 90, "Conclusions", "Conclusions", "Co-chairs", "Coprésidence"),
)
HELD: Final = (
    (0, 10, 45, "Opening", "Ouverture", "Co-chairs", "Coprésidence"),
    (
        0,
        11,
        120,
        "Challenges ahead of Customs",
        "Défis à venir pour la douane",
        "Members of the region",
        "Membres de la région",
    ),
    (0, 14, 45, "Conclusions", "Conclusions", "Co-chairs", "Coprésidence"),
)
# Of the workshop that was held: how many each administration sent, and the last ones stayed away.
CAME: Final = {
    "sen": 3, "cmr": 2, "gin": 2, "nga": 3, "gha": 2, "mli": 1, "ben": 1, "tgo": 2, "ner": 1,
    "gab": 1, "tcd": 1, "gmb": 1, "lbr": 1, "mrt": 1,
}  # fmt: skip
ENGLISH: Final = {"nga", "gha", "gmb", "lbr"}
STAYED_AWAY: Final = ("civ", "bfa")
COMING_FROM: Final = {"gin": 2, "cmr": 1, "nga": 2, "gha": 1, "mli": 1}


def of_coming(made: Workshop, editor: Person) -> None:
    """Give the workshop to come its agenda, two documents and the first participants."""
    _agenda(made, COMING, editor)
    _document(made, "Discussion paper", "Document de réflexion", "public", editor)
    _document(made, "Notes for participants", "Notes aux participants", "participants", editor)
    for code, count in COMING_FROM.items():
        _people(made, code, count, editor)


def of_held(made: Workshop, editor: Person) -> None:
    """Give the workshop that was held its agenda and those who registered."""
    _agenda(made, HELD, editor)
    for code, count in CAME.items():
        _people(made, code, count, editor)
    for code in STAYED_AWAY:
        _people(made, code, 1, editor)


def attended(made: Workshop, editor: Person) -> Workshop:
    """Record who came to the workshop that was held."""
    rows = list(made.participants.select_related("member"))
    shown = [each.public_id for each in rows]
    present = [each.public_id for each in rows if each.member.code not in STAYED_AWAY]
    return participants.mark(made, shown=shown, present=present, by=editor)


def habits() -> None:
    """Let a focal point have quiet nights and a weekly summary, a coordinator a calendar."""
    brazil = Role.objects.get(member__code="bra", name=RoleName.FOCAL_POINT).person
    preferences.set_times(
        pace=Pace.WEEKLY, quiet_from=dt.time(20), quiet_until=dt.time(7), by=brazil
    )
    region = Region.objects.get(code="wca")
    coordinator = Role.objects.get(region=region, name=RoleName.COORDINATOR).person
    calendar_feeds.renew(region, by=coordinator)


def _agenda(made: Workshop, points: tuple[tuple[object, ...], ...], editor: Person) -> None:
    first = made.begins
    if first is None:
        return
    for day, hour, minutes, english, french, speaker, orateur in points:
        on = first.date() + dt.timedelta(days=int(str(day)))
        shown = dt.datetime.combine(on, dt.time(int(str(hour))), tzinfo=ZoneInfo(made.zone))
        agendas.add(
            made,
            by=editor,
            starts_at=shown.astimezone(dt.UTC),
            minutes=minutes,
            title_en=english,
            title_fr=french,
            speaker_en=speaker,
            speaker_fr=orateur,
        )


def _people(made: Workshop, code: str, count: int, editor: Person) -> None:
    """Register invented people: so called that nobody takes them for real."""
    member = Member.objects.get(code=code)
    for letter in "ABC"[:count]:
        is_french = code not in ENGLISH
        participants.register(
            made,
            member=member,
            by=editor,
            name=f"Participant {letter} ({member.name_en})",
            function="Head of strategy" if letter == "A" else "Officer",
            languages=["fr"] if is_french else ["en"],
            needs="en" if is_french and letter == "B" else "",
            attending="online" if letter == "C" else "on_site",
        )


def _document(made: Workshop, english: str, french: str, audience: str, editor: Person) -> None:
    words = "This document is invented. Ce document est fictif."
    content = [heading(english, level=1), paragraph(words)]
    page = Print(
        language="en",
        title=english,
        kicker=made.title_en,
        lede="",
        organisation="Demonstration",
        running="",
        address="",
        mark=words,
        content=content,
        words={"contents": "Contents", "page": "Page", "of": "of", "mark": "Demonstration data"},
    )
    data = prints.write(page, "docx", name="demonstration.docx").data
    agendas.attach(made, data=data, by=editor, title_en=english, title_fr=french, audience=audience)
