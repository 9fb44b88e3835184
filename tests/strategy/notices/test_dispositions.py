"""A letter on answers reads them once, however many they are."""

import pytest

from strategy.services import dispositions
from tests.factories.dispositions import challenge, comment, drafted, plan
from tests.factories.people import person
from tests.strategy.notices.test_contributions import readings
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 2])
def test_a_letter_reads_all_its_answers_once(count):
    focal = person(R.FOCAL_POINT, member="sen", language="fr")
    for make in (comment, challenge)[:count]:
        drafted(make(by=focal))
    dispositions.publish(plan(), by=person(R.EDITOR))
    outbox.sweep()

    assert readings("strategy_disposition", "inputs_answered", focal) == 1
