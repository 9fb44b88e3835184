import datetime as dt

import pytest
from django.core import mail
from icalendar import Calendar

from strategy import services
from strategy.models import WorkshopReminder
from tests.factories import person
from tests.factories.workshops import STARTS, draft, workshop
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    """The people of West and Central Africa, and others who must hear nothing."""
    people = {
        "sen": person(R.FOCAL_POINT, member="sen", language="fr"),
        "cmr": person(R.FOCAL_POINT, member="cmr"),
        "coordinator": person(R.COORDINATOR, region="wca"),
        "vice_chair": person(R.VICE_CHAIR, region="wca"),
    }
    for stranger in (
        {"names": (R.FOCAL_POINT,), "member": "jpn"},
        {"names": (R.DELEGATE,), "member": "sen"},
        {"names": (R.COORDINATOR,), "region": "esa"},
        {"names": (R.VICE_CHAIR,), "region": "ap"},
        {"names": (R.APPROVER,)},
    ):
        person(*stranger.pop("names"), **stranger)
    return people


def entries():
    """Return each mail's recipient with its calendar entry."""
    found = {}
    for each in mail.outbox:
        for part in each.message().walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(part.get_payload(decode=True))
                found[each.to[0]] = (str(calendar["METHOD"]), calendar)
    return found


def test_announcing_writes_to_the_region_and_nobody_else(region):
    workshop()

    audit.outbox.sweep()
    audit.outbox.sweep()

    assert sorted(each.to[0] for each in mail.outbox) == sorted(p.email for p in region.values())
    assert all(len(each.to + each.cc + each.bcc) == 1 for each in mail.outbox)
    subjects = {each.to[0]: each.subject for each in mail.outbox}
    assert subjects[region["cmr"].email] == "Invitation: Workshop for tests"
    assert subjects[region["sen"].email] == "Invitation\u00a0: Atelier d’essai"
    bodies = {each.to[0]: each.body for each in mail.outbox}
    assert "Senegal" not in bodies[region["cmr"].email]
    assert "Sénégal" in bodies[region["sen"].email]
    assert "meet.example/secret-room" in bodies[region["sen"].email]


def test_the_letter_leads_to_where_it_is_stopped_in_its_language(region):
    workshop()

    audit.outbox.sweep()

    found = {each.to[0]: each.message()["List-Unsubscribe"] for each in mail.outbox}
    assert "/fr/notifications/stop/" in found[region["sen"].email]
    assert "/en/notifications/stop/" in found[region["cmr"].email]


def test_the_invitation_is_a_calendar_request_with_its_zone(region):
    made = workshop()

    audit.outbox.sweep()

    method, calendar = entries()[region["sen"].email]
    event = calendar.walk("VEVENT")[0]
    assert method == "REQUEST"
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Africa/Dakar"
    assert event["DTSTART"].params["TZID"] == "Africa/Dakar"
    assert event["DTSTART"].dt == STARTS
    assert (event["SEQUENCE"], str(event["UID"]).split("@")[0]) == (
        0,
        f"workshop-{made.public_id.lower()}",
    )
    assert event["ATTENDEE"] == f"mailto:{region['sen'].email}"


def test_a_change_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_cancels(region):
    editor = person(R.EDITOR)
    made = workshop(by=editor)
    audit.outbox.sweep()
    first = entries()[region["sen"].email][1].walk("VEVENT")[0]
    mail.outbox.clear()

    later = STARTS + dt.timedelta(days=2)
    made = services.workshops.change(
        made, version=made.version, by=editor, starts_at=later, ends_at=later + dt.timedelta(days=1)
    )
    audit.outbox.sweep()
    method, calendar = entries()[region["sen"].email]
    second = calendar.walk("VEVENT")[0]

    assert (method, second["SEQUENCE"], second["UID"]) == ("REQUEST", 1, first["UID"])
    assert second["DTSTART"].dt == later
    assert "Modification" in next(m.subject for m in mail.outbox if m.to == [region["sen"].email])
    mail.outbox.clear()

    services.workshops.cancel(made, reason="No room was found.", by=editor)
    audit.outbox.sweep()
    method, calendar = entries()[region["cmr"].email]
    third = calendar.walk("VEVENT")[0]

    assert len(mail.outbox) == 4
    assert (method, third["SEQUENCE"], third["UID"]) == ("CANCEL", 2, first["UID"])
    assert third["STATUS"] == "CANCELLED"
    assert "No room was found." in mail.outbox[0].body


def test_the_reminder_goes_out_so_many_days_before_exactly_once(region, business_time):
    workshop(remind_days=7)
    audit.outbox.sweep()
    mail.outbox.clear()

    business_time(2019, 5, 7, 10, 59)
    audit.outbox.sweep()
    assert mail.outbox == []
    business_time(2019, 5, 7, 11, 1)
    audit.outbox.sweep()
    audit.outbox.sweep()

    assert sorted(each.to[0] for each in mail.outbox) == sorted(p.email for p in region.values())
    assert entries() == {}
    assert WorkshopReminder.objects.count() == 1


def test_a_moved_workshop_is_reminded_of_again_for_its_new_time(region, business_time):
    editor = person(R.EDITOR)
    made = workshop(by=editor, remind_days=7)
    business_time(2019, 5, 8, 12)
    audit.outbox.sweep()
    later = STARTS + dt.timedelta(days=21)
    services.workshops.change(
        made, version=made.version, by=editor, starts_at=later, ends_at=later + dt.timedelta(days=1)
    )
    audit.outbox.sweep()
    mail.outbox.clear()

    business_time(2019, 5, 28, 12)
    audit.outbox.sweep()

    assert len(mail.outbox) == 4
    assert WorkshopReminder.objects.count() == 2


def test_announced_late_there_is_no_reminder_on_top(region, business_time):
    business_time(2019, 5, 10, 9)
    workshop(remind_days=7)

    audit.outbox.sweep()

    assert len(mail.outbox) == 4
    assert WorkshopReminder.objects.count() == 0


def test_a_draft_tells_nobody(region):
    editor = person(R.EDITOR)
    made = draft(by=editor)
    services.workshops.edit(made, version=made.version, by=editor, title_en="Another name")

    audit.outbox.sweep()

    assert Delivery.objects.count() == 0
