"""Invented consultations on the plan 2019-2022: rankings of every phase, a scale, 100 points.

The seed is fixed. No Member ever cast one of these answers. The regions are given different tastes,
so that counting Members and counting regions give two orders: that is what a result has to show.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from strategy import selectors
from strategy.enums.consultations import Instrument
from strategy.enums.contributions import Consent
from strategy.enums.plans import ElementKind
from strategy.models import Consultation, Plan
from strategy.services import consultations, counts, positions, reminders, syntheses, windows
from strategy.services.demonstration import paper_answers, words
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role

SEED: Final = 2019
BRUSSELS: Final = ZoneInfo("Europe/Brussels")
BATCHES: Final = 6
SPREAD: Final = 1.3
# How often a Member has no opinion on an item of the scale.
SILENT: Final = 0.06

# How much each priority is liked, in the plan's order, and what a region adds to it.
LIKED: Final = (2.0, 1.9, 0.3, 2.2, 0.6, 1.7, 0.0, 1.5, 3.1)
TASTES: Final[dict[str, tuple[float, ...]]] = {
    "ams": (0.0, -0.3, 0.0, 0.2, 0.0, 0.3, 0.0, 0.5, 0.0),
    "eur": (0.3, 1.0, 0.0, 0.6, 0.4, -1.8, 0.2, -1.3, 0.5),
    "esa": (0.0, -0.8, 0.0, -0.6, 0.0, 1.7, 0.0, 1.2, -0.3),
    "mena": (0.2, 0.8, 0.0, -0.3, 0.0, 0.8, 0.0, 0.2, -0.4),
    "wca": (0.3, -0.9, 0.0, -0.4, 0.2, 2.1, 0.0, 0.7, -0.6),
    "ap": (0.2, -0.3, 0.1, 0.9, 0.0, 0.2, 0.0, -0.3, 0.3),
}
OPEN: Final = "esa"
# What stands open for the twelve accounts that one may enter as.
WAITING: Final = frozenset({"sen", "cmr", "mar", "jpn", "bra"})


def load() -> None:
    """Load the four rankings, then a scale and 100 points."""
    plan = Plan.objects.get(slug="2019-2022")
    _first_round(plan)
    _order_of_work(plan)
    _agreement(plan)
    _effort(plan)
    # Last: one administration lets its head send from then on.
    _second_round(plan)
    _to_come(plan)


def _first_round(plan: Plan) -> None:
    """Close and publish a first round of autumn 2018, in which all regions speak."""
    with clock.standing_at(_at(2018, 8, 27)):
        made = _announced(plan, words.FIRST, _at(2018, 9, 3), _at(2018, 10, 12, 18))
    _answers(made, 141, seed=SEED)
    counts.count(made)
    with clock.standing_at(_at(2018, 10, 15)):
        consultations.close_due(clock.now())
    with clock.standing_at(_at(2018, 10, 24)):
        for part in made.syntheses.select_related("region"):
            _speak(part.region.code, made, then=("propose", "clear"))
    with clock.standing_at(_at(2018, 10, 30)):
        consultations.publish(made, by=_staff(RoleName.APPROVER))


def _order_of_work(plan: Plan) -> None:
    """Close a second, small one whose result waits for the Secretariat and a Vice-Chair."""
    with clock.standing_at(_at(2019, 1, 7)):
        made = _announced(plan, words.ORDER, _at(2019, 1, 14), _at(2019, 2, 28, 18))
    _answers(made, 24, seed=SEED + 1)
    counts.count(made)
    with clock.standing_at(_at(2019, 3, 4)):
        consultations.close_due(clock.now())
    with clock.standing_at(_at(2019, 3, 14)):
        for code in ("wca", "eur", "ap"):
            _speak(code, made, then=("propose",))


def _second_round(plan: Plan) -> None:
    """Leave one open until 30 April 2019: about a hundred Members have answered."""
    with clock.standing_at(_at(2019, 2, 25)):
        made = _announced(plan, words.SECOND, _at(2019, 3, 1), _at(2019, 4, 30, 18))
    _answers(made, 100, seed=SEED + 2, without=WAITING, until=_at(2019, 3, 26))
    with clock.standing_at(_at(2019, 3, 25)):
        _draft(made, "cmr")
        paper_answers.load(made)
        reminders.remind(made.syntheses.get(region__code="eur"), by=_regional("eur"))
        _speak("eur", made, then=("propose",))
        _speak("wca", made, then=())


def _to_come(plan: Plan) -> None:
    """Draft one that the editor may announce."""
    _drafted(plan, words.TO_COME, _at(2019, 5, 13), _at(2019, 6, 14, 18))


def _agreement(plan: Plan) -> None:
    """Close and publish a scale of winter 2018: how far Members agree with each priority."""
    with clock.standing_at(_at(2018, 11, 12)):
        made = _announced(
            plan,
            words.AGREEMENT,
            _at(2018, 11, 19),
            _at(2018, 12, 14, 18),
            instrument=Instrument.SCALE,
            allows_no_opinion=True,
            asks_remarks=True,
        )
    _answers(made, 46, seed=SEED + 3)
    counts.count(made)
    with clock.standing_at(_at(2018, 12, 17)):
        consultations.close_due(clock.now())
    with clock.standing_at(_at(2018, 12, 20)):
        for part in made.syntheses.select_related("region"):
            _speak(part.region.code, made, then=("propose", "clear"), texts=words.AGREED)
        consultations.publish(made, by=_staff(RoleName.APPROVER))


def _effort(plan: Plan) -> None:
    """Leave 100 points on the objectives open; Asia/Pacific has a window of its own."""
    with clock.standing_at(_at(2019, 3, 4)):
        made = _drafted(
            plan,
            words.EFFORT,
            _at(2019, 3, 11),
            _at(2019, 5, 15, 18),
            kind=ElementKind.OBJECTIVE,
            instrument=Instrument.POINTS,
        )
        windows.give(
            made,
            region=Region.objects.get(code="ap"),
            opens_at=_at(2019, 3, 11),
            closes_at=_at(2019, 5, 22, 12),
            zone="Asia/Tokyo",
            by=_staff(RoleName.EDITOR),
        )
        consultations.announce(made, by=_staff(RoleName.EDITOR))
    with clock.standing_at(_at(2019, 3, 11, 12)):
        consultations.open_due(clock.now())
        windows.open_due(clock.now())
    _answers(made, 38, seed=SEED + 4, without=WAITING, until=_at(2019, 3, 26))


def _at(year: int, month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=BRUSSELS)


def _drafted(
    plan: Plan,
    titles: dict[str, str],
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    **more: Any,
) -> Consultation:
    return consultations.prepare(
        plan,
        by=_staff(RoleName.EDITOR),
        opens_at=opens_at,
        closes_at=closes_at,
        contact="strategy@demo.example",
        is_demonstration=True,
        **titles,
        **more,
    )


def _announced(
    plan: Plan,
    titles: dict[str, str],
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    **more: Any,
) -> Consultation:
    """Announce a consultation before it opens, and let the clock open it."""
    made = _drafted(plan, titles, opens_at, closes_at, **more)
    consultations.announce(made, by=_staff(RoleName.EDITOR))
    with clock.standing_at(opens_at + dt.timedelta(hours=3)):
        consultations.open_due(clock.now())
    return made


def _answers(
    made: Consultation,
    count: int,
    *,
    seed: int,
    without: Iterable[str] = (),
    until: dt.datetime | None = None,
) -> None:
    """Let so many Members answer, in a few batches between opening and closing."""
    dice = random.Random(seed)  # noqa: S311 -- a repeatable draw
    members = [m for m in _members(made) if m.code not in set(without)]
    chosen = dice.sample(members, count)
    last = (until or made.closes_at) - dt.timedelta(hours=6)
    step = (last - made.opens_at) / BATCHES
    items = [item.public_id for item in selectors.consultations.items(made)]
    people = _focal_points(chosen)
    for batch in range(BATCHES):
        with clock.standing_at(made.opens_at + step * (batch + 1) - step / 3):
            for member in chosen[batch::BATCHES]:
                ranking = DRAWN[Instrument(made.instrument)](items, member.region.code, dice)
                comment = words.comment(dice, member) if made.is_ranking else ""
                _send(made, member, ranking, comment, by=people[member.pk])


def _send(
    made: Consultation, member: Member, ranking: dict[str, int], comment: str, *, by: Person
) -> None:
    # Members of one region let everybody read their comments, without their name.
    consent = Consent.REGION if member.region.code == OPEN else None
    saved = positions.save(
        made, member=member, ranking=ranking, comment=comment, version=0, by=by, consent=consent
    )
    positions.send(made, member=member, version=saved.version, by=by)


def _ranking(items: Sequence[str], region: str, dice: random.Random) -> dict[str, int]:
    """Draw a ranking around what the region likes."""
    worth = {
        item: liked + taste + dice.gauss(0, SPREAD)
        for item, liked, taste in zip(items, LIKED, TASTES[region], strict=True)
    }
    ordered = sorted(items, key=lambda item: -worth[item])
    return {item: place for place, item in enumerate(ordered, start=1)}


def _agreeing(items: Sequence[str], region: str, dice: random.Random) -> dict[str, int]:
    """Draw agreement from 1 to 5 around what the region likes; now and then no opinion."""
    return {
        item: 0
        if dice.random() < SILENT
        else min(5, max(1, round(2.2 + (liked + taste) / 2 + dice.gauss(0, SPREAD / 2))))
        for item, liked, taste in zip(items, LIKED, TASTES[region], strict=True)
    }


def _sharing(items: Sequence[str], region: str, dice: random.Random) -> dict[str, int]:
    """Draw how 100 points are shared out, in steps of five."""
    weights = [
        max(0.2, 1 + taste / 2 + dice.gauss(0, SPREAD / 3))
        for _item, taste in zip(items, TASTES[region], strict=False)
    ]
    marks = [5 * round(20 * weight / sum(weights)) for weight in weights]
    marks[-1] = 100 - sum(marks[:-1])
    return dict(zip(items, marks, strict=True))


Draw = Callable[[Sequence[str], str, random.Random], dict[str, int]]
DRAWN: Final[dict[Instrument, Draw]] = {
    Instrument.RANKING: _ranking,
    Instrument.SCALE: _agreeing,
    Instrument.POINTS: _sharing,
}


def _draft(made: Consultation, code: str) -> None:
    """Leave a Member's draft half-way."""
    member = Member.objects.select_related("region").get(code=code)
    items = [item.public_id for item in selectors.consultations.items(made)]
    by = _focal_points([member])[member.pk]
    ranking = {item: place for place, item in enumerate(items[:4], start=1)}
    positions.save(made, member=member, ranking=ranking, comment="", version=0, by=by)


