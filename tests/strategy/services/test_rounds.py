"""A round, whatever is done to it, in any order: only what is listed happens, nothing is lost."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from strategy import services
from strategy.models import Consultation, PositionRevision
from tests.factories import consultations as making
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# The window is open; whether the clock has said so yet does not matter.
ANSWERED = {"announced", "open"}
NEXT = {
    "announce": {"draft": "announced"},
    "publish": {"closed": "published"},
    "withdraw": {"announced": "withdrawn", "open": "withdrawn"},
    "reopen": {"closed": "open"},
}


class Round(RuleBasedStateMachine):
    """What is known of a round and of what Members sent, held against the database."""

    def __init__(self):
        super().__init__()
        self.held = transaction.atomic()
        self.held.__enter__()
        self.editor = person(R.EDITOR)
        self.pk, self.state, self.sent = making.draft(by=self.editor).pk, "draft", {}

    @property
    def made(self):
        return Consultation.objects.phased().get(pk=self.pk)

    @rule(act=st.sampled_from(["announce", "publish", "withdraw"]))
    def move(self, act):
        reason = {"reason": "Storm."} if act == "withdraw" else {}
        self.attempt(
            act, lambda made: getattr(services.consultations, act)(made, by=self.editor, **reason)
        )

    @rule()
    def reopen(self):
        words = {"closes_at": clock.now() + DAY, "reason": "Storm.", "by": self.editor}
        self.attempt("reopen", lambda made: services.consultations.reopen(made, **words))

    def attempt(self, act, do):
        target = NEXT[act].get(self.state)
        try:
            with transaction.atomic():
                do(self.made)
        except DomainError:
            # A result is published of answers only.
            assert target is None or (act == "publish" and not self.sent), act
        else:
            assert target is not None, act
            self.state = target

    @rule()
    def the_clock_opens(self):
        services.consultations.open_due(clock.now())
        self.state = {"announced": "open"}.get(self.state, self.state)

    @rule()
    def the_clock_closes(self):
        if self.state == "open":
            Consultation.objects.filter(pk=self.pk).update(closes_at=clock.now() - DAY / 24)
        services.consultations.close_due(clock.now())
        self.state = {"open": "closed"}.get(self.state, self.state)

    @rule(code=st.sampled_from(["sen", "fra", "jpn"]), order=st.permutations("1234").map("".join))
    def answer(self, code, order):
        made, member = self.made, Member.objects.get(code=code)
        if code in self.sent:
            return
        try:
            with transaction.atomic():
                making.answer(made, member, order)
        except (DomainError, Denied):
            assert self.state not in ANSWERED
        else:
            assert self.state in ANSWERED
            self.sent[code] = making.ranking(made, order)

    @invariant()
    def is_as_known(self):
        assert Consultation.objects.get(pk=self.pk).state == self.state
        rows = PositionRevision.objects.filter(position__consultation=self.pk, kind="sent")
        assert {row.position.member.code: row.ranking for row in rows} == self.sent

    def teardown(self):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)


def test_a_round_keeps_its_promises_whatever_is_done_to_it():
    told = settings(
        max_examples=25,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    run_state_machine_as_test(Round, settings=told)
