import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from strategy.enums.plans import PlanState as S
from strategy.models import Plan, PlanDecision
from strategy.services import decisions, plans
from strategy.services.plans import Draft
from strategy.workflows.plans import PLAN
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.roles import holders
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db

DAY = dt.date(2019, 6, 29)


def council():
    return GoverningMeeting.objects.get(code="council-2019-06")


def submitted():
    plan = draft()
    decisions.submit(plan, meeting=council(), agenda_item="IV", by=person(R.EDITOR))
    return Plan.objects.get(pk=plan.pk)


REASONS = {"reasons_en": "Too long.", "reasons_fr": "Trop long."}
ACTS = {
    "consult": lambda plan, by: decisions.consult(plan, by=by),
    "resume": lambda plan, by: decisions.resume(plan, by=by),
    "endorse": lambda plan, by: decisions.endorse(
        plan,
        meeting=GoverningMeeting.objects.get(code="policy-commission-2018-12"),
        reference="PC 80",
        decided_on=dt.date(2018, 12, 5),
        by=by,
    ),
    "submit": lambda plan, by: decisions.submit(plan, meeting=council(), by=by),
    "return": lambda plan, by: decisions.give_back(plan, **REASONS, by=by),
    "adopt": lambda plan, by: decisions.adopt(plan, reference="C 133", decided_on=DAY, by=by),
    "withdraw": lambda plan, by: decisions.withdraw(plan, **REASONS, by=by),
}


def in_state(state):
    plan = draft()
    if state in {S.SUBMITTED, S.ADOPTED}:
        decisions.submit(plan, meeting=council(), by=person(R.EDITOR))
        Plan.objects.filter(pk=plan.pk).update(state=state)
        return Plan.objects.get(pk=plan.pk)
    return draft(state)


@pytest.mark.parametrize("state", S.values)
def test_every_act_in_every_state_for_who_may(state):
    made = in_state(state)
    for act, do in ACTS.items():
        arrow, plan = PLAN.transitions[act], Plan.objects.get(pk=made.pk)
        by = person(min(holders(arrow.permission)))
        with transaction.atomic():
            if state in arrow.sources:
                do(plan, by)
                assert Plan.objects.get(pk=plan.pk).state == arrow.target, act
                assert Event.objects.latest("pk").type == arrow.event
            else:
                with pytest.raises(DomainError) as no:
                    do(plan, by)
                assert no.value.code == "wrong_state", act
                assert Plan.objects.get(pk=plan.pk).state == state
            transaction.set_rollback(True)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_refuses_all_other_roles_with_a_reason(act):
    arrow = PLAN.transitions[act]
    plan = in_state(min(arrow.sources))

    for role in sorted(set(R) - holders(arrow.permission)):
        belongs = {"member": "sen"} if role in {R.FOCAL_POINT, R.DELEGATE, R.HEAD} else {}
        belongs |= {"region": "wca"} if role in {R.COORDINATOR, R.VICE_CHAIR} else {}
        with pytest.raises(PermissionDenied, match="Only these roles"):
            ACTS[act](plan, person(role, **belongs))


def test_submitting_freezes_what_was_submitted():
    plan = submitted()

    submission = plan.submissions.get()
    assert (submission.meeting, submission.agenda_item) == (council(), "IV")
    frozen = submission.frozen
    assert frozen.sha256 == Event.objects.latest("pk").data["sha256"]
    assert len(frozen.content["elements"]) == plan.elements.count()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        FrozenVersion.objects.filter(pk=frozen.pk).update(number=9)


def test_languages_that_differ_in_structure_stop_the_submission():
    plan, editor = draft(), person(R.EDITOR)
    english = reading.in_language(plan.text, "en")
    section = plan.elements.get(number="SO1").public_id
    more = {"en": Draft("Words of SO1.\n\nOnly in English.", english.version)}
    plans.write(plan, drafts=more, by=editor, section=section)

    with pytest.raises(DomainError) as no:
        decisions.submit(plan, meeting=council(), by=editor)

    assert (no.value.code, str(no.value.message)) == (
        "structure_differs",
        "English and French differ in structure in 1 block.",
    )


def test_stale_blocks_do_not_stop_the_submission():
    plan, editor = draft(), person(R.EDITOR)
    english = reading.in_language(plan.text, "en")
    section = plan.elements.get(number="SO1").public_id
    changed = {"en": Draft("Words of SO1, changed.", english.version)}
    plans.write(plan, drafts=changed, by=editor, section=section)

    assert len(reading.stale(plan.text)) == 1
    assert decisions.submit(plan, meeting=council(), by=editor)


def test_a_plan_without_words_is_not_submitted():
    with pytest.raises(DomainError) as no:
        decisions.submit(Plan.objects.get(slug="2019-2022"), meeting=council(), by=person(R.EDITOR))

    assert no.value.code == "text_missing"


def test_only_a_coming_council_is_a_meeting_to_submit_to(business_time):
    plan, editor = draft(), person(R.EDITOR)

    with pytest.raises(ValidationError):
        decisions.submit(
            plan,
            meeting=GoverningMeeting.objects.get(code="policy-commission-2019-06"),
            by=editor,
        )
    business_time(2019, 6, 30, 9)
    with pytest.raises(ValidationError):
        decisions.submit(plan, meeting=council(), by=editor)


