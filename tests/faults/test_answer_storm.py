"""Members answer at once, their pages save by themselves, and a web server dies: nothing is lost.

`make storm` lets 200 answer for a minute, `make bench` measures them.
"""

import json
import threading

import pytest

from tests import answering
from tests.functional.test_answering import OPEN
from tests.stack import below, copy_of, kill, until
from tests.whole import IS_LONG

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]

MEMBERS, SECONDS = (150, 60) if IS_LONG else (12, 6)
SLUG = OPEN.strip("/").rpartition("/")[2]
# One focal point for each Member that has written nothing yet, and two for the first two.
HANDS = """
import json
from strategy.models import Position
from tests.bench.pages import session_of
from wco_portal.common import clock
from wco_portal.directory.models import Role
taken = Position.objects.filter(consultation__slug="{slug}").values("member")
roles = Role.objects.on(clock.today()).filter(name="focal_point", member__kind="member")
roles = roles.exclude(member__in=taken).exclude(member__release_rule__isnull=False)
people = {{role.member.code: role.person for role in roles.select_related("member", "person")}}
some = list(people.items())[:{members}]
print(json.dumps([(code, session_of(person)) for code, person in [*some, *some[:2]]]))
"""


@pytest.fixture(scope="module")
def portal(seed):
    with copy_of(seed) as stack:
        yield stack.start()


def hands_of(portal):
    script = HANDS.format(slug=SLUG, members=MEMBERS)
    found = json.loads(portal.manage("shell", "-v", "0", "-c", script).splitlines()[-1])
    hands = [answering.Hand(code, cookie) for code, cookie in found]
    for first, hand in zip(hands[:2], hands[-2:], strict=True):
        hand.first = first
    return hands


def test_nothing_that_was_acknowledged_is_lost_when_a_web_server_dies(portal):
    hands = hands_of(portal)
    storm = threading.Thread(
        target=answering.storm, args=(hands, portal.port, SLUG), kwargs={"seconds": SECONDS}
    )

    storm.start()
    until(lambda: sum(len(hand.kept) for hand in hands) > len(hands), 60)
    kill(below(portal.pid("web"))[-1])
    storm.join()

    with portal.connect() as database:
        faults = answering.faults(hands, database, SLUG)
    assert faults == []
    assert len([hand for hand in hands if hand.receipt]) == len(hands) - 2
    figures = answering.figures(hands, SECONDS)
    told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
    print("\nanswers:", told)  # noqa: T201 -- for whoever runs `make storm`
