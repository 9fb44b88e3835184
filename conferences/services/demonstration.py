"""Build the demonstration edition through the services: delegations, a waiting list, a review."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from communications.enums import MessageState
from communications.models import Message
from conferences.enums import Answer, DelegationRole, SessionKind
from conferences.models import Conference, Delegation, Registration
from conferences.services import conferences, delegations, nominations, registrations
from conferences.services.nominations import Nominee
from wco_portal.common import clock
from wco_portal.directory import selectors as directory
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links

SLUG: Final = "communication-conference-demonstration"
ZONE: Final = ZoneInfo("Europe/Brussels")
CAPACITY: Final = 40
FIRST_DAY: Final = dt.date(2019, 5, 14)

# Day, from, to, kind, room, languages, then title and summary in both languages.
PROGRAMME: Final = (
    (0, "09:30", "10:30", SessionKind.PLENARY, 1, "Opening: why communication is strategy",
     "Ouverture : pourquoi la communication est une stratégie"),
    (0, "11:00", "12:30", SessionKind.PLENARY, 1, "What Customs says together: common messages",
     "Ce que la douane dit d’une seule voix : les messages communs"),
    (0, "14:00", "16:00", SessionKind.WORKSHOP, 2, "Knowing audiences: trade, travellers, media",
     "Connaître les publics : opérateurs, voyageurs, médias"),
    (1, "09:30", "11:00", SessionKind.WORKSHOP, 2, "The handbook: practices of Members",
     "Le manuel : les pratiques des Membres"),
    (1, "11:30", "12:30", SessionKind.PLENARY, 1, "Forum: new communication tools and channels",
     "Forum : nouveaux outils et canaux de communication"),
    (1, "14:00", "16:00", SessionKind.WORKSHOP, 3, "Speaking in a crisis: an exercise",
     "Communiquer en temps de crise : exercice"),
    (2, "09:30", "11:00", SessionKind.PLENARY, 1, "From messages to measures: what is counted",
     "Des messages aux mesures : ce que l’on compte"),
    (2, "11:30", "12:30", SessionKind.PLENARY, 1, "Conclusions", "Conclusions"),
)  # fmt: skip

# Who comes to the edition: Member and number of delegates; together 38, of whom one withdraws.
COMING: Final = (
    ("fra", 3), ("can", 3), ("bra", 2), ("aze", 2), ("ken", 3), ("mus", 1), ("mar", 3), ("jor", 2),
    ("jpn", 3), ("cmr", 2), ("idn", 2), ("bel", 2), ("che", 1), ("nzl", 2), ("zaf", 2), ("arg", 1),
    ("deu", 1), ("kor", 2), ("ben", 1),
)  # fmt: skip
DECLINING: Final = ("prt", "fin", "ury")
# Delegations that the registration officer has not looked at yet.
IN_REVIEW: Final = frozenset({"idn", "nzl", "kor"})
TITLES: Final = {"en": "Communication officer", "fr": "Chargé de communication"}
ROLES: Final = (DelegationRole.HEAD, DelegationRole.ALTERNATE, DelegationRole.ADVISER)
# The small meeting that is full: six have a place, two wait.
MEETING: Final = ("can", "fra", "jpn", "bra", "mar", "ken", "aze", "idn")


def load() -> None:
    """Build the demonstration edition, and a small meeting that is full."""
    manager, registrar = _staff(RoleName.MANAGER), _staff(RoleName.REGISTRAR)
    with clock.standing_at(_at(dt.date(2019, 2, 1), "10:00")):
        edition = _edition(manager)
        meeting = _meeting(manager)
    days = count(11)
    for code, number in COMING:
        with clock.standing_at(_at(dt.date(2019, 2, 1) + dt.timedelta(days=next(days)), "11:20")):
            _nominate(edition, code, number)
    with clock.standing_at(_at(dt.date(2019, 3, 12), "15:05")):
        for code in DECLINING:
            delegation = _delegation(edition, code)
            delegations.answer(delegation, answer=Answer.DECLINES, by=_focal_point(delegation))
        for code in MEETING:
            _nominate(meeting, code, 1)
    with clock.standing_at(_at(dt.date(2019, 3, 25), "16:40")):
        _review(edition, by=registrar)


def _edition(manager: Person) -> Conference:
    edition = conferences.create(
        by=manager,
        slug=SLUG,
        title_en="Global Communication Strategy Conference: demonstration edition",
        title_fr="Conférence mondiale sur la stratégie de communication : édition de démonstration",
        summary_en="An invented edition, to try how administrations register their delegations.",
        summary_fr="Une édition inventée, pour essayer l’inscription des délégations.",
        place_en="Demonstration Hall, Brussels (invented)",
        place_fr="Salle de démonstration, Bruxelles (lieu inventé)",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + dt.timedelta(days=2),
        capacity=CAPACITY,
        quota=3,
        **_windows(FIRST_DAY),
    )
    _programme(edition, by=manager)
    _carry(edition, by=manager)
    conferences.invite(edition, by=manager)
    return edition


def _programme(edition: Conference, *, by: Person) -> None:
    for day, begins, ends, kind, room, title_en, title_fr in PROGRAMME:
        date = FIRST_DAY + dt.timedelta(days=day)
        conferences.add_session(
            edition,
            by=by,
            kind=kind,
            title_en=title_en,
            title_fr=title_fr,
            room_en=f"Room {room}",
            room_fr=f"Salle {room}",
            languages=["en", "fr"],
            starts_at=_at(date, begins),
            ends_at=_at(date, ends),
        )


def _carry(edition: Conference, *, by: Person) -> None:
    """Tie the session on common messages to the messages in use."""
    session = edition.sessions.filter(title_en=PROGRAMME[1][5]).get()
    for message in Message.objects.filter(state=MessageState.IN_USE):
        links.join(
            ("session", session.public_id),
            ("message", message.public_id),
            relation=Relation.CARRIES,
            by=by,
            is_demonstration=True,
        )


def _meeting(manager: Person) -> Conference:
    day = dt.date(2019, 6, 12)
    meeting = conferences.create(
        by=manager,
        slug="communicators-meeting-demonstration",
        title_en="Meeting of communicators: demonstration of a full room",
        title_fr="Réunion des communicateurs : démonstration d’une salle comble",
        summary_en="An invented meeting whose places are taken, to see the waiting list.",
        summary_fr="Une réunion inventée et complète, pour voir la liste d’attente.",
        place_en="Demonstration Hall, Brussels (invented)",
        place_fr="Salle de démonstration, Bruxelles (lieu inventé)",
        starts_on=day,
        ends_on=day,
        capacity=len(MEETING) - 2,
        quota=1,
        **_windows(day),
    )
    conferences.invite(meeting, by=manager)
    return meeting


def _windows(day: dt.date) -> dict[str, object]:
    return {
        "zone": str(ZONE),
        "is_demonstration": True,
        "announced_on": dt.date(2019, 2, 1),
        "nominations_open_at": _at(dt.date(2019, 2, 1), "10:00"),
        "nominations_close_at": _at(day - dt.timedelta(days=17), "18:00"),
        "changes_close_at": _at(day - dt.timedelta(days=7), "18:00"),
    }


def _nominate(conference: Conference, code: str, number: int) -> None:
    delegation = _delegation(conference, code)
    name = delegation.member.name_en
    focal_point = _focal_point(delegation)
    people = [
        Nominee(
            given_name=f"Delegate {letter}",
            family_name=f"({name})",
            email=_address(code, letter),
            language=focal_point.language or "en",
            role=role,
            title=TITLES[focal_point.language or "en"],
        )
        for letter, role in list(zip("ABC", ROLES, strict=True))[:number]
    ]
    nominations.nominate(delegation, people=people, by=focal_point)


def _address(code: str, letter: str) -> str:
    """Return the address: delegate A is who may be entered as."""
    word = "delegate" if letter == "A" else f"delegate-{letter.lower()}"
    return f"{word}.{code}@demo.example"


def _review(edition: Conference, *, by: Person) -> None:
    """Confirm most, leave some for the registration officer, return one, let one withdraw."""
    rows = list(edition.registrations.select_related("delegation__member").order_by("arrival_no"))
    waiting = [row for row in rows if row.delegation.member.code in IN_REVIEW]
    last = _of(rows, "ben")
    done = [row for row in rows if row not in waiting and row != last]
    registrations.confirm_many(done, by=by)
    registrations.return_for_changes(
        waiting[0], remark="Please write the function in the administration in full.", by=by
    )
    registrations.withdraw(last, by=_focal_point(last.delegation))


def _of(rows: list[Registration], code: str) -> Registration:
    return next(row for row in rows if row.delegation.member.code == code)


def _delegation(conference: Conference, code: str) -> Delegation:
    found = conference.delegations.select_related("member", "conference")
    return found.get(member__code=code)


def _focal_point(delegation: Delegation) -> Person:
    found = directory.people.of_member(
        delegation.member, on=clock.today(), names=[RoleName.FOCAL_POINT]
    ).first()
    if found is None:
        raise Person.DoesNotExist(f"no focal point of {delegation.member.code}")
    return found


def _staff(role: RoleName) -> Person:
    found = directory.people.in_secretariat(role, on=clock.today()).first()
    if found is None:
        raise Person.DoesNotExist(f"nobody is {role}")
    return found


def _at(day: dt.date, hour: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(hour), tzinfo=ZONE)
