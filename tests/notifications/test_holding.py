import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from strategy import services as strategy
from tests.factories import person
from tests.factories.consultations import consultation
from tests.factories.workshops import STARTS, participant, workshop
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications import rules, selectors, services
from wco_portal.notifications.enums import Hold, Pace
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.rules import Times

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = {"quiet_from": dt.time(22), "quiet_until": dt.time(7)}


def at(*parts, fold=0):
    return dt.datetime(*parts, tzinfo=BRUSSELS, fold=fold).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("moment", "quiet", "ends"),
    [
        (at(2019, 3, 27, 21, 59), (22, 7), None),
        (at(2019, 3, 27, 22, 0), (22, 7), at(2019, 3, 28, 7)),
        (at(2019, 3, 28, 6, 59), (22, 7), at(2019, 3, 28, 7)),
        (at(2019, 3, 28, 7, 0), (22, 7), None),
        (at(2019, 3, 28, 13, 0), (12, 14), at(2019, 3, 28, 14)),
        # The night in which the clocks go forward has an hour less, the other one an hour more.
        (at(2019, 3, 30, 23, 0), (22, 7), dt.datetime(2019, 3, 31, 5, tzinfo=dt.UTC)),
        (at(2019, 10, 26, 23, 0), (22, 7), dt.datetime(2019, 10, 27, 6, tzinfo=dt.UTC)),
        # 02:30 is skipped: quiet until the clocks go forward; shown twice: until the second.
        (at(2019, 3, 31, 1, 0), (22, 2.5), dt.datetime(2019, 3, 31, 1, tzinfo=dt.UTC)),
        (at(2019, 10, 27, 1, 0), (22, 2.5), dt.datetime(2019, 10, 27, 1, 30, tzinfo=dt.UTC)),
    ],
)
def test_quiet_hours_end_as_the_persons_clock_shows(moment, quiet, ends):
    first, last = (dt.time(int(hour), int(hour % 1 * 60)) for hour in quiet)

    assert rules.quiet_until(moment, Times(BRUSSELS, Pace.AT_ONCE, first, last)) == ends


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Brussels", (2019, 3, 31)),
        ("Europe/Brussels", (2019, 10, 27)),
        ("America/St_Johns", (2019, 3, 10)),
        ("America/St_Johns", (2019, 11, 3)),
        ("Australia/Lord_Howe", (2019, 4, 7)),
        ("Asia/Kathmandu", (2019, 3, 31)),
        ("America/Santiago", (2019, 9, 8)),
    ],
)
@pytest.mark.parametrize("quiet", [("22:00", "02:30"), ("01:30", "02:15"), ("00:10", "01:50")])
def test_quiet_hours_begin_once_and_end_once_whatever_clocks_do(zone, day, quiet):
    times = Times(ZoneInfo(zone), Pace.AT_ONCE, *map(dt.time.fromisoformat, quiet))
    first = dt.datetime(*day, tzinfo=dt.UTC) - dt.timedelta(hours=14)
    moments = [first + dt.timedelta(minutes=5 * step) for step in range(12 * 34)]
    ends = [rules.quiet_until(moment, times) for moment in moments]

    for moment, end in zip(moments, ends, strict=True):
        assert end is None or end > moment
        assert end is None or rules.quiet_until(end, times) is None
    # Whoever is told to wait until then finds quiet until then, without a gap.
    for moment, end, after, then in zip(moments, ends, moments[1:], ends[1:], strict=False):
        assert end is None or after >= end or then == end, (moment, end, then)


def test_summaries_leave_at_eight_and_after_the_quiet_hours():
    daily, weekly = Times(BRUSSELS, Pace.DAILY), Times(BRUSSELS, Pace.WEEKLY)
    long = Times(BRUSSELS, Pace.DAILY, dt.time(22), dt.time(9))

    assert rules.held(at(2019, 3, 27, 8), daily).until == at(2019, 3, 28, 8)
    assert rules.held(at(2019, 3, 27, 7, 59), daily).until == at(2019, 3, 27, 8)
    assert rules.held(at(2019, 3, 27, 9), weekly).until == at(2019, 4, 1, 8)
    assert rules.held(at(2019, 3, 27, 9), long).until == at(2019, 3, 28, 9)


def test_what_has_a_deadline_does_not_wait_too_long():
    weekly = Times(BRUSSELS, Pace.WEEKLY, dt.time(22), dt.time(7))
    now = at(2019, 3, 27, 23)

    def held(**later):
        return rules.held(now, weekly, latest=now + dt.timedelta(**later))

    assert held(days=9).hold == Hold.DIGEST
    assert (held(days=3).hold, held(days=3).until) == (Hold.QUIET, at(2019, 3, 28, 7))
    assert held(hours=10) is None


def choose(whom, pace=Pace.AT_ONCE, quiet_from=None, quiet_until=None):
    return services.preferences.set_times(
        pace=pace, quiet_from=quiet_from, quiet_until=quiet_until, by=whom
    )


@pytest.fixture
def focal(db):
    return person(R.FOCAL_POINT, member="sen")


def share():
    """Tell the region what a workshop concluded: a mail that may wait."""
    audit.record("strategy.workshop.shared", target=workshop())


def sweep():
    audit.outbox.sweep()
    audit.outbox.sweep()
    return [each.subject for each in mail.outbox]


def kill(*_each):
    raise SystemExit


