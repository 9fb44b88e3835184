"""Nobody stays without mail, whatever dies; a duplicate only where the kill fell in the gap."""

import os
import signal
import subprocess
import sys
from collections import Counter

import pytest

from tests.faults.sink import holder_of
from tests.stack import ROOT, until

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]

SCHEDULE = """
import datetime as dt
from strategy.services import workshops
from wco_portal.common import clock
from wco_portal.directory.models import Person, Region
editor = Person.objects.get(email="editor@demo.example")
starts_at = clock.now() + dt.timedelta(days=60)
made = workshops.schedule(
    Region.objects.get(code="{region}"), title_en="Fault test {region}", title_fr="Essai {region}",
    starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=4), zone="UTC",
    place_en="Nowhere", languages=["en"], remind_days=7, by=editor)
workshops.announce(made, by=editor)
print(made.public_id)
"""


def announce(portal, region):
    """Announce a workshop; return the public id and who must hear of it."""
    public_id = portal.manage("shell", "-v", "0", "-c", SCHEDULE.format(region=region)).split()[-1]
    people = set(portal.people_of_region(region))
    assert len(people) > 10
    return public_id, people


def deliveries(portal, public_id, kind="announced"):
    with portal.connect() as database:
        return database.execute(
            "SELECT d.state, d.attempts, p.email FROM notifications_delivery d"
            " JOIN audit_event e ON e.id = d.event_id JOIN directory_person p"
            " ON p.id = d.recipient_id WHERE e.target = %s AND d.channel = 'mail' AND e.type = %s",
            [public_id, f"strategy.workshop.{kind}"],
        ).fetchall()


def all_sent(portal, public_id, people, kind="announced"):
    rows = deliveries(portal, public_id, kind)
    return len(rows) == len(people) and {row[0] for row in rows} == {"sent"}


def test_a_worker_killed_between_hand_over_and_mark(portal, sink):
    sink.clear()
    sink.stall_after(5)
    public_id, people = announce(portal, "esa")
    assert sink.stalled.wait(90)
    victim = sink.mails[4]["To"]

    os.kill(holder_of(sink.stalled_peer), signal.SIGKILL)
    os.kill(portal.pid("worker"), signal.SIGKILL)
    until(lambda: all_sent(portal, public_id, people), 180)

    received = Counter(mail["To"] for mail in sink.mails)
    assert set(received) == people
    assert {who for who, count in received.items() if count > 1} == {victim}
    twice = sink.to(victim)
    assert len(twice) == 2
    assert len({mail["Message-ID"] for mail in twice}) == 1
    assert len({mail["X-Dedupe-Key"] for mail in twice}) == 1
    assert len({mail["Message-ID"] for mail in sink.mails}) == len(people)


def test_the_broker_emptied_killed_and_restarted(portal, sink):
    sink.clear()
    broker = portal.pid("valkey")
    subprocess.run([sys.executable, "-c", EMPTY], cwd=ROOT, env=portal.env, check=True, timeout=60)
    os.kill(broker, signal.SIGKILL)

    public_id, people = announce(portal, "mena")
    until(lambda: all_sent(portal, public_id, people), 180)

    assert Counter(mail["To"] for mail in sink.mails) == Counter(people)
    portal.replaced("valkey", broker)


EMPTY = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "wco_portal.settings"
django.setup()
from wco_portal.celery import app
with app.connection() as connection:
    connection.default_channel.client.flushall()
"""


def test_two_beats_and_many_sweeps_remind_once(portal, sink):
    public_id, people = announce(portal, "ap")
    until(lambda: all_sent(portal, public_id, people), 180)
    sink.clear()
    schedule = portal.var / "second-beat"
    beat = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "wco_portal", "beat", "-s", str(schedule)],
        cwd=ROOT,
        env=portal.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with portal.connect() as database:
            (starts_at,) = database.execute(
                "SELECT starts_at FROM strategy_workshop WHERE public_id = %s", [public_id]
            ).fetchone()
            database.execute(
                "UPDATE common_businessclock SET ahead_by = %s - interval '6 days'"
                " - clock_timestamp() WHERE id = 1",
                [starts_at],
            )
        sweeps = [
            subprocess.Popen(
                [sys.executable, "manage.py", "sweep"],
                cwd=ROOT,
                env=portal.env,
                stdout=subprocess.DEVNULL,
            )
            for _ in range(3)
        ]
        assert [sweep.wait(120) for sweep in sweeps] == [0, 0, 0]
        until(lambda: all_sent(portal, public_id, people, "reminded"), 180)
        portal.manage("sweep")
    finally:
        beat.terminate()
        beat.wait(30)

    # The workshops of the other tests fall due on the same day: count this region's alone.
    ours = [mail["To"] for mail in sink.mails if "Fault test ap" in mail["Subject"]]
    assert Counter(ours) == Counter(people)
