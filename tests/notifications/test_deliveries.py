import smtplib

import pytest
from django.core import mail
from django.template import engines
from django.utils.translation import gettext_lazy

from tests.factories import person
from tests.faults.sink import Sink
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications import selectors, services, tables
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail
from wco_portal.notifications.tables import Attachment, Notice, Recipient, because

pytestmark = pytest.mark.django_db

BODIES = {
    "emails/told.txt": "{% load i18n %}{% translate 'Home' %}: {{ recipient }}\n\nIt's {{ link }}",
    "emails/told.html": "<p>Hello {{ recipient }}</p>",
}


@pytest.fixture
def bodies(settings):
    loaders = [
        ("django.template.loaders.locmem.Loader", BODIES),
        "django.template.loaders.filesystem.Loader",
        "django.template.loaders.app_directories.Loader",
    ]
    templates = [dict(settings.TEMPLATES[0])]
    templates[0] |= {"APP_DIRS": False, "DIRS": templates[0]["DIRS"]}
    templates[0]["OPTIONS"] = templates[0]["OPTIONS"] | {"loaders": loaders}
    settings.TEMPLATES = templates
    yield
    engines.__dict__.pop("templates", None)


@pytest.fixture
def told(monkeypatch, bodies):
    """A notice to whoever stands in the list."""
    people = []
    monkeypatch.setitem(tables.GROUPS, "tests", "Tests")
    monkeypatch.setitem(
        tables.NOTICES,
        "told",
        Notice(
            "told",
            "test.person.told",
            "tests",
            lambda _event: [
                Recipient(each, because(gettext_lazy("Sign in to do this."))) for each in people
            ],
            lambda _event: {"address": "/en/work/"},
            own=lambda _event, to, _words: {"recipient": to},
        ),
    )
    return people


def test_each_gets_one_mail_and_one_notice_however_often_asked(told):
    told += [person(R.EDITOR), person(R.EDITOR, language="fr")]
    event = audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()
    services.deliveries.notify(event)
    audit.outbox.sweep()

    assert sorted(each.to[0] for each in mail.outbox) == sorted(each.email for each in told)
    assert [selectors.deliveries.unread_count(each) for each in told] == [1, 1]


def test_the_mail_speaks_the_recipients_language_and_says_why(told):
    told += [person(R.EDITOR, language="fr")]
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    assert mail.outbox[0].subject == f"Accueil\u00a0: {told[0]}" or mail.outbox[0].subject == (
        f"Accueil: {told[0]}"
    )
    assert "Connectez-vous" in mail.outbox[0].body
    assert "It's http" in mail.outbox[0].body


def test_without_a_preference_english_stands_above_french(told):
    told += [person(R.EDITOR, language="")]
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    assert mail.outbox[0].subject.startswith("Home: ")
    assert " / Accueil" in mail.outbox[0].subject
    assert mail.outbox[0].body.index("Sign in") < mail.outbox[0].body.index("Connectez-vous")


def test_without_a_preference_the_administrations_language_is_used(told):
    told += [person(R.FOCAL_POINT, member="sen", language="")]
    member = told[0].roles.get().member
    member.language = "fr"
    member.save(update_fields=["language"])
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    assert mail.outbox[0].subject.startswith("Accueil")


def test_who_switched_mail_off_still_reads_it_in_the_centre(told):
    told += [person(R.EDITOR)]
    services.preferences.choose({("tests", "mail"): False}, by=told[0])
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    assert mail.outbox == []
    assert selectors.deliveries.unread_count(told[0]) == 1


def refuse(monkeypatch, problem):
    def send(self, messages):
        raise problem

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send)


def test_a_temporary_refusal_is_tried_again_with_the_same_message_id(told, monkeypatch):
    told += [person(R.EDITOR)]
    audit.record("test.person.told", target=told[0])
    with monkeypatch.context() as broken:
        refuse(broken, smtplib.SMTPResponseException(451, b"later"))
        audit.outbox.sweep()
    delivery = Delivery.objects.get(channel=Channel.MAIL)
    assert (delivery.state, delivery.attempts) == (DeliveryState.WAITING, 1)
    Delivery.objects.update(due_at=delivery.made_at)

    audit.outbox.sweep()

    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{delivery.public_id.lower()}@")


