import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from strategy import selectors
from strategy.enums.plans import AmendmentState as S
from strategy.enums.plans import Verdict
from strategy.models import Amendment, AmendmentChange, Plan
from strategy.rules.amendments import worded
from strategy.services import amendments
from strategy.workflows.amendments import AMENDMENT
from tests.factories.amendments import (
    DAY,
    EFFECT,
    REASONS,
    WORDS,
    adopted,
    amendment,
    council,
    goal,
    in_force,
    submitted,
    written,
)
from tests.factories.people import person
from wco_portal.access.roles import holders
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting

pytestmark = pytest.mark.django_db

EARLIER = {"starts_on": dt.date(2016, 7, 1), "ends_on": dt.date(2017, 6, 30)}

ACTS = {
    "submit": lambda made, by: amendments.submit(
        made, meeting=council(), effective_on=EFFECT, by=by
    ),
    "return": lambda made, by: amendments.give_back(made, **REASONS, by=by),
    "adopt": lambda made, by: amendments.adopt(made, reference="C 134", decided_on=DAY, by=by),
    "withdraw": lambda made, by: amendments.withdraw(made, **REASONS, by=by),
}


def in_state(state):
    if state == S.DRAFT:
        return written()
    made = submitted()
    Amendment.objects.filter(pk=made.pk).update(state=state)
    return fresh(made)


def fresh(made):
    return Amendment.objects.get(pk=made.pk)


def write(made, words, *, by, base=0, number="5"):
    return amendments.write(made, element=goal(number), words=words, base_version=base, by=by)


def code_of(act):
    with pytest.raises(DomainError) as no:
        act()
    return no.value.code


@pytest.mark.parametrize("state", S.values)
def test_every_act_in_every_state_for_who_may(state):
    made = in_state(state)
    for act, do in ACTS.items():
        arrow, amendment = AMENDMENT.transitions[act], fresh(made)
        by = person(min(holders(arrow.permission)))
        with transaction.atomic():
            if state in arrow.sources:
                do(amendment, by)
                assert fresh(made).state == arrow.target, act
                assert Event.objects.latest("pk").type == arrow.event
            else:
                with pytest.raises(DomainError) as no:
                    do(amendment, by)
                assert no.value.code == "wrong_state", act
                assert fresh(made).state == state
            transaction.set_rollback(True)


@pytest.mark.parametrize("act", ACTS)
def test_every_act_refuses_all_other_roles_with_a_reason(act):
    arrow = AMENDMENT.transitions[act]
    made = in_state(min(arrow.sources))

    for role in sorted(
        {R.EDITOR, R.APPROVER, R.AUDITOR, R.COMMUNICATIONS} - holders(arrow.permission)
    ):
        with pytest.raises(PermissionDenied, match="Only these roles"):
            ACTS[act](made, person(role))


@pytest.mark.parametrize("number", ["1", "7"])
def test_only_what_the_review_calls_for_gets_other_words(number):
    made, editor = amendment(), person(R.EDITOR)

    assert code_of(lambda: write(made, WORDS, by=editor, number=number)) == "not_called_for"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (worded({"en": "Named", "fr": " "}, WORDS["text"]), "title_fr"),
        (worded(WORDS["title"], {"en": "A \u0000 sign", "fr": "Un signe"}), "text_en"),
    ],
)
def test_words_that_the_plan_could_not_hold_are_refused_at_once(words, field):
    made, editor = amendment(), person(R.EDITOR)

    with pytest.raises(ValidationError) as no:
        write(made, words, by=editor)

    assert set(no.value.error_dict) == {field}


def test_words_are_written_while_it_is_a_draft():
    made, editor = submitted(), person(R.EDITOR)

    with pytest.raises(PermissionDenied, match="while it is a draft"):
        write(made, WORDS, base=1, by=editor)


def test_who_wrote_meanwhile_is_not_overwritten():
    made, editor = written(), person(R.EDITOR)

    with pytest.raises(ChangedMeanwhile):
        write(made, WORDS, by=editor)

    other = worded(WORDS["title"], {"en": "Other.", "fr": "Autre."})
    assert write(made, other, base=1, by=editor).version == 2


