"""The decision against who withdraws or returns; two clocks that let one amendment take effect."""

import threading

import pytest
from django.db import DatabaseError

from strategy.models import Amendment, AmendmentAddition, PlanDecision
from strategy.services import amendment_additions as additions
from strategy.services import amendments
from tests.factories.amendments import (
    DAY,
    NEW,
    REASONS,
    WORDS,
    added,
    adopted,
    goal,
    in_force,
    submitted,
    written,
)
from tests.factories.people import person
from tests.races import at_once
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import FrozenVersion

pytestmark = [pytest.mark.system, pytest.mark.alone]

STOPS = {"withdrawn": amendments.withdraw, "draft": amendments.give_back}


def unlocked(monkeypatch, module=amendments):
    """Let both hands read the amendment before either has moved it."""
    both = threading.Barrier(2, timeout=10)

    def read_together(given):
        found = Amendment.objects.select_related("plan__text", "review").get(pk=given.pk)
        both.wait()
        return found

    monkeypatch.setattr(module, "locked", read_together)


def decided_and_stopped(monkeypatch, stop, *, controlled=False):
    made, decides, stops = submitted(), person(R.APPROVER), person(R.APPROVER)
    if controlled:
        unlocked(monkeypatch)
    return at_once(
        lambda: amendments.adopt(made, reference="C 134", decided_on=DAY, by=decides),
        lambda: STOPS[stop](made, **REASONS, by=stops),
    )


@pytest.mark.parametrize("stop", STOPS)
def test_the_decision_and_what_stops_it_do_not_both_count(committed, monkeypatch, stop):
    found = decided_and_stopped(monkeypatch, stop)

    [decision] = [each for each in found if isinstance(each, PlanDecision)]
    assert [each.code for each in found if each is not decision] == ["wrong_state"]
    assert PlanDecision.objects.filter(amendment__isnull=False).get() == decision
    expected = "adopted" if decision.outcome == "adopted" else stop
    assert Amendment.objects.get().state == expected


@pytest.mark.parametrize("stop", STOPS)
def test_without_the_lock_both_would_count(committed, monkeypatch, stop):
    """The control."""
    found = decided_and_stopped(monkeypatch, stop, controlled=True)

    assert [type(each) for each in found] == [PlanDecision, PlanDecision]


def two_clocks(business_time):
    now = business_time(2019, 6, 30, 9)
    found = at_once(*[lambda: amendments.take_effect(now)] * 2)
    frozen = FrozenVersion.objects.filter(owner=in_force().public_id).count()
    events = Event.objects.filter(type="strategy.amendment.in_effect").count()
    revisions = [each.revisions.count() for each in in_force().text.documents.all()]
    return sorted(found), frozen, events, revisions


def test_two_clocks_write_an_amendment_into_the_plan_once(committed, business_time):
    adopted()
    before = [each.revisions.count() for each in in_force().text.documents.all()]

    told = two_clocks(business_time)

    assert told == ([0, 1], 1, 1, [count + 1 for count in before])


def test_without_the_lock_the_plan_would_be_frozen_twice(committed, business_time, monkeypatch):
    """The control."""
    adopted()
    unlocked(monkeypatch)

    found, frozen, events, _revisions = two_clocks(business_time)

    assert (found, frozen, events) == ([1, 1], 2, 2)


def together(monkeypatch, *acts, controlled):
    """Do acts on one addition; controlled, both have read before either writes."""
    if controlled:
        unlocked(monkeypatch, additions)
    return at_once(*acts, catching=(DomainError, DatabaseError))


def rewriting(one, words, by):
    return lambda: additions.rewrite(
        one, under=goal(), kind="action", words=words, base_version=1, by=by
    )


def two_rewrites(monkeypatch, *, controlled=False):
    one, editors = added(written()), [person(R.EDITOR), person(R.EDITOR)]
    acts = [rewriting(one, *each) for each in zip((NEW, WORDS), editors, strict=True)]
    found = together(monkeypatch, *acts, controlled=controlled)
    return found, AmendmentAddition.objects.get()


def test_of_two_hands_on_one_new_part_the_second_is_told(committed, monkeypatch):
    found, kept = two_rewrites(monkeypatch)

    [told] = [each for each in found if isinstance(each, Exception)]
    assert told.code == "changed_meanwhile"
    [saved] = [each for each in found if each is not told]
    assert (kept.version, kept.by_id, kept.title_en) == (2, saved.by_id, saved.title_en)


def test_without_the_lock_the_words_of_one_hand_would_be_lost(committed, monkeypatch):
    """The control."""
    found, kept = two_rewrites(monkeypatch, controlled=True)

    assert [each.version for each in found] == [2, 2]
    assert kept.version == 2


def taken_out_and_rewritten(monkeypatch, *, controlled=False):
    one, editors = added(written()), [person(R.EDITOR), person(R.EDITOR)]
    out = lambda: additions.take_out(one, base_version=1, by=editors[0])  # noqa: E731 -- one of two acts
    return together(monkeypatch, out, rewriting(one, NEW, editors[1]), controlled=controlled)


def test_what_is_taken_out_is_not_written_again_unseen(committed, monkeypatch):
    """Whichever hand comes second hears of it, and nothing of hers is done."""
    found = taken_out_and_rewritten(monkeypatch)

    [told] = [each for each in found if isinstance(each, Exception)]
    assert told.code == "changed_meanwhile"
    assert AmendmentAddition.objects.exists() == (told is found[0])


def test_without_the_lock_it_would_be_gone_and_written(committed, monkeypatch):
    """The control."""
    found = taken_out_and_rewritten(monkeypatch, controlled=True)

    assert [each for each in found if isinstance(each, DomainError)] == []
