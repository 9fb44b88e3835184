import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from strategy import selectors, services
from strategy.models import Workshop, WorkshopParticipant
from tests.factories import person
from tests.factories.workshops import STARTS, participant, workshop
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
CLOSES = STARTS - dt.timedelta(days=7)


@pytest.fixture
def made():
    return workshop(registration_ends_at=CLOSES)


def test_a_focal_point_registers_its_own_people_until_registration_closes(made, business_time):
    focal, other = person(R.FOCAL_POINT, member="sen"), person(R.FOCAL_POINT, member="jpn")
    ours = participant(made, "sen", by=focal)

    with pytest.raises(DomainError, match="register their own"):
        participant(made, "cmr", by=focal)
    with pytest.raises(Denied):
        participant(made, "jpn", by=other)
    with pytest.raises(DomainError, match="Member of the region"):
        participant(made, "jpn", by=person(R.EDITOR))
    with pytest.raises(Denied):
        services.participants.withdraw(ours, by=person(R.FOCAL_POINT, member="cmr"))
    business_time(2019, 5, 8, 9)
    with pytest.raises(Denied, match="Registration is closed"):
        participant(made, "sen", "Second", by=focal)
    assert participant(made, "sen", "Late", by=person(R.EDITOR)).state == "registered"


def test_without_a_closing_day_nobody_registers():
    with pytest.raises(Denied, match="Nobody is asked"):
        participant(workshop(), "sen", by=person(R.EDITOR))


def test_places_are_limited_and_a_withdrawal_frees_one():
    editor = person(R.EDITOR)
    small = workshop(by=editor, registration_ends_at=CLOSES, capacity=1)
    first = participant(small, "sen", by=editor)

    with pytest.raises(DomainError, match="places are taken"):
        participant(small, "cmr", "Second", by=editor)
    services.participants.withdraw(first, by=editor)

    assert participant(small, "cmr", "Second", by=editor).member.code == "cmr"


def test_nobody_is_registered_twice_and_who_saves_second_is_told(made):
    focal = person(R.FOCAL_POINT, member="sen")
    first = participant(made, "sen", "A. Person", by=focal)

    with pytest.raises(ValidationError, match="already registered"):
        participant(made, "sen", "a. person", by=focal)
    services.participants.change(first, version=first.version, by=focal, needs="fr")
    with pytest.raises(ChangedMeanwhile):
        services.participants.change(first, version=first.version, by=focal, needs="")


def test_people_are_seen_by_their_own_administration_and_region_only(made):
    editor = person(R.EDITOR)
    participant(made, "sen", by=editor)
    participant(made, "cmr", "Other", by=editor)

    def seen(*roles, **where):
        return selectors.participants.visible(person(*roles, **where)).count()

    assert seen(R.FOCAL_POINT, member="sen") == 1
    assert seen(R.DELEGATE, member="sen") == 0
    assert seen(R.FOCAL_POINT, member="jpn") == 0
    assert seen(R.COORDINATOR, region="wca") == seen(R.VICE_CHAIR, region="wca") == 2
    assert seen(R.COORDINATOR, region="esa") == 0
    assert seen(R.AUDITOR) == 2
    assert seen(R.REGISTRAR) == 0
    book = selectors.participants.book(made, person(R.COORDINATOR, region="wca"))
    assert (book.registered, len(book.delegations), book.is_whole) == (2, 23, True)
    own = selectors.participants.book(made, person(R.FOCAL_POINT, member="sen"))
    assert [str(each.member) for each in own.delegations] == ["Senegal"]


def test_the_sheet_counts_members_and_people_and_twice_is_once(made, business_time):
    editor, coordinator = person(R.EDITOR), person(R.COORDINATOR, region="wca")
    two = [participant(made, "sen", name, by=editor) for name in ("One", "Two")]
    third = participant(made, "cmr", "Three", by=editor)
    shown = [each.public_id for each in (*two, third)]

    with pytest.raises(Denied, match="not begun"):
        services.participants.mark(made, shown=shown, present=shown, by=coordinator)
    business_time(2019, 5, 14, 12)
    for _twice in range(2):
        services.participants.mark(made, shown=shown, present=shown[:2], by=coordinator)
    with pytest.raises(Denied):
        services.participants.mark(
            made, shown=shown, present=[], by=person(R.COORDINATOR, region="esa")
        )

    made.refresh_from_db()
    assert (made.members_present, made.people_present) == (1, 2)
    assert Event.objects.filter(type="strategy.workshop.attended").count() == 1
    business_time(2019, 5, 16, 9)
    audit.outbox.sweep()
    made.refresh_from_db()
    assert selectors.workshops.attendance(made) == "1 of 23 Members, 2 people"


def test_names_are_forgotten_a_year_later_and_the_counts_stay(made, business_time):
    editor = person(R.EDITOR)
    kept = participant(made, "sen", by=editor)
    business_time(2019, 5, 16, 9)
    audit.outbox.sweep()
    services.participants.mark(made, shown=[kept.public_id], present=[kept.public_id], by=editor)
    business_time(2020, 5, 20, 9)

    audit.outbox.sweep()
    audit.outbox.sweep()

    kept = WorkshopParticipant.objects.get(pk=kept.pk)
    assert (kept.name, kept.function, kept.registered_by) == ("", "", None)
    assert Workshop.objects.get(pk=made.pk).people_present == 1
    assert Event.objects.filter(type="strategy.workshop.participants_forgotten").count() == 1
    told = Event.objects.get(type="strategy.participant.registered").data
    assert told == {"workshop": made.slug, "member": Member.objects.get(code="sen").code}


def test_the_agenda_lies_within_the_workshop_and_moves_with_it(business_time):
    editor = person(R.EDITOR)
    made = workshop(by=editor, zone="Europe/Brussels", registration_ends_at=None)
    words = {"title_en": "Opening", "minutes": 30}
    item = services.agendas.add(made, starts_at=STARTS, by=editor, **words)

    with pytest.raises(DomainError, match="between the beginning"):
        services.agendas.add(made, starts_at=STARTS - dt.timedelta(hours=1), by=editor, **words)
    with pytest.raises(Denied):
        services.agendas.remove(item, by=person(R.FOCAL_POINT, member="sen"))
    # 11:00 in summer time; 11:00 in winter time.
    winter = dt.datetime(2019, 11, 12, 10, tzinfo=dt.UTC)
    services.workshops.change(
        made,
        version=made.version,
        by=editor,
        starts_at=winter,
        ends_at=winter + dt.timedelta(days=1),
    )

    item.refresh_from_db()
    assert item.starts_at == winter


def test_a_document_is_what_its_bytes_say_and_read_by_whom_it_is_for():
    editor = person(R.EDITOR)
    made = workshop(by=editor)
    words = {"title_en": "Paper", "by": editor}
    for data in (b"<html>", b"PK\x03\x04 broken", b""):
        with pytest.raises(DomainError):
            services.agendas.attach(made, data=data, audience="public", **words)
    public = services.agendas.attach(made, data=b"%PDF-1.7 a", audience="public", **words)
    inner = services.agendas.attach(made, data=b"%PDF-1.7 a", audience="participants", **words)

    def may(*roles, **where):
        reader = person(*roles, **where)
        return [selectors.programmes.may_read(reader, each.file) for each in (public, inner)]

    assert may(R.FOCAL_POINT, member="sen") == [True, True]
    assert may(R.FOCAL_POINT, member="jpn") == [True, False]
    services.agendas.detach(public, by=editor)
    assert may(R.FOCAL_POINT, member="sen") == [False, True]
