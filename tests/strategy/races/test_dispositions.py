"""Two editors publish the answers of a plan at once: each contributor is told once."""

import threading

import pytest

from strategy.models import Disposition, Plan
from strategy.services import dispositions, plans
from tests.factories.dispositions import challenge, comment, drafted, plan
from tests.factories.people import person
from tests.races import at_once
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications.models import Delivery

pytestmark = [pytest.mark.system, pytest.mark.alone]
HANDS = 2


def two_publish():
    focal = person(R.FOCAL_POINT, member="sen")
    drafted(comment(by=focal))
    drafted(challenge(by=focal))
    hands = [person(R.EDITOR) for _hand in range(HANDS)]
    found = at_once(*(lambda by=by: dispositions.publish(plan(), by=by) for by in hands))
    outbox.sweep()
    notices = Delivery.objects.filter(notice="inputs_answered", recipient=focal, channel="portal")
    return found, notices.count()


def test_two_who_publish_at_once_tell_everybody_once(committed):
    found, notices = two_publish()

    assert sorted(getattr(each, "code", "published") for each in found) == [
        "nothing_drafted",
        "published",
    ]
    assert notices == 1
    assert Event.objects.filter(type="strategy.disposition.published").count() == 2
    assert not Disposition.objects.drafted().exists()


def test_without_the_plans_lock_both_would_tell(committed, monkeypatch):
    """The control: both read the drafts before either has published them."""
    both = threading.Barrier(HANDS, timeout=10)

    def unlocked(given):
        return Plan.objects.select_related("text").get(pk=given.pk)

    def read_together(drafts):
        both.wait()
        return whole(drafts)

    whole = dispositions._require_whole
    monkeypatch.setattr(plans, "locked", unlocked)
    # The factories above lock nothing either, which is nothing to them.
    monkeypatch.setattr(dispositions, "_require_whole", read_together)

    found, notices = two_publish()

    assert [type(each) for each in found] == [list, list]
    assert notices == 2
