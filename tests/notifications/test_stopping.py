"""Mails that their readers stop from the letter itself (RFC 8058), and how they read."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories import person
from tests.factories.workshops import workshop
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications import selectors, services
from wco_portal.notifications.enums import Channel, Pace
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db
PRESS = {"List-Unsubscribe": "One-Click"}
CHOSEN = "notifications.preferences.chosen"


@pytest.fixture
def focal():
    return person(R.FOCAL_POINT, member="sen", language="fr")


@pytest.fixture
def program():
    """A mail program: no cookie, no CSRF token."""
    return Client(enforce_csrf_checks=True)


def tell():
    audit.record("strategy.workshop.shared", target=workshop())
    audit.outbox.sweep()
    audit.outbox.sweep()
    found = [each.message() for each in mail.outbox]
    mail.outbox.clear()
    return found


def address(message):
    return re.fullmatch(r"<https?://[^/]+(/.*)>", message["List-Unsubscribe"])[1]


def test_a_press_of_the_mail_program_stops_the_group_once(focal, program):
    letter = tell()[-1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = address(letter)
    assert where.startswith("/fr/")

    answers = [program.post(where, PRESS) for _press in range(2)]

    assert [each.status_code for each in answers] == [200, 200]
    assert not answers[0].cookies
    assert Event.objects.filter(type=CHOSEN, subject=focal.key).count() == 1
    assert tell() == []
    assert Delivery.objects.in_centre(focal).filter(notice="workshop_conclusions").count() == 2


def test_who_only_opens_the_address_changes_nothing(focal, program):
    where = address(tell()[-1])

    opened = [
        program.get(where),
        program.head(where),
        program.post(where),
        program.post(where, {"x": "1"}),
    ]

    assert [each.status_code for each in opened] == [200, 200, 422, 422]
    assert "no-store" in opened[0]["Cache-Control"]
    assert not Event.objects.filter(type=CHOSEN).exists()
    assert len(tell()) == 2


def test_a_made_up_or_foreign_address_and_that_of_who_has_left_are_nowhere(focal, program):
    where = address(tell()[-1])
    other = Delivery.objects.filter(channel=Channel.PORTAL).first()
    ids = re.search(r"/stop/([0-9A-Z]{10})-", where)[1]

    for wrong in (
        where.replace(ids, other.public_id),
        where[:-3] + "AA/",
        "/en/notifications/stop/x/",
    ):
        assert program.post(wrong, PRESS).status_code == 404
    portal = f"/en/notifications/stop/{selectors.stopping.token(other)}/"
    assert program.post(portal, PRESS).status_code == 404
    focal.is_active = False
    focal.save()
    assert program.post(where, PRESS).status_code == 404


def test_a_summary_stops_what_it_tells_of_and_nothing_else(focal, program, business_time):
    services.preferences.set_times(pace=Pace.DAILY, quiet_from=None, quiet_until=None, by=focal)
    tell()
    business_time(2019, 3, 28, 8, 1)
    audit.outbox.sweep()
    [summary] = [each.message() for each in mail.outbox]

    assert program.post(address(summary), PRESS).status_code == 200

    off = {c.group for c in selectors.preferences.choices_of(focal) if not c.wanted[Channel.MAIL]}
    assert off == {"workshops"}


def test_a_receipt_cannot_be_stopped(focal, program):
    tell()
    letter = Delivery.objects.filter(channel=Channel.MAIL).first()
    Delivery.objects.filter(pk=letter.pk).update(notice="consultation_receipt")

    where = f"/en/notifications/stop/{selectors.stopping.token(letter)}/"

    assert program.post(where, PRESS).status_code == 404


def test_what_waits_follows_the_person_into_another_zone(focal, client, business_time):
    services.preferences.set_times(
        pace=Pace.AT_ONCE, quiet_from=dt.time(22), quiet_until=dt.time(7), by=focal
    )
    business_time(2019, 3, 27, 23)
    tell()
    row = Delivery.objects.get(state="held")
    assert row.held_until == dt.datetime(2019, 3, 28, 6, tzinfo=dt.UTC)
    client.force_login(focal)
    form = {"sent": "1", "workshops.mail": "on", "pace": "at_once", "language": "fr"}
    form |= {"quiet_from": "22:00", "quiet_until": "07:00", "time_zone": "Asia/Kathmandu"}

    assert client.post("/fr/notifications/settings/", form).status_code == 302

    row.refresh_from_db()
    assert row.held_until == dt.datetime(2019, 3, 28, 1, 15, tzinfo=dt.UTC)
    assert b'value="Asia/Kathmandu" selected' in client.get("/fr/notifications/settings/").content
    client.post("/fr/notifications/settings/", form | {"time_zone": "America/St_Johns"})
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_zone_that_does_not_exist_is_refused(focal):
    with pytest.raises(DomainError):
        services.preferences.set_reader(language="", time_zone="Asia/Nowhere", by=focal)


def test_the_fate_of_every_mail_can_be_read_however_many_there_are(focal, client):
    made = workshop()
    for number in range(65):
        event = audit.record("tests.mails.made", target=made)
        Delivery.objects.create(
            event=event,
            notice="workshop_conclusions",
            recipient=focal,
            channel=Channel.MAIL,
            state="sent",
            subject=f"Letter {number:03}",
            reason_en="Why.",
            reason_fr="Pourquoi.",
            made_at=event.happened_at,
            sent_at=event.happened_at,
        )
    client.force_login(focal)

    pages = [client.get(f"/en/mail/?page={each}").content.decode() for each in (1, 2, 3)]

    assert [len(re.findall(r"Letter \d{3}", each)) for each in pages] == [30, 30, 5]
    assert "Letter 000" in pages[2]
