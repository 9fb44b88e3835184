"""Many mails leave while everything breaks; `make storm` sends 10,000.

A ledger at the mail server: nobody is without a mail; two have come only where the server itself
broke off after taking one, or a killed sender could not know of it, and then with one Message-ID.
"""

import contextlib
import subprocess
import sys
from collections import Counter

import pytest

from tests.faults.test_mail import announce, deliveries
from tests.stack import ROOT, kill, until
from tests.whole import IS_LONG

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(3600)]

MAILS = 10_000 if IS_LONG else 300
PATIENCE = 3000 if IS_LONG else 300
EVERY = 1000 if IS_LONG else 100  # One of so many is lost, one refused, one put off, one cut off.
PER_SECOND = 50
INVITE = """
import datetime as dt
from wco_portal.directory.models import Member, Person, Role
members = list(Member.objects.filter(region__code="{region}", kind="member"))
people = Person.objects.bulk_create(
    Person(email=f"storm-{{n}}.{region}@demo.example", name=f"Storm {{n}}",
           language=["en", "fr", ""][n % 3]) for n in range({number}))
Role.objects.bulk_create(
    Role(person=person, name="focal_point", member=members[n % len(members)],
         since=dt.date(2019, 1, 1)) for n, person in enumerate(people))
"""
SESSION = """
from tests.bench.pages import session_of
from wco_portal.directory.models import Person
print(session_of(Person.objects.get(email="admin@demo.example")))
"""


@contextlib.contextmanager
def second_beat(portal):
    schedule = portal.var / "second-beat"
    beat = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "wco_portal", "beat", "-s", str(schedule)],
        cwd=ROOT,
        env=portal.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        beat.terminate()
        beat.wait(30)


def invite(portal, region, number=MAILS):
    portal.manage("shell", "-v", "0", "-c", INVITE.format(region=region, number=number))


def address(number, region):
    return f"storm-{number}.{region}@demo.example"


def about(sink, region):
    """Return the mails about a region's workshop, in either language."""
    titles = f"Fault test {region}", f"Essai {region}"
    return [mail for mail in sink.mails if any(title in mail["Subject"] for title in titles)]


def settled(portal, public_id, people):
    rows = deliveries(portal, public_id)
    return len(rows) == len(people) and "waiting" not in {row[0] for row in rows}


def test_everybody_gets_one_mail_while_worker_broker_and_server_break(portal, sink):
    invite(portal, "esa")
    words = {7: "later", 13: "never", 29: "cut", 41: "lost"}
    for first, word in words.items():
        for number in range(first, MAILS, EVERY):
            sink.moods[address(number, "esa")] = [word] * (99 if word == "never" else 1)
    refused = {address(number, "esa") for number in range(13, MAILS, EVERY)}
    sink.clear()

    with second_beat(portal):
        public_id, people = announce(portal, "esa")
        until(lambda: len(sink.mails) > MAILS // 3, PATIENCE)
        worker, broker = portal.pid("worker"), portal.pid("valkey")
        kill(worker)
        until(lambda: len(sink.mails) > MAILS // 2, PATIENCE)
        kill(broker)
        portal.replaced("worker", worker)
        portal.replaced("valkey", broker)
        until(lambda: settled(portal, public_id, people), PATIENCE, 1)

    mails = about(sink, "esa")
    received = Counter(mail["To"] for mail in mails)
    assert set(received) == people - refused
    twice = {mail["Message-ID"] for mail in mails if received[mail["To"]] > 1}
    assert twice <= sink.broken
    assert max(received.values()) <= 2
    for name in ("Message-ID", "X-Dedupe-Key"):
        assert len({mail[name] for mail in mails}) == len(people - refused)
    rows = deliveries(portal, public_id)
    assert Counter(row[0] for row in rows) == {
        "sent": len(people) - len(refused),
        "dead": len(refused),
    }
    assert {row[2] for row in rows if row[0] == "dead"} == refused
    shown = portal.get("/en/mail/undelivered/", Cookie=session(portal))[2]
    assert address(13, "esa") in shown
    assert "550" in shown
    tell(mails=len(mails), twice=len(twice), refused=len(refused), per_s=round(sink.rate(), 1))


@pytest.mark.parametrize(("region", "per_second"), [("ap", PER_SECOND), ("mena", 0)])
def test_mails_leave_as_fast_as_the_server_takes_them(portal, sink, region, per_second):
    """What is told is for people: how fast that is depends on what else the machine does."""
    sink.clear()
    sink.per_second = per_second
    invite(portal, region, number=1000 if IS_LONG else 100)

    public_id, people = announce(portal, region)
    until(lambda: settled(portal, public_id, people), PATIENCE, 1)

    assert Counter(mail["To"] for mail in about(sink, region)) == Counter(people)
    told = {"server_takes_per_s": per_second or "all", "per_s": round(sink.rate(), 1)}
    tell(**told, **({"ratio": round(sink.rate() / per_second, 2)} if per_second else {}))


def session(portal):
    return portal.manage("shell", "-v", "0", "-c", SESSION).split()[-1]


def tell(**figures):
    told = (f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    print("\nmails:", ", ".join(told))  # noqa: T201 -- for whoever runs `make storm`
