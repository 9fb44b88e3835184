"""200 Members send their answers in the same minute; pages save by themselves every two seconds.

Once they begin, and so send, spread over that minute; once all in the same two seconds of it.
"""

import datetime as dt
import os

import psycopg
from django.db import connection, transaction

from strategy.selectors import releases
from strategy.services import consultations
from tests import answering
from tests.bench.data import BRUSSELS, staff
from tests.bench.pages import session_of
from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role

MEMBERS, ITEMS = 200, 12
# Seconds.
AT_ONCE = 2


def measure(report, *, port, processes, seconds):
    """Report both storms, each on a consultation of its own, with what the ledgers miss."""
    people = _people()
    for number, within in enumerate((seconds, AT_ONCE), start=1):
        slug = _consultation(number)
        hands = [answering.Hand(code, session_of(person)) for code, person in people]
        connection.close()
        before = processes.spent(port)
        answering.storm(hands, port, slug, seconds=seconds, within=within)
        spent = [
            after - earlier for earlier, after in zip(before, processes.spent(port), strict=True)
        ]
        told = answering.figures(hands, seconds, within=within)
        with psycopg.connect(os.environ["DATABASE_URL"]) as database:
            wrong = answering.faults(hands, database, slug)
        report.fact(
            f"{MEMBERS} Members, {seconds} s each, all sent within {within} s",
            "p95 <= 300 ms, lost 0",
            **told,
            cpu_ms_per_request=round(spent[0] / told["requests"], 1),
            database_cpu_ms_per_request=round(spent[1] / told["requests"], 1),
            sent=sum(bool(hand.receipt) for hand in hands),
            lost=len(wrong),
        )
        if wrong:
            report.keep(name="what the ledgers miss", wrong=wrong)


def _people():
    """Return a focal point for each Member; those that are missing for 200 are made up.

    Where the head of the administration sends, its focal point does not.
    """
    held = Role.objects.on(clock.today()).filter(name=RoleName.FOCAL_POINT)
    focal = held.filter(person__email__startswith="focal.")
    found = {
        role.member.code: role.person
        for role in focal.select_related("member", "person")
        if role.member.kind == "member" and not releases.is_by_head(role.member)
    }
    for number in range(MEMBERS - len(found)):
        code, person = _made_up(number)
        found[code] = person
    return list(found.items())[:MEMBERS]


@transaction.atomic
def _made_up(number):
    name = f"Storm {number}"
    member = Member.objects.create(
        code=f"storm{number}",
        alpha2=f"{number:02d}",
        region=Region.objects.order_by("pk")[number % 6],
        **{f"{part}_{code}": name for part in ("name", "sort") for code in ("en", "fr")},
    )
    person = Person.objects.create(email=f"focal.{member.code}@demo.example", name=name)
    since = dt.date(2019, 1, 1)
    Role.objects.create(person=person, name=RoleName.FOCAL_POINT, member=member, since=since)
    return member.code, person


def _consultation(number):
    """Ask all Members to rank; nobody is told of it."""
    slug, editor = f"bench-storm-{number}", staff("editor")
    opens_at = dt.datetime(2019, 3, 1, 9, tzinfo=BRUSSELS)
    with transaction.atomic(), outbox.settled():
        made = consultations.create(
            slug=slug,
            items=[consultations.Paper(f"Item {n}", f"Point {n}") for n in range(1, ITEMS + 1)],
            by=editor,
            title_en="A storm",
            title_fr="Une tempête",
            question_en="In which order?",
            question_fr="Dans quel ordre ?",
            opens_at=opens_at,
            closes_at=dt.datetime(2019, 4, 30, 18, tzinfo=BRUSSELS),
            contact="secretariat@demo.example",
            is_demonstration=True,
        )
        consultations.announce(made, by=editor)
        consultations.open_due(opens_at)
    return slug
