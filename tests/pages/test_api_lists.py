"""Every list of the API asks the database as often for one row as for all, and so often exactly."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strategy.models import Amendment, ResearchItem
from strategy.services import evidence, paper_answers
from strategy.services.evidence import Named
from tests.factories.paper_answers import entered
from tests.pages.accounts import account
from tests.pages.things import tell
from wco_portal.api.router import COLLECTIONS
from wco_portal.api.services import tokens
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

# Who calls, and how often the database is asked: for the clock, the number of rows and the rows;
# for what hangs on them; with a token also for the caller and the caller's roles. Links lead to
# things of every kind, and each kind is asked once.
ANYBODY = None
COUNTS = {
    "activities": (ANYBODY, 4),
    "agenda-items": (ANYBODY, 3),
    "amendments": (ANYBODY, 3),
    "audiences": (ANYBODY, 4),
    "briefings": (R.EDITOR, 6),
    "calendar-feeds": (R.EDITOR, 6),
    "challenges": (R.EDITOR, 6),
    "channels": (ANYBODY, 3),
    "chapters": (ANYBODY, 3),
    "commitments": (ANYBODY, 3),
    "conferences": (ANYBODY, 3),
    "consultations": (ANYBODY, 5),
    "delegations": (R.REGISTRAR, 6),
    "contributions": (ANYBODY, 4),
    "deliverables": (ANYBODY, 3),
    "dispositions": (ANYBODY, 4),
    "elements": (ANYBODY, 5),
    "endorsements": (ANYBODY, 3),
    "events": (R.AUDITOR, 5),
    "evidence": (ANYBODY, 3),
    "figures": (ANYBODY, 5),
    "indicators": (ANYBODY, 7),
    "inputs": (R.EDITOR, 7),
    "jobs": (ANYBODY, 2),
    "letters": (R.EDITOR, 5),
    "links": (ANYBODY, 26),
    "mails": (R.EDITOR, 5),
    "meetings": (ANYBODY, 3),
    "members": (ANYBODY, 3),
    "messages": (ANYBODY, 6),
    "notifications": (R.EDITOR, 5),
    "paper-answers": (R.EDITOR, 5),
    "papers": (R.EDITOR, 5),
    "participants": (R.EDITOR, 6),
    "plans": (ANYBODY, 3),
    "positions": (R.FOCAL_POINT, 7),
    "posts": (R.EDITOR, 6),
    "practices": (ANYBODY, 5),
    "receipts": (R.REGISTRAR, 8),
    "regions": (ANYBODY, 3),
    "registrations": (R.REGISTRAR, 6),
    "releases": (R.HEAD, 5),
    "research": (ANYBODY, 4),
    "reviews": (R.EDITOR, 8),
    "revisions": (R.EDITOR, 6),
    "scan-findings": (ANYBODY, 3),
    "search": (ANYBODY, 3),
    "sessions": (ANYBODY, 3),
    "sources": (ANYBODY, 3),
    "syntheses": (ANYBODY, 3),
    "themes": (ANYBODY, 4),
    "topics": (R.EDITOR, 7),
    "undelivered": (R.ADMINISTRATOR, 5),
    "values": (ANYBODY, 3),
    "workshop-documents": (R.EDITOR, 6),
    "workshops": (ANYBODY, 4),
}


@pytest.fixture(scope="module")
def several(has):
    """Give every list at least two rows."""
    tell(has)
    Amendment.objects.create(plan=has.in_force, review=has.review, number=9)
    other = Named("Another", "World Bank", dt.date(2018, 1, 2), "https://example.org/other")
    evidence.add(has.in_force.elements.earliest("pk"), other, by=account(R.EDITOR))
    paper_answers.set_aside(has.paper_answer, reason="Torn.", by=account(R.EDITOR))
    entered(has.position.consultation, "sen", received_on=dt.date(2019, 3, 20))
    ResearchItem.objects.create(
        slug="second", title_en="Second", question_en="Why?", known_from=clock.today()
    )
    return has


@pytest.fixture(scope="module")
def callers(several):
    """Return a program for each role that calls."""

    def program(role):
        if role is None:
            return Client()
        key = tokens.issue(account(role), lives=dt.timedelta(hours=1))
        return Client(headers={"Authorization": f"Token {key}"})

    return {role: program(role) for role in {role for role, _count in COUNTS.values()}}


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200, response.content
    return len(queries), len(response.json()["results"])


# A search needs a word; what of comments is read for the first one is read once for all.
NARROWED = {"search": "q=customs&", "inputs": "kind=comment&"}


def test_no_list_is_forgotten():
    assert set(COUNTS) == set(COLLECTIONS)


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_list_asks_as_often_for_one_row_as_for_all(db, callers, name):
    role, count = COUNTS[name]
    path = f"/api/v1/{name}/?{NARROWED.get(name, '')}"

    one, first = asked(callers[role], f"{path}page_size=1")
    many, rows = asked(callers[role], f"{path}page_size=200")

    assert (one, many) == (count, count)
    assert first == 1
    assert rows > 1
