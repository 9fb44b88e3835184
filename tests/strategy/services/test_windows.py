"""Windows of regions: who can answer when, who is told, and when a result can be published."""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction
from django.db.utils import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy import selectors, services
from strategy.models import Consultation, RegionWindow
from strategy.selectors import due
from tests.factories import person
from tests.factories.consultations import CLOSES, OPENS, consultation, draft, give
from tests.strategy.services.test_positions import database_time
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def region(code="wca"):
    return Region.objects.get(code=code)


def window(made, by, *, opens=OPENS, closes=CLOSES, code="wca", zone="Africa/Dakar"):
    return services.windows.give(
        made, region=region(code), opens_at=opens, closes_at=closes, zone=zone, by=by
    )


def announced(**values):
    """Announce a consultation in which Western Africa closes two days later than all others."""
    editor = person(R.EDITOR)
    made = draft(by=editor, **values)
    window(made, editor, closes=CLOSES + dt.timedelta(days=2))
    services.consultations.announce(made, by=editor)
    services.consultations.open_due(OPENS)
    return made, editor


def phase(made, code):
    return Consultation.objects.phased_for(region(code)).get(pk=made.pk).phase


def test_regions_window_wins_and_is_half_open():
    made, _editor = announced()
    last = CLOSES + dt.timedelta(days=2)

    database_time(CLOSES - HOUR)
    assert (phase(made, "wca"), phase(made, "eur")) == ("open", "open")
    database_time(CLOSES)
    assert (phase(made, "wca"), phase(made, "eur")) == ("open", "closed")
    assert Consultation.objects.phased().get(pk=made.pk).phase == "open"
    give(made, "sen", 1, 2, 3, 4)
    with pytest.raises(DomainError) as no:
        give(made, "fra", 1, 2, 3, 4)
    assert no.value.code == "closed"
    database_time(last)
    assert phase(made, "wca") == "closed"


def test_result_waits_until_the_last_window_has_closed():
    made, editor = announced()
    give(made, "sen", 1, 2, 3, 4)
    database_time(CLOSES + HOUR)
    services.consultations.close_due(CLOSES)

    with pytest.raises(DomainError) as no:
        services.consultations.publish(made, by=editor)
    database_time(CLOSES + dt.timedelta(days=2))
    services.consultations.close_due(CLOSES)
    shown = services.consultations.publish(made, by=editor)

    assert no.value.code == "wrong_state"
    assert shown.state == "published"


def test_each_region_hears_of_its_own_opening_once():
    editor = person(R.EDITOR)
    sen, fra = person(R.FOCAL_POINT, member="sen"), person(R.FOCAL_POINT, member="fra")
    made = draft(by=editor)
    later = OPENS + dt.timedelta(days=40)
    window(made, editor, opens=later)
    services.consultations.announce(made, by=editor)

    def told():
        mail.outbox.clear()
        audit.outbox.sweep()
        audit.outbox.sweep()
        return [each.to[0] for each in mail.outbox]

    first = told()
    early = phase(made, "wca")
    database_time(later)
    second = told()

    assert (first, early, second) == ([fra.email], "announced", [sen.email])
    assert told() == []


def test_region_is_reopened_with_a_reason_and_told(business_time):
    made, editor = consultation(), person(R.EDITOR)
    sen = person(R.FOCAL_POINT, member="sen")
    person(R.FOCAL_POINT, member="fra")
    business_time(2019, 5, 2, 9)
    audit.outbox.sweep()
    mail.outbox.clear()
    until = CLOSES + dt.timedelta(days=9)

    services.windows.reopen(made, region=region(), closes_at=until, reason="Storm.", by=editor)
    audit.outbox.sweep()

    assert (phase(made, "wca"), phase(made, "eur")) == ("open", "closed")
    event = Event.objects.get(type="strategy.consultation.reopened")
    assert (event.data["region"], event.data["reason"]) == ("wca", "Storm.")
    assert [each.to[0] for each in mail.outbox] == [sen.email]
    assert "Storm." in mail.outbox[0].body
    with pytest.raises(DomainError) as no:
        services.windows.reopen(made, region=region(), closes_at=until, reason="Again.", by=editor)
    assert no.value.code == "window_over"