def test_a_refusal_for_good_is_a_dead_letter_that_the_administrator_tries_again(told, monkeypatch):
    told += [person(R.EDITOR)]
    admin = person(R.ADMINISTRATOR)
    audit.record("test.person.told", target=told[0])
    with monkeypatch.context() as broken:
        refuse(broken, smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")}))
        audit.outbox.sweep()
    dead = selectors.deliveries.undelivered().get()

    services.deliveries.try_again(dead, by=admin)
    audit.outbox.sweep()

    assert len(mail.outbox) == 1
    assert selectors.deliveries.undelivered().count() == 0


def test_an_unreachable_server_stops_the_round(told, monkeypatch):
    told += [person(R.EDITOR), person(R.EDITOR)]
    audit.record("test.person.told", target=told[0])
    refuse(monkeypatch, ConnectionRefusedError("no"))

    audit.outbox.sweep()

    tried = Delivery.objects.filter(channel=Channel.MAIL).values_list("attempts", flat=True)
    assert sorted(tried) == [0, 1]


def test_a_leased_delivery_is_left_alone_until_the_lease_runs_out(told, monkeypatch):
    told += [person(R.EDITOR)]
    event = audit.record("test.person.told", target=told[0])
    services.deliveries.notify(event)

    claimed = services.sending._claim()

    assert len(claimed) == len(Channel)
    assert services.sending._claim() == []
    Delivery.objects.update(lease_until=event.recorded_at)
    assert services.sending._claim() == claimed


def test_a_jump_of_the_business_clock_gives_no_lease_back(told, business_time):
    told += [person(R.EDITOR)]
    services.deliveries.notify(audit.record("test.person.told", target=told[0]))
    claimed = services.sending._claim()

    business_time(2019, 10, 27, 12)

    assert len(claimed) == len(Channel)
    assert services.sending._claim() == []


def test_one_line_carries_a_round_and_a_broken_one_is_made_anew(told, settings):
    told += [person(R.EDITOR) for _ in range(4)]
    with Sink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.server_address
        sink.moods = {told[1].email: ["cut"], told[2].email: ["never"]}
        audit.record("test.person.told", target=told[0])

        audit.outbox.sweep()
        sink.shutdown()

    assert {mail["To"] for mail in sink.mails} == {told[0].email, told[3].email}
    assert sink.lines <= 3
    waiting = Delivery.objects.get(recipient=told[1], channel=Channel.MAIL)
    assert (waiting.state, waiting.attempts) == (DeliveryState.WAITING, 1)
    assert "550" in selectors.deliveries.undelivered().get().problem


def test_who_stops_for_want_of_time_wakes_the_next(told, monkeypatch):
    woken = []
    monkeypatch.setattr(audit, "wake_after_commit", lambda: woken.append(1))
    monkeypatch.setattr(services.sending, "MOST_SECONDS", -1.0)
    told += [person(R.EDITOR) for _ in range(2)]
    services.deliveries.notify(audit.record("test.person.told", target=told[0]))

    assert services.sending.send_waiting(clock.now()) == 3
    assert woken == [1]
    given_back = Delivery.objects.get(state=DeliveryState.WAITING)
    assert (given_back.channel, given_back.attempts, given_back.lease_until) == ("mail", 0, None)


def test_the_centre_shows_a_notice_in_one_line(told):
    told += [person(R.EDITOR, language="")]
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    rows = Delivery.objects.values_list("channel", "subject", "address")
    assert len({row[1:] for row in rows}) == 1
    assert " / " in rows[0][1]
    assert rows[0][2] == "/en/work/"


def test_attachments_travel(told, monkeypatch):
    told += [person(R.EDITOR)]
    notice = tables.NOTICES["told"]
    calendar = Attachment("i.ics", "BEGIN:VCALENDAR", "text/calendar; method=REQUEST", True)
    changed = Notice(
        notice.name,
        notice.event,
        notice.group,
        notice.audience,
        notice.context,
        attachments=lambda _event, _person, _words: [calendar],
    )
    monkeypatch.setitem(tables.NOTICES, "told", changed)
    audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    types = [part["Content-Type"] for part in mail.outbox[0].message().walk()]
    assert any(each.startswith('text/calendar; method="REQUEST"') for each in types)


def test_what_the_demonstration_settled_is_told_to_nobody(told):
    told += [person(R.EDITOR)]
    with audit.outbox.settled():
        audit.record("test.person.told", target=told[0])

    audit.outbox.sweep()

    assert mail.outbox == []


def test_kept_mail_is_seen_by_its_recipient_and_the_administrator_only(
    told, settings, tmp_path, client
):
    settings.EMAIL_BACKEND = "wco_portal.notifications.backends.KeptMail"
    settings.MAIL_DIRECTORY = tmp_path
    told += [person(R.EDITOR)]
    stranger, admin = person(R.EDITOR), person(R.ADMINISTRATOR)
    audit.record("test.person.told", target=told[0])
    audit.outbox.sweep()
    kept = KeptMail.objects.get()

    answers = {}
    for who in (told[0], stranger, admin):
        client.force_login(who)
        pages = ("", "letter/", "source/")
        answers[who] = [client.get(f"/en/mail/{kept.public_id}/{end}").status_code for end in pages]

    assert answers == {told[0]: [200] * 3, stranger: [404] * 3, admin: [200] * 3}
    assert [file.suffix for file in tmp_path.iterdir()] == [".eml"]
    client.force_login(admin)
    assert kept.subject not in client.get("/en/mail/").content.decode()
    assert kept.subject in client.get("/en/mail/?whose=all").content.decode()
    letter = client.get(f"/en/mail/{kept.public_id}/letter/")
    assert letter["Content-Security-Policy"].startswith("sandbox")
    assert letter["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_centre_and_the_choices_work(told, client, language):
    told += [person(R.EDITOR)]
    audit.record("test.person.told", target=told[0])
    audit.outbox.sweep()
    client.force_login(told[0])
    delivery = selectors.deliveries.in_centre(told[0]).get()

    assert delivery.subject in client.get(f"/{language}/notifications/").content.decode()
    answer = client.post(f"/{language}/notifications/{delivery.public_id}/read/")
    assert answer["Location"] == "/en/work/"
    assert selectors.deliveries.unread_count(told[0]) == 0
    assert client.get(f"/{language}/notifications/settings/").status_code == 200
    client.post(f"/{language}/notifications/settings/", {"sent": "1", "tests.portal": "on"})
    choice = next(c for c in selectors.preferences.choices_of(told[0]) if c.group == "tests")
    assert choice.wanted == {"mail": False, "portal": True}
    assert client.get(f"/{language}/mail/").status_code == 200