def test_an_amendment_says_something_new_alike_in_both_languages():
    made, editor = amendment(), person(R.EDITOR)
    submit = lambda: ACTS["submit"](made, editor)  # noqa: E731 -- asked again and again

    assert code_of(submit) == "change_missing"
    plan = worded({"en": goal().title_en, "fr": goal().title_fr}, {"en": "", "fr": ""})
    write(made, plan, by=editor)
    assert code_of(submit) == "change_missing"
    uneven = worded(WORDS["title"], {"en": "One.\n\nTwo.", "fr": "Un."})
    write(made, uneven, base=1, by=editor)
    assert code_of(submit) == "structure_differs"
    write(made, WORDS, base=2, by=editor)
    assert submit()


def test_words_written_against_another_plan_are_written_again():
    made = written()
    in_force().elements.filter(number="5").update(title_en="Meanwhile another")

    assert code_of(lambda: ACTS["submit"](made, person(R.EDITOR))) == "base_moved"


def test_the_day_lies_after_the_session_and_within_the_plan():
    made, editor = written(), person(R.EDITOR)

    for day in (council().ends_on - dt.timedelta(days=1), dt.date(2019, 7, 1)):
        with pytest.raises(ValidationError, match="within the plan"):
            amendments.submit(made, meeting=council(), effective_on=day, by=editor)
    commission = GoverningMeeting.objects.get(code="policy-commission-2019-06")
    with pytest.raises(ValidationError):
        amendments.submit(made, meeting=commission, effective_on=EFFECT, by=editor)


def test_submitting_freezes_a_numbered_version_each_time():
    made = submitted()
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))
    ACTS["submit"](made, person(R.EDITOR))

    first, second = (each.frozen for each in selectors.amendments.submissions(made))
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 == second.sha256 == Event.objects.latest("pk").data["sha256"]
    assert [each["verdict"] for each in first.content["changes"]] == ["change", "drop"]
    assert first.content["changes"][0]["after"] == WORDS
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        FrozenVersion.objects.filter(pk=first.pk).update(number=9)


@pytest.mark.parametrize("what", ["amendment", "plan"])
def test_the_decision_is_on_what_was_submitted_and_on_nothing_else(what):
    made = submitted()
    if what == "plan":
        in_force().elements.filter(number="5").update(title_en="Meanwhile another")
    else:
        AmendmentChange.objects.update(text_en="Meanwhile another.")

    assert code_of(lambda: ACTS["adopt"](made, person(R.APPROVER))) == "changed_since_submission"


def test_the_decision_names_its_reference_and_a_day_of_the_session():
    made, approver = submitted(), person(R.APPROVER)

    with pytest.raises(ValidationError, match="reference"):
        amendments.adopt(made, reference=" ", decided_on=DAY, by=approver)
    with pytest.raises(ValidationError, match="day of the meeting"):
        amendments.adopt(made, reference="C 134", decided_on=EFFECT, by=approver)
    decision = amendments.adopt(made, reference="C 134", decided_on=DAY, by=approver)
    assert decision.frozen == made.submissions.get().frozen
    assert (decision.plan, decision.amendment) == (None, made)


@pytest.mark.parametrize("wrote", ["finding", "words"])
def test_whoever_wrote_it_or_its_review_does_not_decide(wrote):
    both, other = person(R.EDITOR, R.APPROVER), person(R.EDITOR)
    made = amendment(by=both if wrote == "finding" else other)
    writer = both if wrote == "words" else other
    write(made, WORDS, by=writer)
    ACTS["submit"](made, other)

    with pytest.raises(PermissionDenied, match="somebody else approves it"):
        ACTS["adopt"](made, both)
    assert ACTS["adopt"](made, person(R.EDITOR, R.APPROVER))


def test_two_amendments_do_not_wait_for_their_day_with_the_same_goal():
    other = submitted(period=EARLIER)
    adopted()

    assert code_of(lambda: ACTS["adopt"](other, person(R.APPROVER))) == "other_waiting"


