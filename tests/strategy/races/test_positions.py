"""Two hands of one administration write at once."""

import pytest

from strategy import services
from strategy.models import Position, PositionRevision
from tests.factories.consultations import consultation
from tests.races import at_once
from tests.strategy.services.test_positions import focal, member, save
from wco_portal.common.errors import ChangedMeanwhile

pytestmark = [pytest.mark.system, pytest.mark.alone]


def test_two_sends_at_once_make_one_position(committed, business_time):
    business_time(2019, 3, 27, 9)
    made, one, other = consultation(), focal(), focal()
    version = save(made, one).version

    found = at_once(
        *(
            lambda by=by: services.positions.send(made, member=member(), version=version, by=by)
            for by in (one, other) * 3
        )
    )

    sent = [each for each in found if isinstance(each, PositionRevision)]
    assert len(sent) == 1
    assert all(isinstance(each, ChangedMeanwhile) for each in found if each not in sent)
    assert Position.objects.get().sent == sent[0]


def test_two_first_drafts_at_once_keep_both_hands(committed, business_time):
    business_time(2019, 3, 27, 9)
    made, hands = consultation(), [focal() for _ in range(4)]

    found = at_once(*(lambda by=by: save(made, by, comment=by.email) for by in hands))

    saved = [each for each in found if isinstance(each, Position)]
    assert len(saved) == 1
    assert sum(isinstance(each, ChangedMeanwhile) for each in found) == 3
    assert PositionRevision.objects.get().comment == saved[0].comment