def states():
    return sorted(Delivery.objects.filter(channel="mail").values_list("state", flat=True))


def test_at_night_mails_wait_and_invitations_do_not(db, business_time):
    focal = person(R.FOCAL_POINT, member="sen")
    choose(focal, **NIGHT)
    business_time(2019, 3, 27, 23)
    made = workshop()
    audit.record("strategy.workshop.shared", target=made)

    assert sweep() == ["Invitation: Workshop for tests"]
    row = Delivery.objects.get(channel="mail", state="held")
    assert (row.hold, row.held_until) == ("quiet", at(2019, 3, 28, 7))
    assert selectors.deliveries.unread_count(focal) == 2
    business_time(2019, 3, 28, 6, 59)
    assert len(sweep()) == 1
    business_time(2019, 3, 28, 7, 1)
    assert sweep()[1:] == ["Conclusions: Workshop for tests"]


def test_a_summary_tells_each_notice_once(focal, business_time):
    choose(focal, Pace.DAILY)
    share()
    share()
    sweep()
    mail.outbox.clear()

    business_time(2019, 3, 28, 8, 1)
    assert sweep() == ["Summary: 2 messages"]
    assert mail.outbox[0].body.count("Conclusions: Workshop for tests") == 2
    assert "You are the focal point of Senegal." in mail.outbox[0].body
    business_time(2019, 3, 29, 8, 1)
    assert len(sweep()) == 1
    assert states().count("gathered") == 2


def test_a_summary_leaves_once_though_the_clock_jumps_back(focal, business_time):
    choose(focal, Pace.DAILY)
    share()
    sweep()
    mail.outbox.clear()

    for day, hour in ((28, 9), (28, 7), (27, 10), (28, 9)):
        business_time(2019, 3, day, hour)
        sweep()

    assert [each.subject for each in mail.outbox] == ["Summary: 1 message"]


def test_killed_between_handing_over_and_marking_the_summary_goes_again_as_the_same(
    focal, business_time, monkeypatch
):
    choose(focal, Pace.DAILY)
    share()
    sweep()
    mail.outbox.clear()
    business_time(2019, 3, 28, 8, 1)
    services.holding.gather(clock.now())
    with monkeypatch.context() as killed:
        killed.setattr(services.sending, "_mark", kill)
        with pytest.raises(SystemExit):
            services.sending.send_waiting(clock.now())
    services.holding.gather(clock.now())
    Delivery.objects.filter(state="waiting").update(lease_until=None)

    sweep()

    sent = {each.extra_headers["Message-ID"] for each in mail.outbox}
    assert (len(mail.outbox), len(sent)) == (2, 1)
    assert Delivery.objects.filter(notice="summary").count() == 1


def test_a_new_choice_lets_go_what_waited(focal):
    choose(focal, Pace.WEEKLY)
    share()
    sweep()
    assert "held" in states()

    choose(focal)

    assert sweep()[1:] == ["Conclusions: Workshop for tests"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_my_mails_say_until_when_one_waits_and_the_settings_keep_their_values(
    focal, client, language
):
    client.force_login(focal)
    address = f"/{language}/notifications/settings/"
    form = {"sent": "1", "workshops.mail": "on", "pace": "weekly", "quiet_from": "22:00"}

    wrong = client.post(address, form)
    assert (wrong.status_code, b'value="22:00"' in wrong.content) == (422, True)
    assert client.post(address, form | {"quiet_until": "06:30"}).status_code == 302
    assert client.get(address).status_code == 200
    share()
    audit.outbox.sweep()

    page = client.get(f"/{language}/mail/").content.decode()
    assert {"en": "your next summary", "fr": "votre prochain récapitulatif"}[language] in page
    assert {"en": "1 April 2019", "fr": "1er avril 2019"}[language] in page.replace("\u00a0", " ")


def test_members_that_have_not_registered_are_called_once_a_phase(db, business_time):
    people = {code: person(R.FOCAL_POINT, member=code) for code in ("sen", "cmr")}
    coordinator, editor = person(R.COORDINATOR, region="wca"), person(R.EDITOR)
    made = workshop(by=editor, registration_ends_at=STARTS - dt.timedelta(days=4))
    sweep()
    mail.outbox.clear()

    def told():
        sweep()
        found = sorted((each.to[0], each.subject.partition(":")[0]) for each in mail.outbox)
        mail.outbox.clear()
        return found

    business_time(2019, 4, 27, 9)
    first = "Register participants"
    assert told() == sorted((each.email, first) for each in people.values())
    participant(made, "sen", by=people["sen"])
    business_time(2019, 5, 8, 9)
    last = "Registration closes soon"
    everybody = [(people["cmr"].email, last), (coordinator.email, last)]
    found = told()
    assert [each for each in found if each[1] == last] == sorted(everybody)
    assert told() == []


def test_who_has_not_answered_is_told_that_a_consultation_closes_once(db, business_time):
    focal = person(R.FOCAL_POINT, member="sen")
    made = consultation()
    sweep()
    mail.outbox.clear()
    business_time(2019, 4, 23, 17, 0)
    assert sweep() == []
    business_time(2019, 4, 23, 19, 0)
    assert sweep() == [f"Closes soon: {made}"]
    assert mail.outbox[0].to == [focal.email]
    assert strategy.reminders.remind_due(clock.now()) == 0