def laid(made, by, **options):
    return amendments.submit(made, meeting=council(), effective_on=EFFECT, by=by, **options)


def in_effect(business_time, **options):
    """Let an amendment born of an earlier period take effect on the last day of the session."""
    made = adopted(period=EARLIER, on=DAY, **options)
    business_time(2019, 6, 29, 9)
    assert amendments.take_effect(clock.now()) == 1
    return made


def test_words_laid_before_another_amendment_took_effect_are_written_again(business_time):
    other = submitted()
    in_effect(business_time)
    approver, editor = person(R.APPROVER), person(R.EDITOR)

    assert code_of(lambda: ACTS["adopt"](other, approver)) == "changed_since_submission"
    amendments.give_back(other, **REASONS, by=approver)
    assert code_of(lambda: laid(other, editor)) in {"base_moved", "change_missing"}
    again = worded({"en": "Yet other", "fr": "Encore autre"}, WORDS["text"])
    write(other, again, base=1, by=editor)
    frozen = laid(other, editor).frozen
    [change] = frozen.content["changes"]
    assert (change["before"], change["after"]) == (WORDS, again)


def test_what_another_amendment_dropped_is_changed_and_dropped_no_more(business_time):
    """The later one left it out; the day of the first one stands."""
    verdicts = {"7": Verdict.DROP, "6": Verdict.DROP}
    other = amendment(verdicts=verdicts)
    laid(other, person(R.EDITOR))
    in_effect(business_time)
    approver, editor = person(R.APPROVER), person(R.EDITOR)

    assert code_of(lambda: ACTS["adopt"](other, approver)) == "changed_since_submission"
    amendments.give_back(other, **REASONS, by=approver)
    frozen = laid(other, editor).frozen
    assert [each["number"] for each in frozen.content["changes"]] == ["6"]


def test_of_an_amendment_of_which_all_was_dropped_nothing_can_be_submitted(business_time):
    other = amendment(verdicts={"7": Verdict.CHANGE})
    in_effect(business_time)
    editor = person(R.EDITOR)

    assert code_of(lambda: laid(other, editor)) == "nothing_to_change"
    assert code_of(lambda: write(other, WORDS, by=editor, number="7")) == "not_called_for"
    assert amendments.withdraw(other, **REASONS, by=person(R.APPROVER))


def test_words_in_one_language_only_are_not_laid_before_the_council():
    made, editor = amendment(), person(R.EDITOR)
    half = worded(WORDS["title"], {"en": WORDS["text"]["en"], "fr": " \n"})
    write(made, half, by=editor)

    assert code_of(lambda: laid(made, editor)) == "structure_differs"


def test_the_decision_is_not_recorded_when_the_plan_is_over():
    made, approver = submitted(), person(R.APPROVER)
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    assert code_of(lambda: ACTS["adopt"](made, approver)) == "plan_not_in_force"
    assert amendments.give_back(made, **REASONS, by=approver)
    assert amendments.withdraw(made, **REASONS, by=approver)


def test_a_plan_that_is_over_gets_no_new_amendment():
    made = written()
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    assert code_of(lambda: ACTS["submit"](made, person(R.EDITOR))) == "plan_not_in_force"


def test_rows_that_cannot_be():
    made = submitted()
    change = AmendmentChange.objects.get()
    amendments.give_back(made, **REASONS, by=person(R.APPROVER))

    with pytest.raises(IntegrityError, match="finding"), transaction.atomic():
        AmendmentChange.objects.create(
            finding=change.finding, title_en="a", title_fr="b", by=change.by
        )
    with pytest.raises(IntegrityError, match="is_named"), transaction.atomic():
        AmendmentChange.objects.update(title_fr="")
    with pytest.raises(IntegrityError, match="has_its_day"), transaction.atomic():
        Amendment.objects.update(effective_on=None, state=S.ADOPTED)
    with pytest.raises(IntegrityError, match="submission_of_one"), transaction.atomic():
        made.submissions.update(plan=made.plan)
    with pytest.raises(IntegrityError, match="decision_of_one"), transaction.atomic():
        made.decisions.update(amendment=None)