def _speak(
    code: str,
    made: Consultation,
    *,
    then: Sequence[str],
    texts: dict[str, str] | None = None,
) -> None:
    """Let a region's coordinator draft, and those that follow act."""
    synthesis = made.syntheses.get(region__code=code)

    def now() -> int:
        return made.syntheses.get(pk=synthesis.pk).version

    acts: dict[str, Callable[[], object]] = {
        "propose": lambda: syntheses.propose(synthesis, version=now(), by=_regional(code)),
        "clear": lambda: syntheses.clear(
            synthesis, version=now(), by=_regional(code, RoleName.VICE_CHAIR)
        ),
    }
    said = texts or words.SYNTHESES[code]
    syntheses.save(synthesis, text_en=said["en"], text_fr=said["fr"], version=0, by=_regional(code))
    for name in then:
        acts[name]()


def _members(made: Consultation) -> list[Member]:
    found = Member.objects.counted().on(made.closing_day).select_related("region")
    return list(found.order_by("code"))


def _focal_points(members: Sequence[Member]) -> dict[int, Person]:
    """Return one focal point of each Member."""
    roles = Role.objects.filter(name=RoleName.FOCAL_POINT, member__in=members)
    return {
        role.member_id: role.person for role in roles.select_related("person") if role.member_id
    }


def _staff(name: RoleName) -> Person:
    return Person.objects.filter(roles__name=name).order_by("pk")[0]


def _regional(code: str, name: RoleName = RoleName.COORDINATOR) -> Person:
    return Person.objects.filter(roles__name=name, roles__region__code=code).order_by("pk")[0]