def test_whoever_wrote_in_it_does_not_approve_it():
    plan, both = draft(), person(R.EDITOR, R.APPROVER)
    english = reading.in_language(plan.text, "en")
    section = plan.elements.get(number="SO1").public_id
    plans.write(plan, drafts={"en": Draft("Mine.", english.version)}, by=both, section=section)
    decisions.submit(plan, meeting=council(), by=both)

    with pytest.raises(PermissionDenied, match="somebody else approves"):
        decisions.adopt(plan, reference="C 133", decided_on=DAY, by=both)


@pytest.mark.parametrize(
    "wrong", [{"reference": " "}, {"decided_on": dt.date(2019, 6, 1)}], ids=["reference", "date"]
)
def test_a_decision_needs_its_reference_and_a_day_of_the_meeting(wrong):
    plan = submitted()

    with pytest.raises(ValidationError):
        decisions.adopt(
            plan, by=person(R.APPROVER), **{"reference": "C", "decided_on": DAY} | wrong
        )

    assert Plan.objects.get(pk=plan.pk).state == S.SUBMITTED


def test_in_operation_a_decision_is_not_recorded_before_it_is_taken(settings):
    plan = submitted()
    settings.PORTAL_DEMO = False
    council_day = clock.today() - dt.timedelta(days=1)
    GoverningMeeting.objects.filter(code="council-2019-06").update(
        starts_on=council_day, ends_on=dt.date(2100, 1, 1)
    )

    with pytest.raises(ValidationError):
        decisions.adopt(plan, reference="C", decided_on=dt.date(2099, 1, 1), by=person(R.APPROVER))


def test_what_changed_after_the_submission_is_not_adopted():
    plan = submitted()
    plan.elements.filter(number="SO1").update(title_en="Smuggled in")

    with pytest.raises(DomainError) as no:
        decisions.adopt(plan, reference="C 133", decided_on=DAY, by=person(R.APPROVER))

    assert no.value.code == "changed_since_submission"


def test_returning_needs_reasons_and_opens_the_text_again():
    plan, approver = submitted(), person(R.APPROVER)

    with pytest.raises(ValidationError, match="reasons"):
        decisions.give_back(plan, reasons_en=" ", reasons_fr="", by=approver)
    decisions.give_back(plan, **REASONS, by=approver)

    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.state, plan.is_editable) == (S.DRAFT, True)
    decisions.submit(plan, meeting=council(), by=person(R.EDITOR))
    assert [s.frozen.number for s in plan.submissions.order_by("pk")] == [1, 2]


def test_an_adopted_plan_comes_into_force_on_its_day_and_supersedes(business_time):
    plan = submitted()
    decisions.adopt(plan, reference="C 133", decided_on=DAY, by=person(R.APPROVER))

    business_time(2019, 6, 30, 23, 59)
    outbox.sweep()
    assert Plan.objects.get(pk=plan.pk).state == S.ADOPTED
    business_time(2019, 7, 1, 0, 0)
    outbox.sweep()
    outbox.sweep()

    new, old = Plan.objects.get(pk=plan.pk), Plan.objects.get(slug="2016-2019")
    assert (new.state, new.in_force_from) == (S.IN_FORCE, dt.date(2019, 7, 1))
    assert (old.state, old.in_force_until) == (S.SUPERSEDED, dt.date(2019, 6, 30))
    assert Event.objects.filter(type="strategy.plan.in_force").count() == 1
    assert Plan.objects.in_force_on(dt.date(2019, 6, 30)).get() == old
    assert Plan.objects.in_force_on(dt.date(2019, 7, 1)).get() == new


@pytest.mark.parametrize("state", [S.ADOPTED, S.IN_FORCE])
def test_a_plan_for_a_day_that_another_one_has_is_not_adopted(state):
    plan = submitted()
    Plan.objects.filter(slug="2016-2019").update(
        state=state,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        in_force_from=plan.starts_on if state == S.IN_FORCE else None,
        in_force_until=None,
    )

    with pytest.raises(DomainError) as no:
        decisions.adopt(plan, reference="C 133", decided_on=DAY, by=person(R.APPROVER))

    assert no.value.code == "day_taken"
    assert Plan.objects.get(pk=plan.pk).state == S.SUBMITTED


def test_a_plan_that_was_not_adopted_does_not_come_into_force(business_time):
    plan = submitted()

    business_time(2019, 7, 1, 9)
    outbox.sweep()

    assert Plan.objects.get(pk=plan.pk).state == S.SUBMITTED


def test_a_decision_against_gives_reasons():
    plan = draft()

    with (
        pytest.raises(IntegrityError, match="strategy_plandecision_gives_reasons"),
        transaction.atomic(),
    ):
        PlanDecision.objects.create(
            plan=plan, outcome="returned", decided_on=DAY, at=clock.now(), by=person(R.APPROVER)
        )
