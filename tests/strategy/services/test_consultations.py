"""A consultation's life, and what regions say."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from strategy import services
from strategy.enums.consultations import ConsultationState as S
from strategy.models import Consultation, Plan, Reminder, Synthesis
from tests.factories import person
from tests.factories.consultations import CLOSES, OPENS, answer, close, consultation, draft
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


def of_plan(by):
    """Draft a consultation on the three objectives of the plan."""
    return services.consultations.prepare(
        Plan.objects.get(slug="2019-2022"),
        by=by,
        kind="objective",
        title_en="Effort",
        title_fr="Effort",
        question_en="How much?",
        question_fr="Combien ?",
        opens_at=OPENS,
        closes_at=CLOSES,
    )


def test_draft_is_edited_and_the_event_says_what_changed():
    editor = person(R.EDITOR)
    made = of_plan(editor)
    first, _second, third = made.items.order_by("order")

    edited = services.consultations.edit(
        made,
        version=1,
        by=editor,
        items=[third.public_id, first.public_id, "gone"],
        title_en="Cost",
        remind_days=14,
    )

    left = list(edited.items.order_by("order").values_list("order", "public_id"))
    assert left == [(1, first.public_id), (2, third.public_id)]
    assert (edited.title_en, edited.remind_days, edited.version) == ("Cost", 14, 2)
    assert Event.objects.get(type="strategy.consultation.edited").data["changed"] == {
        "title_en": ["Effort", "Cost"],
        "remind_days": ["7", "14"],
        "items": ["3", "2"],
    }


def test_items_read_anew_keep_their_names_and_another_plan_needs_them():
    editor = person(R.EDITOR)
    made = of_plan(editor)
    first, second, _third = made.items.order_by("order")
    services.consultations.edit(made, version=1, by=editor, items=[second.public_id])

    again = services.consultations.edit(made, version=2, by=editor, kind="objective")
    with pytest.raises(ValidationError) as no:
        services.consultations.edit(made, version=3, by=editor, plan=None)

    assert again.items.count() == 3
    assert again.items.get(order=1).element_id == first.element_id
    assert again.items.get(order=2).public_id == second.public_id
    assert "kind" in no.value.message_dict
    services.consultations.edit(made, version=3, by=editor, kind="priority")
    assert made.items.count() == 9


def test_only_drafts_are_edited_and_the_second_writer_is_told():
    made, editor = draft(), person(R.EDITOR)
    services.consultations.edit(made, version=1, by=editor, title_en="First")

    with pytest.raises(ChangedMeanwhile):
        services.consultations.edit(made, version=1, by=editor, title_en="Second")
    with pytest.raises(Denied):
        services.consultations.edit(made, version=2, by=person(R.APPROVER), title_en="Second")
    services.consultations.announce(made, by=editor)
    with pytest.raises(DomainError) as no:
        services.consultations.edit(made, version=3, by=editor, title_en="Second")

    assert no.value.code == "wrong_state"
    assert Consultation.objects.get(pk=made.pk).title_en == "First"


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
        services.syntheses.propose(synthesis, version=0, by=coordinator)
    saved = services.syntheses.save(
        synthesis, text_en="Together.", text_fr="Ensemble.", version=0, by=coordinator
    )
    with pytest.raises(ChangedMeanwhile):
        services.syntheses.save(synthesis, text_en="", text_fr="", version=0, by=coordinator)
    asked = services.syntheses.propose(saved, version=saved.version, by=coordinator)
    seen = asked.version
    with pytest.raises(DomainError):
        services.syntheses.send_back(synthesis, version=seen, reason=" ", by=chair)
    returned = services.syntheses.send_back(
        synthesis, version=seen, reason="Name the ports.", by=chair
    )
    proposed = services.syntheses.propose(returned, version=returned.version, by=coordinator)
    cleared = services.syntheses.clear(synthesis, version=proposed.version, by=chair)

    assert cleared.is_cleared
    assert (cleared.cleared_by, cleared.text_en, cleared.reason) == (chair, "Together.", "")


def test_nobody_clears_an_own_text_or_another_region():
    made = consultation()
    both = person(R.COORDINATOR, R.VICE_CHAIR, region="wca")
    synthesis = made.syntheses.get(region__code="wca")
    services.syntheses.save(synthesis, text_en="Mine.", text_fr="", version=0, by=both)
    seen = services.syntheses.propose(synthesis, version=1, by=both).version

    with pytest.raises(Denied):
        services.syntheses.clear(synthesis, version=seen, by=both)
    with pytest.raises(Denied):
        services.syntheses.clear(synthesis, version=seen, by=person(R.VICE_CHAIR, region="eur"))


def test_the_vice_chair_clears_the_text_that_was_read(client):
    made = consultation()
    coordinator, chair = person(R.COORDINATOR, region="wca"), person(R.VICE_CHAIR, region="wca")
    synthesis = made.syntheses.get(region__code="wca")
    said = services.syntheses.save(
        synthesis, text_en="Ports.", text_fr="", version=0, by=coordinator
    )
    read = services.syntheses.propose(said, version=said.version, by=coordinator)
    client.force_login(chair)
    address = synthesis.get_absolute_url()
    assert f'name="version" value="{read.version}"' in client.get(address).content.decode()
    back = services.syntheses.send_back(read, version=read.version, reason="Why?", by=chair)
    other = services.syntheses.save(
        back, text_en="Airports.", text_fr="", version=back.version, by=coordinator
    )
    now = services.syntheses.propose(other, version=other.version, by=coordinator)

    late = client.post(f"{address}clear/", {"version": read.version})
    blind = client.post(f"{address}clear/")
    seen = client.post(f"{address}clear/", {"version": now.version})

    assert (late.status_code, blind.status_code, seen.status_code) == (409, 409, 302)
    assert "read it again" in late.content.decode()
