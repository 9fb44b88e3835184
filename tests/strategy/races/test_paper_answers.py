"""A Member sends at the moment in which the Secretariat confirms its paper."""

import pytest

from strategy import services
from strategy.models import PaperAnswer, Position, PositionRevision
from tests.factories import person
from tests.factories.consultations import consultation
from tests.factories.paper_answers import entered
from tests.races import at_once
from tests.strategy.services.test_positions import focal, member, save
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = [pytest.mark.system, pytest.mark.alone]


def race():
    """Let both act at once; return what came of it."""
    made, approver, by = consultation(), person(R.APPROVER), focal()
    version = save(made, by, order="4321").version
    paper = entered(made)
    return at_once(
        lambda: services.paper_answers.confirm(paper, by=approver),
        lambda: services.positions.send(made, member=member(), version=version, by=by),
    )


def test_one_of_the_two_counts_and_the_other_is_told(committed, business_time):
    business_time(2019, 3, 27, 9)

    confirmed, sent = race()

    position = Position.objects.get()
    if isinstance(sent, PositionRevision):
        assert isinstance(confirmed, DomainError)
        assert confirmed.code == "answered_itself"
        assert position.sent == sent
    else:
        assert isinstance(sent, ChangedMeanwhile)
        assert position.sent == PaperAnswer.objects.get().revision
    assert PositionRevision.objects.filter(kind="sent").count() == 1


def test_without_the_look_under_the_lock_the_paper_would_push_the_answer_out(
    committed, business_time, monkeypatch
):
    business_time(2019, 3, 27, 9)
    monkeypatch.setattr(services.positions, "_has_not_answered_itself", lambda _position: None)
    made, by = consultation(), focal()
    paper = entered(made)
    saved = save(made, by, order="4321")
    receipt = services.positions.send(made, member=member(), version=saved.version, by=by)

    services.paper_answers.confirm(paper, by=person(R.APPROVER))

    assert Position.objects.get().sent != receipt
