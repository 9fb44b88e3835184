"""Invented workshops: one held, one announced for West and Central Africa, one to announce."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from strategy.models import Challenge, Plan, PlanElement, Workshop
from strategy.services import challenges, workshops
from strategy.services.demonstration import participation
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role
from wco_portal.links import services as links
from wco_portal.links.enums import Relation

DAKAR: Final = ZoneInfo("Africa/Dakar")
PLAN: Final = "2019-2022"
# The objective that answers the challenge, and the priority that arises from the conclusion.
OBJECTIVE: Final = "SO3"
PRIORITY: Final = "e-commerce"

CONCLUSIONS: Final = (
    (
        "Members ask the Secretariat for common guidance on online trade.",
        "Les Membres demandent au Secrétariat des orientations communes sur le commerce en ligne.",
    ),
    (
        "Release times should be measured in the same way in neighbouring administrations.",
        "Les délais de mainlevée devraient être mesurés de même par des administrations voisines.",
    ),
)


def load() -> None:
    """Build the three workshops and the challenges raised at them."""
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    held = _held(editor)
    _announced(editor)
    _draft(editor)
    _challenges(held, editor)
    participation.habits()


def _held(editor: Person) -> Workshop:
    """Let a workshop of February 2019 pass, with what came out of it."""
    starts_at = dt.datetime(2019, 2, 12, 10, tzinfo=DAKAR)
    with clock.standing_at(starts_at - dt.timedelta(days=30)):
        made = _schedule(
            "wca",
            "Demonstration workshop: what the next plan should answer",
            "Atelier de démonstration : à quoi le prochain plan devrait répondre",
            starts_at=starts_at,
            hours=5,
            by=editor,
            online_address="https://meet.demo.example/wca-february",
            vice_chair=_member("gin"),
            registration_ends_at=starts_at - dt.timedelta(days=5),
            **participation.CHAIRS,
        )
        workshops.announce(made, by=editor)
        participation.of_held(made, editor)
    workshops.close_due(clock.now())
    made.refresh_from_db()
    participation.attended(made, editor)
    made.refresh_from_db()
    workshops.record(made, members_present=14, members_of=made.members_of, by=editor)
    for english, french in CONCLUSIONS:
        workshops.conclude(made, text_en=english, text_fr=french, by=editor)
    return made


def _announced(editor: Person) -> None:
    """Announce a workshop to come; nothing is sent while the demonstration is built."""
    made = _schedule(
        "wca",
        "Demonstration workshop: priorities of the region",
        "Atelier de démonstration : les priorités de la région",
        starts_at=dt.datetime(2019, 5, 14, 9, tzinfo=DAKAR),
        hours=31,
        by=editor,
        place_en="Dakar (invented)",
        place_fr="Dakar (lieu fictif)",
        host=_member("sen"),
        vice_chair=_member("gin"),
        about_en="Day 1: what Members answered. Day 2: the region’s synthesis.",
        about_fr="Premier jour : les réponses des Membres. Second jour : la synthèse de la région.",
        registration_ends_at=dt.datetime(2019, 5, 4, tzinfo=DAKAR),
        capacity=60,
        interpreted_from=["en", "fr", "pt"],
        interpreted_into=["en", "fr"],
        **participation.CHAIRS,
    )
    workshops.announce(made, by=editor)
    participation.of_coming(made, editor)


def _draft(editor: Person) -> None:
    """Leave a draft for the editor to announce."""
    _schedule(
        "esa",
        "Demonstration workshop: measuring performance together",
        "Atelier de démonstration : mesurer ensemble la performance",
        starts_at=dt.datetime(2019, 6, 4, 9, tzinfo=ZoneInfo("Africa/Nairobi")),
        hours=7,
        by=editor,
        place_en="Nairobi (invented)",
        place_fr="Nairobi (lieu fictif)",
        host=_member("ken"),
        languages=["en"],
    )


def _schedule(
    region: str,
    english: str,
    french: str,
    *,
    starts_at: dt.datetime,
    hours: int,
    by: Person,
    **values: object,
) -> Workshop:
    zone = starts_at.tzinfo.key if isinstance(starts_at.tzinfo, ZoneInfo) else "UTC"
    return workshops.schedule(
        Region.objects.get(code=region),
        title_en=english,
        title_fr=french,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=hours),
        zone=zone,
        plan=Plan.objects.filter(slug=PLAN).first(),
        is_demonstration=True,
        by=by,
        **({"languages": ["en", "fr"]} | values),
    )


def _challenges(held: Workshop, editor: Person) -> None:
    """Let Senegal's challenge be taken up; let Cameroon's wait for an answer."""
    taken = _raise(
        held,
        "sen",
        "Small parcels sold online outgrow our checks",
        "Les petits colis vendus en ligne dépassent nos capacités de contrôle",
    )
    _raise(
        held,
        "cmr",
        "Few officers can read the data that traders already send",
        "Peu d’agents savent exploiter les données que les opérateurs transmettent déjà",
    )
    elements = PlanElement.objects.filter(plan__slug=PLAN)
    challenges.take_up(taken, element=elements.get(number=OBJECTIVE), by=editor)
    links.links.join(
        ("planelement", elements.get(slug=PRIORITY).public_id),
        ("workshopconclusion", held.conclusions.get(order=1).public_id),
        relation=Relation.ARISES_FROM,
        by=editor,
        is_demonstration=True,
    )


def _raise(workshop: Workshop, code: str, english: str, french: str) -> Challenge:
    member = _member(code)
    focal = Role.objects.get(member=member, name=RoleName.FOCAL_POINT).person
    return challenges.raise_at(
        workshop, member=member, title={"en": english, "fr": french}, text={}, by=focal
    )


def _member(code: str) -> Member:
    return Member.objects.get(code=code)