def test_region_opens_before_the_round_and_each_hears_of_its_own_opening():
    editor = person(R.EDITOR)
    sen, fra = person(R.FOCAL_POINT, member="sen"), person(R.FOCAL_POINT, member="fra")
    early, general = CLOSES - dt.timedelta(days=20), CLOSES - dt.timedelta(days=10)
    made = draft(by=editor, opens_at=general)
    window(made, editor, opens=early, closes=general)
    services.consultations.announce(made, by=editor)

    def told(at):
        database_time(at)
        audit.outbox.sweep()
        audit.outbox.sweep()
        return {each.recipient for each in Delivery.objects.filter(notice="consultation_opened")}

    before, first = told(early - HOUR), told(early)
    give(made, "sen", 1, 2, 3, 4)
    with pytest.raises(DomainError) as no:
        give(made, "fra", 1, 2, 3, 4)
    with pytest.raises(DomainError) as taken:
        services.windows.take_away(made, region=region(), by=editor)
    window(made, editor, opens=general, code="eur", zone="Europe/Paris")
    services.windows.take_away(made, region=region("eur"), by=editor)
    open_ones = selectors.consultations.open_for(region("eur"), editor)
    waits = made in open_ones
    later = told(general) - first

    assert (before, first) == (set(), {sen})
    assert fra in later
    assert {role.member.code for each in later for role in each.roles_held()} == {"fra"}
    assert (no.value.code, taken.value.code) == ("not_open", "wrong_state")
    assert (waits, phase(made, "wca"), phase(made, "eur")) == (False, "closed", "open")


def test_windows_are_given_before_the_region_opens():
    made, editor = draft(), person(R.EDITOR)

    with pytest.raises(Denied):
        window(made, person(R.FOCAL_POINT, member="sen"))
    first = window(made, editor)
    second = window(made, editor, closes=CLOSES + HOUR)
    services.windows.take_away(made, region=region(), by=editor)
    opened = consultation("opened")
    with pytest.raises(DomainError) as late:
        window(opened, editor)

    assert first.pk == second.pk
    assert not made.windows.exists()
    assert late.value.code == "wrong_state"


@pytest.mark.parametrize("values", [{"closes_at": OPENS}, {"region_code": "wca"}])
def test_database_keeps_windows_whole(values):
    made = draft()
    RegionWindow.objects.create(
        consultation=made, region=region(), opens_at=OPENS, closes_at=CLOSES
    )
    code = values.pop("region_code", "eur")
    given = {"opens_at": OPENS, "closes_at": CLOSES} | values

    with pytest.raises(IntegrityError), transaction.atomic():
        RegionWindow.objects.create(consultation=made, region=region(code), **given)


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    opens=st.integers(-20, 20),
    long=st.integers(1, 40),
    at=st.integers(-25, 70),
)
def test_clock_and_windows_agree_whatever_they_are(opens, long, at):
    """The round lasts from hour 0 to 20 after its opening; the region's is drawn."""
    with transaction.atomic():
        end = OPENS + 20 * HOUR
        made = draft(f"drawn-{opens + 20}-{long}-{at + 25}", closes_at=end)
        editor = person(R.EDITOR)
        Consultation.objects.filter(pk=made.pk).update(state="announced")
        RegionWindow.objects.create(
            consultation=made,
            region=region(),
            opens_at=OPENS + opens * HOUR,
            closes_at=OPENS + (opens + long) * HOUR,
        )
        database_time(OPENS + at * HOUR)
        services.consultations.open_due(OPENS)
        services.consultations.close_due(OPENS)
        now = Consultation.objects.phased().get(pk=made.pk)

        assert (phase(made, "wca") == "open") == (opens <= at < opens + long)
        assert (phase(made, "eur") == "open") == (0 <= at < 20)
        assert now.state == now.phase
        assert (now.phase == "announced") == (at < min(0, opens))
        assert (now.phase == "closed") == (at >= max(20, opens + long))
        assert (now.told_at is None) == (at < 0)
        open_ones = selectors.consultations.open_for(region(), editor)
        assert (made in open_ones) == (opens <= at < opens + long)
        transaction.set_rollback(True)


def test_several_rounds_run_at_once_each_by_its_own_terms():
    one = consultation("one")
    other = consultation("other", instrument="points")
    member = Member.objects.get(code="sen")

    give(one, "sen", 2, 1, 3, 4)
    give(other, "sen", 70, 30, None, None)

    assert member.positions.answered().count() == 2
    assert selectors.results.of(one).rows[0].item.title_en == "E-Commerce"
    assert selectors.results.of(other).rows[0].item.title_en == "Integrity"


def test_each_window_is_called_before_it_closes_once_and_to_whom_it_is_for():
    sen, fra = person(R.FOCAL_POINT, member="sen"), person(R.FOCAL_POINT, member="fra")
    made, _editor = announced()
    week = dt.timedelta(days=7)

    def called(at):
        database_time(at)
        services.reminders.remind_due(at)
        services.reminders.remind_due(at)
        audit.outbox.sweep()
        found = [each for each in mail.outbox if each.to[0] in {sen.email, fra.email}]
        mail.outbox.clear()
        return found

    called(CLOSES - 2 * week)
    (first,) = called(CLOSES - week)
    (second,) = called(CLOSES - week + dt.timedelta(days=2))

    assert (first.to[0], second.to[0]) == (fra.email, sen.email)
    assert due.closing_call(CLOSES - week) == CLOSES - week + dt.timedelta(days=2)
    events = Event.objects.filter(type="strategy.consultation.closing", target=made.public_id)
    assert [each.data["region"] for each in events.order_by("pk")] == ["", "wca"]
