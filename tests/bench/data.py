"""The bench's own data, made once beside the demonstration and copied for every run.

Nothing of it is in the demonstration: a programme of 300 sessions and one of 3,000, an edition with
2,000 registrations and one with 20,000, 5,000 paragraphs to search, a ballot of twelve priorities,
and the large plans of `plan_data`.
"""

import datetime as dt
from itertools import count
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from conferences.enums import PlaceState, ReviewState
from conferences.models import Conference, Delegation, Registration, Session
from conferences.rules import name_key
from conferences.services import conferences
from strategy.services import consultations
from tests.bench import plan_data
from tests.bench.words import PARAGRAPHS, paragraphs
from wco_portal.audit.services import outbox
from wco_portal.directory.models import Person
from wco_portal.search.models import SearchEntry

BRUSSELS = ZoneInfo("Europe/Brussels")
PROGRAMMES = {"bench-300": 300, "bench-3000": 3000}
EDITIONS = {"bench-2000": 2000, "bench-20000": 20000}
STORM, BALLOT, SLOW = "bench-storm", "bench-twelve", "bench-slow"


def make():
    """Fill the database of the demonstration up."""
    with transaction.atomic(), outbox.settled():
        for slug, number in PROGRAMMES.items():
            _programme(_edition(slug, quota=3), number)
        for slug, number in EDITIONS.items():
            _registrations(_edition(slug, quota=number // 100), number)
        _edition(STORM, capacity=50, quota=3)
        _edition(SLOW, capacity=100, quota=3)
        _entries()
        _ballot()
        plan_data.make(staff("editor"), staff("approver"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")  # A portal in operation has this of its data base.


def staff(name):
    """Return an account of the demonstration."""
    return Person.objects.get(email=f"{name}@demo.example")


def _edition(slug, *, capacity=None, quota):
    manager = staff("manager")
    made = conferences.create(
        by=manager,
        slug=slug,
        title_en=f"Edition {slug}",
        title_fr=f"Édition {slug}",
        zone="Europe/Brussels",
        starts_on=dt.date(2019, 9, 10),
        ends_on=dt.date(2019, 9, 12),
        announced_on=dt.date(2019, 2, 1),
        capacity=capacity,
        quota=quota,
        nominations_open_at=dt.datetime(2019, 2, 1, 10, tzinfo=BRUSSELS),
        nominations_close_at=dt.datetime(2019, 8, 20, 18, tzinfo=BRUSSELS),
        changes_close_at=dt.datetime(2019, 9, 1, 18, tzinfo=BRUSSELS),
        is_demonstration=True,
    )
    conferences.invite(made, by=manager)
    return made


def _programme(edition, number):
    first = dt.datetime(2019, 9, 10, 9, tzinfo=BRUSSELS)
    Session.objects.bulk_create(
        Session(
            conference=edition,
            kind=("plenary", "workshop", "workshop", "pause")[n % 4],
            title_en=f"Session {n}: what Customs and its partners say",
            title_fr=f"Séance {n} : ce que disent la douane et ses partenaires",
            summary_en="What was agreed, by whom, and what follows from it.",
            summary_fr="Ce qui a été convenu, par qui, et ce qui en découle.",
            room_en=f"Room {n % 12}",
            room_fr=f"Salle {n % 12}",
            languages=["en", "fr"],
            starts_at=(begins := first + dt.timedelta(days=n % 3, minutes=15 * (n // 36))),
            ends_at=begins + dt.timedelta(minutes=45),
            is_demonstration=True,
        )
        for n in range(number)
    )


def _registrations(edition, number):
    delegations = list(edition.delegations.order_by("pk"))
    waiting = number // 20

    def registration(n):
        given, family = f"Delegate {n}", f"(Bench {n * 7919 % number})"
        return Registration(
            conference=edition,
            delegation=delegations[n % len(delegations)],
            given_name=given,
            family_name=family,
            name_key=name_key(given, family),
            title="Communication officer",
            email=f"delegate-{n}.{edition.slug}@demo.example",
            language="en",
            role=("adviser", "expert", "observer")[n % 3],
            review_state=ReviewState.REVIEW if n % 9 == 0 else ReviewState.APPROVED,
            place_state=PlaceState.HELD if n < number - waiting else PlaceState.WAITING,
            arrival_no=n + 1,
            nominated_at=dt.datetime(2019, 3, 1, 9, tzinfo=BRUSSELS) + dt.timedelta(minutes=n),
            is_demonstration=True,
        )

    Registration.objects.bulk_create(map(registration, range(number)), batch_size=1000)
    for at, each in enumerate(delegations):
        each.active_count = len(range(at, number, len(delegations)))
    Delegation.objects.bulk_update(delegations, ["active_count"])
    Conference.objects.filter(pk=edition.pk).update(
        capacity=number - waiting,
        held_count=number - waiting,
        waiting_count=waiting,
        arrival_seq=number,
    )


def _entries():
    numbers = count(1)
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                kind="bench",
                key=f"bench-{(n := next(numbers))}",
                language="en",
                title=f"Paragraph {n}",
                body=text,
                address="/en/handbook/",
                audience="public",
                is_demonstration=True,
            )
            for text in paragraphs(PARAGRAPHS)
        ],
        batch_size=500,
    )


def _ballot():
    editor = staff("editor")
    made = consultations.create(
        slug=BALLOT,
        items=[consultations.Paper(f"Priority {n}", f"Priorité {n}") for n in range(1, 13)],
        by=editor,
        title_en="Twelve priorities",
        title_fr="Douze priorités",
        question_en="In which order?",
        question_fr="Dans quel ordre ?",
        opens_at=dt.datetime(2019, 3, 1, 9, tzinfo=BRUSSELS),
        closes_at=dt.datetime(2019, 4, 30, 18, tzinfo=BRUSSELS),
        contact="secretariat@demo.example",
        is_demonstration=True,
    )
    consultations.announce(made, by=editor)
    consultations.open_due(dt.datetime(2019, 3, 1, 9, tzinfo=BRUSSELS))


def ten_times_the_text(cursor):
    """Copy the paragraphs nine times, in the portal's index and in the limit's."""
    cursor.execute("ALTER TABLE search_searchentry DISABLE TRIGGER search_entry_document")
    cursor.execute(
        "INSERT INTO search_searchentry (kind, key, language, title, summary, body, address,"
        " audience, is_demonstration, document) SELECT kind, key || '-' || n, language, title,"
        " summary, body, address, audience, is_demonstration, document"
        " FROM search_searchentry, generate_series(1, 9) n WHERE kind = 'bench'"
    )
    cursor.execute("ALTER TABLE search_searchentry ENABLE TRIGGER search_entry_document")
    cursor.execute(
        "INSERT INTO bench.paragraph (id, body)"
        " SELECT id + n * %s, body FROM bench.paragraph, generate_series(1, 9) n",
        [PARAGRAPHS],
    )
    cursor.execute("ANALYZE search_searchentry")
    cursor.execute("ANALYZE bench.paragraph")
