"""A round of mails: what it shares, what it asks of the database, and what it leaves to others."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from tests.factories import person
from tests.factories.workshops import workshop
from tests.notifications.test_deliveries import bodies, told  # noqa: F401 -- fixtures
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Person
from wco_portal.notifications import services, tables
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.tables import Notice, Recipient, because

pytestmark = pytest.mark.django_db


@pytest.fixture
def alike(monkeypatch, bodies):  # noqa: F811 -- pytest's way to use a fixture
    """A notice that says the same to everybody of one language and zone; count how often."""
    people, written = [], []

    def words(_event):
        written.append((translation.get_language(), timezone.get_current_timezone_name()))
        return {"recipient": "all", "address": "/en/work/"}

    def audience(_event):
        for each in people:
            yield Recipient(each, because(gettext_lazy("Sign in to do this.")))

    monkeypatch.setitem(tables.GROUPS, "tests", "Tests")
    row = Notice("told", "test.person.told", "tests", audience, words)
    monkeypatch.setitem(tables.NOTICES, "told", row)
    return people, written


def owe(people):
    """Make what an event owes to people; nothing is handed over yet."""
    services.deliveries.notify(audit.record("test.person.told", target=people[0]))


def send():
    """Hand over as a sweep does, which reads the clock's offset once."""
    with clock.held():
        return services.sending.send_waiting(clock.now())


def test_what_all_hear_is_written_once_for_each_language_and_zone(alike):
    people, written = alike
    for language, zone in (("en", ""), ("fr", ""), ("en", "Asia/Tokyo")):
        people += [person(R.EDITOR, language=language) for _ in range(3)]
        Person.objects.filter(pk__in=[each.pk for each in people[-3:]]).update(time_zone=zone)
    owe(people)

    send()

    assert sorted(written) == [
        ("en", "Asia/Tokyo"),
        ("en", "Europe/Brussels"),
        ("fr", "Europe/Brussels"),
    ]
    assert len(mail.outbox) == len(people)
    french = {each.email for each in people if each.language == "fr"}
    assert {each.to[0] for each in mail.outbox if each.subject.startswith("Accueil")} == french


def test_what_is_ones_own_is_never_anothers(told):  # noqa: F811 -- pytest's way to use a fixture
    told += [person(R.EDITOR) for _ in range(3)]
    owe(told)

    send()

    assert {each.to[0]: each.subject for each in mail.outbox} == {
        each.email: f"Home: {each}" for each in told
    }


def test_after_some_seconds_it_is_written_anew(alike, monkeypatch):
    people, written = alike
    monkeypatch.setattr(services.sending, "FRESH", -1.0)
    people += [person(R.EDITOR) for _ in range(2)]
    owe(people)

    send()

    assert len(written) == len(people) * len(Channel)


def test_a_mail_costs_one_statement_and_its_share_of_a_claim(alike):
    people, _written = alike
    people += [person(R.FOCAL_POINT, member="sen", language="") for _ in range(40)]
    few, many = people[:10], people[10:]
    asked = []
    for part in (few, many):
        people[:] = part
        owe(part)
        with CaptureQueriesContext(connection) as queries:
            send()
        asked.append(len(queries))

    # Claim, rows, events, people and roles, and one mark for the centre: six for ten people.
    assert asked[1] - asked[0] == 20 + 2 * 6
    assert Delivery.objects.exclude(state=DeliveryState.SENT).count() == 0


def test_invitations_to_a_region_do_not_ask_for_the_workshop_one_by_one():
    def invited(count):
        for _ in range(count):
            person(R.FOCAL_POINT, member="sen", language="fr")
        workshop()
        audit.outbox.sweep()
        with CaptureQueriesContext(connection) as queries:
            mail.outbox.clear()
            Delivery.objects.update(state=DeliveryState.WAITING)
            send()
        return [each["sql"] for each in queries if '"strategy_workshop"' in each["sql"]]

    assert len(invited(2)) == 1


def test_what_the_lease_is_too_short_for_is_given_back_and_goes_out_once(alike, settings):
    people, _written = alike
    settings.DELIVERY_LEASE = 0
    people += [person(R.EDITOR) for _ in range(4)]
    owe(people)

    first = services.sending._settle(services.sending._claim(), services.sending.Round())
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)

    assert first == len(people) + 1
    assert set(waiting.values_list("channel", "attempts", "lease_until")) == {("mail", 0, None)}
    assert waiting.count() == 3
    send()
    assert sorted(each.to[0] for each in mail.outbox) == sorted(each.email for each in people)


def test_a_slow_one_neither_marks_nor_gives_back_what_another_has_taken_over(alike):
    people, _written = alike
    people += [person(R.EDITOR)]
    owe(people)
    slow = services.sending._claim()
    Delivery.objects.update(lease_until=clock.now())
    quick = services.sending._claim()

    services.sending._give_back(slow)
    services.sending._mark(slow)

    assert set(Delivery.objects.values_list("state", "attempts")) == {("waiting", 2)}
    assert None not in set(Delivery.objects.values_list("lease_until", flat=True))
    for row in quick:
        row.state = DeliveryState.SENT
    services.sending._mark(quick)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_letter_that_cannot_be_written_holds_up_no_other(alike, monkeypatch):
    people, _written = alike
    people += [person(R.EDITOR) for _ in range(3)]
    owe(people)
    real = services.sending.selectors.letters.write

    def write(delivery, written):
        if delivery.recipient == people[0]:
            raise ValueError("no such thing")
        return real(delivery, written)

    monkeypatch.setattr(services.sending.selectors.letters, "write", write)

    send()

    assert {each.to[0] for each in mail.outbox} == {people[1].email, people[2].email}
    row = Delivery.objects.get(state=DeliveryState.WAITING)
    assert (row.recipient, row.attempts, row.problem) == (
        people[0],
        1,
        "ValueError('no such thing')",
    )
