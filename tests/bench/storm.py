"""Registration storms: 200 buyers for 50 places, 50 at once, by the web form and by the service.

A buyer opens the form, sends it and opens the receipt. Sold is what holds a place at the end.
"""

import http.client
import re
import statistics
import threading
import time
from collections import Counter, deque
from urllib.parse import urlencode

from django.db import connection

from conferences.enums import PlaceState
from conferences.models import Conference
from conferences.services import nominations
from tests.bench.data import STORM
from tests.bench.meter import together
from tests.bench.pages import session_of
from wco_portal.directory.models import Person

BUYERS, PLACES, AT_ONCE = 200, 50, 50
TOKENS = re.compile(rb'name="(csrfmiddlewaretoken|once)" value="([^"]+)"')


def by_the_form(port, processes):
    """Let 200 buyers go the whole way through the pages; return what came of it."""
    buyers = deque(
        (number, delegation.member.code, session_of(person))
        for number, (delegation, person) in enumerate(_buyers())
    )
    return _storm(buyers, lambda buyer: _walk(port, *buyer), processes, port)


def by_the_service(port, processes):
    """Let 200 buyers nominate through the service, without a page, from 8 threads."""
    buyers = deque(enumerate(_buyers()))

    def nominate(buyer):
        number, (delegation, person) = buyer
        receipt = nominations.nominate(delegation, people=[_nominee(number)], by=person)
        return receipt.lines.get().place_state

    return _storm(buyers, nominate, processes, port, threads=8)


def _storm(buyers, buy, processes, port, *, threads=AT_ONCE):
    """Run a storm; tell sold places, their times, what it cost and what went wrong."""
    connection.close()  # The pool has one for each thread, and none to spare for this one.
    before, outcomes, lock = processes.spent(port), [], threading.Lock()
    began = time.perf_counter()

    def work():
        while True:
            try:
                buyer = buyers.popleft()
            except IndexError:
                break
            started = time.perf_counter()
            try:
                outcome = buy(buyer)
            except Exception as problem:  # noqa: BLE001 -- counted and told
                outcome = type(problem).__name__
            with lock:
                outcomes.append((outcome, (time.perf_counter() - started) * 1000))
        connection.close()

    together([work] * threads)
    took = time.perf_counter() - began
    spent = [later - earlier for earlier, later in zip(before, processes.spent(port), strict=True)]
    return _told(outcomes, took, spent)


def _told(outcomes, took, spent):
    counts = Counter(outcome for outcome, _took in outcomes)
    # Who got a place waited as long as who did not: the page does not tell them apart.
    times = [each for outcome, each in outcomes if outcome in set(PlaceState)]
    held = Conference.objects.get(slug=STORM).held_count
    return {
        "sold_per_s": round(held / took, 1),
        "answers_per_s": round(len(times) / took, 1),
        "p50_ms": round(statistics.median(times)) if times else None,
        "p95_ms": round(statistics.quantiles(times, n=20)[-1]) if len(times) > 1 else None,
        "cpu_ms_per_sold": round(spent[0] / held, 1) if held else None,
        "database_cpu_ms_per_sold": round(spent[1] / held, 1) if held else None,
        "sold": held,
        "oversold": max(0, held - PLACES),
        "errors": sum(counts.values()) - len(times),
    }


def _buyers():
    """Pair each buyer with the delegation: every focal point, some of them twice."""
    conference = Conference.objects.get(slug=STORM)
    _empty(conference)
    people = {
        role.member_id: person
        for person in Person.objects.filter(email__startswith="focal.").prefetch_related("roles")
        for role in person.roles.all()
    }
    delegations = list(conference.delegations.select_related("member", "conference").order_by("pk"))
    return [(each, people[each.member_id]) for each in (delegations * 2)[:BUYERS]]


def _empty(conference):
    """Take the storm before this one back."""
    tables = "conferences_receiptline, conferences_receipt, conferences_registration"
    with connection.cursor() as cursor:
        for table in tables.split(", "):
            column = {
                "conferences_receiptline": "receipt_id IN (SELECT id FROM conferences_receipt"
                " WHERE delegation_id IN (SELECT id FROM conferences_delegation"
                " WHERE conference_id = %s))",
                "conferences_receipt": "delegation_id IN (SELECT id FROM conferences_delegation"
                " WHERE conference_id = %s)",
                "conferences_registration": "conference_id = %s",
            }[table]
            cursor.execute(f"DELETE FROM {table} WHERE {column}", [conference.pk])  # noqa: S608
    conference.delegations.update(active_count=0)
    Conference.objects.filter(pk=conference.pk).update(
        held_count=0, waiting_count=0, arrival_seq=0, capacity=PLACES
    )


def _nominee(number):
    return nominations.Nominee(
        given_name=f"Buyer {number}",
        family_name="(Storm)",
        email=f"buyer-{number}@demo.example",
        language="en",
        role="adviser",
    )


def _walk(port, number, member, session):
    """Open the form, send it, open the receipt; return what the place is."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    path = f"/en/conferences/{STORM}/delegations/{member}/nominate/"
    form, page = _ask(line, "GET", path, session)
    cookie = form.headers.get("Set-Cookie", "").partition(";")[0]
    tokens = {name.decode(): value.decode() for name, value in TOKENS.findall(page)}
    sent, _page = _ask(line, "POST", path, f"{session}; {cookie}", tokens | _written(number))
    receipt, page = _ask(line, "GET", sent.headers["Location"], session)
    line.close()
    assert (form.status, sent.status, receipt.status) == (200, 302, 200)
    return PlaceState.HELD if b"Place held" in page else PlaceState.WAITING


def _written(number):
    """What the buyer writes into the form; further persons stay empty."""
    nominee = _nominee(number)
    return {
        "people": "3",
        "p1-given_name": nominee.given_name,
        "p1-family_name": nominee.family_name,
        "p1-email": nominee.email,
        "p1-title": "",
        **{f"p{n}-role": nominee.role for n in (1, 2, 3)},
        **{f"p{n}-language": nominee.language for n in (1, 2, 3)},
    }


def _ask(line, method, path, cookie, data=None):
    headers = {"Cookie": cookie, "Accept-Encoding": "identity"}
    if data is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode(data) if data is not None else None
    line.request(method, path, body=body, headers=headers)
    answer = line.getresponse()
    return answer, answer.read()
