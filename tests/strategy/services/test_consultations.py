"""A consultation's life, and what regions say."""

import datetime as dt

import pytest

from strategy import services
from strategy.enums.consultations import ConsultationState as S
from strategy.models import Consultation, Reminder, Synthesis
from tests.factories import person
from tests.factories.consultations import CLOSES, answer, close, consultation, draft
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def state(made):
    return Consultation.objects.get(pk=made.pk).state


def phase(made):
    return Consultation.objects.phased().get(pk=made.pk).phase


def closed():
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    return close(made)


def test_announcing_gives_every_region_a_synthesis():
    made = consultation()

    assert Synthesis.objects.filter(consultation=made).count() == 6


def test_clock_opens_and_closes_and_the_page_does_not_wait_for_it(business_time):
    editor = person(R.EDITOR)
    made = services.consultations.announce(
        draft(by=editor, opens_at=CLOSES - dt.timedelta(days=2)), by=editor
    )

    assert (state(made), phase(made)) == (S.ANNOUNCED, S.ANNOUNCED)
    business_time(2019, 4, 29, 9)
    assert (state(made), phase(made)) == (S.ANNOUNCED, S.OPEN)
    audit.outbox.sweep()
    assert state(made) == S.OPEN
    business_time(2019, 4, 30, 18, 5)
    assert (state(made), phase(made)) == (S.OPEN, S.CLOSED)
    audit.outbox.sweep()
    audit.outbox.sweep()

    assert state(made) == S.CLOSED
    assert Event.objects.filter(type="strategy.consultation.closed").count() == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"titles": ["Alone"]}, "no_items"),
        (
            {"opens_at": CLOSES - dt.timedelta(days=90), "closes_at": CLOSES - dt.timedelta(40)},
            "window_over",
        ),
    ],
)
def test_announcing_is_refused_with_a_reason(values, code):
    editor = person(R.EDITOR)

    with pytest.raises(DomainError) as no:
        services.consultations.announce(draft(by=editor, **values), by=editor)

    assert no.value.code == code


def test_publishing_shows_the_result_once():
    made, editor = closed(), person(R.EDITOR)

    published = services.consultations.publish(made, by=editor)

    assert published.published_at is not None
    with pytest.raises(DomainError):
        services.consultations.publish(made, by=editor)


def test_result_of_nothing_is_not_published(business_time):
    made = consultation()
    business_time(2019, 5, 1, 9)
    audit.outbox.sweep()

    with pytest.raises(DomainError) as no:
        services.consultations.publish(made, by=person(R.EDITOR))

    assert no.value.code == "no_answers"


def test_reopening_takes_a_reason_and_a_time_ahead():
    made, editor = closed(), person(R.EDITOR)
    later = clock.now() + dt.timedelta(days=2)

    with pytest.raises(DomainError):
        services.consultations.reopen(
            made, closes_at=clock.now() - dt.timedelta(1), reason="Storm", by=editor
        )
    services.consultations.reopen(made, closes_at=later, reason="Storm", by=editor)

    assert phase(made) == S.OPEN
    assert Event.objects.get(type="strategy.consultation.reopened").data["reason"] == "Storm"


def test_reopening_is_refused_where_that_was_the_rule():
    made = closed()
    Consultation.objects.filter(pk=made.pk).update(late_policy="refused")

    with pytest.raises(DomainError) as no:
        services.consultations.reopen(
            made, closes_at=clock.now() + dt.timedelta(1), reason="", by=person(R.EDITOR)
        )

    assert no.value.code == "late_refused"


def test_reminder_names_only_who_has_not_answered_and_leaves_once_a_day():
    made, by = consultation(), person(R.COORDINATOR, region="wca")
    answer(made, Member.objects.get(code="sen"), "1234")
    synthesis = made.syntheses.get(region__code="wca")

    services.reminders.remind(synthesis, by=by)

    event = Event.objects.get(type="strategy.consultation.reminded")
    assert "sen" not in event.data["members"]
    assert len(event.data["members"]) == Reminder.objects.get().members == 22
    with pytest.raises(DomainError) as no:
        services.reminders.remind(synthesis, by=by)
    assert no.value.code == "reminded_today"


def test_reminder_is_for_the_own_region_and_the_open_window():
    made = consultation()
    synthesis = made.syntheses.get(region__code="wca")

    with pytest.raises(Denied):
        services.reminders.remind(synthesis, by=person(R.COORDINATOR, region="eur"))
    close(made)
    with pytest.raises(DomainError) as no:
        services.reminders.remind(synthesis, by=person(R.COORDINATOR, region="wca"))
    assert no.value.code == "not_open"


def test_reminder_is_refused_when_all_have_answered():
    made, by = consultation(), person(R.COORDINATOR, region="mena")
    for member in Member.objects.counted().on(made.closing_day).filter(region__code="mena"):
        answer(made, member, "1234")

    with pytest.raises(DomainError) as no:
        services.reminders.remind(made.syntheses.get(region__code="mena"), by=by)

    assert no.value.code == "all_answered"


def test_synthesis_is_drafted_returned_and_cleared():
    made = consultation()
    coordinator = person(R.COORDINATOR, region="wca")
    chair = person(R.VICE_CHAIR, region="wca")
    synthesis = made.syntheses.get(region__code="wca")

    with pytest.raises(DomainError):
        services.syntheses.propose(synthesis, by=coordinator)
    saved = services.syntheses.save(
        synthesis, text_en="Together.", text_fr="Ensemble.", version=0, by=coordinator
    )
    with pytest.raises(ChangedMeanwhile):
        services.syntheses.save(synthesis, text_en="", text_fr="", version=0, by=coordinator)
    services.syntheses.propose(saved, by=coordinator)
    with pytest.raises(DomainError):
        services.syntheses.send_back(synthesis, reason=" ", by=chair)
    returned = services.syntheses.send_back(synthesis, reason="Name the ports.", by=chair)
    services.syntheses.propose(returned, by=coordinator)
    cleared = services.syntheses.clear(synthesis, by=chair)

    assert cleared.is_cleared
    assert (cleared.cleared_by, cleared.text_en, cleared.reason) == (chair, "Together.", "")


def test_nobody_clears_an_own_text_or_another_region():
    made = consultation()
    both = person(R.COORDINATOR, R.VICE_CHAIR, region="wca")
    synthesis = made.syntheses.get(region__code="wca")
    services.syntheses.save(synthesis, text_en="Mine.", text_fr="", version=0, by=both)
    services.syntheses.propose(synthesis, by=both)

    with pytest.raises(Denied):
        services.syntheses.clear(synthesis, by=both)
    with pytest.raises(Denied):
        services.syntheses.clear(synthesis, by=person(R.VICE_CHAIR, region="eur"))
