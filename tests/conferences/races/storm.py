"""Many nominations at once, each in a thread with a connection of its own."""

import datetime as dt
import threading
from collections import Counter, deque
from dataclasses import dataclass

from django.db import connection

from conferences.models import Registration
from conferences.services import nominations
from tests.factories import person
from tests.factories.conferences import edition, nominee
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R

PLACES, PEOPLE, QUOTA = 50, 500, 3


@dataclass
class Outcome:
    """What the nominations left behind."""

    conference: object
    errors: Counter

    @property
    def rows(self):
        return list(Registration.objects.filter(conference=self.conference).order_by("arrival_no"))

    @property
    def inversions(self):
        """Count the pairs where who came over 50 ms earlier got the later number."""
        events = Event.objects.filter(type="conferences.registration.nominated")
        came = [
            dt.datetime.fromisoformat(event.data["received_at"])
            for event in sorted(events, key=lambda event: event.data["arrival_no"])
        ]
        late = dt.timedelta(milliseconds=50)
        return sum(
            came[later] + late < came[first]
            for first in range(len(came))
            for later in range(first + 1, len(came))
        )


def storm(*, connections, people=PEOPLE):
    """Let Members nominate three persons each for 50 places, over this many connections."""
    conference = edition(capacity=PLACES, quota=QUOTA)
    delegations = conference.delegations.select_related("member", "conference").order_by("pk")
    members = -(-people // QUOTA)
    focal_points = [
        (each, person(R.FOCAL_POINT, member=each.member.code)) for each in delegations[:members]
    ]
    jobs = deque((focal_points[number % members], nominee(number)) for number in range(people))
    start, errors = threading.Barrier(connections), Counter()

    def work():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '60s'; SET statement_timeout = '60s'")
        start.wait()
        try:
            while True:
                try:
                    (delegation, focal_point), wanted = jobs.popleft()
                except IndexError:
                    return
                try:
                    nominations.nominate(delegation, people=[wanted], by=focal_point)
                except Exception as problem:  # noqa: BLE001 -- counted, and asserted to be none
                    errors[type(problem).__name__] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    conference.refresh_from_db()
    return Outcome(conference, errors)
