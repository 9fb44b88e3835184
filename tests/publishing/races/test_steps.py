"""Many windows write in one text at once; `make long` tries it for long."""

import random
import string
import threading

import pytest
from django.db import connection

from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import Window, insert
from tests.whole import IS_LONG
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.rules import schema
from wco_portal.publishing.rules import steps as rules
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import chain
from wco_portal.publishing.services.steps import Accepted

# Short marks: 10,000 of them stay below what a passage may hold.
DIGITS = string.digits + string.ascii_lowercase

pytestmark = [pytest.mark.system, pytest.mark.alone]


@pytest.mark.timeout(900)
def test_many_windows_at_once_lose_nothing(committed):
    """8 writers, random edits in 3 sections: what was accepted is in the text; the log gives it."""
    acts = 1250 if IS_LONG else 15
    plan, names = draft(), "ABCDEFGH"
    accepted, faults = [], []

    def work(name):
        dice = random.Random(name)
        try:
            by = person(R.EDITOR)
            windows = [Window(plan, by, f"SO{1 + number}") for number in range(3)]
            for number in range(acts):
                mark = f"<{name}{DIGITS[number // 36]}{DIGITS[number % 36]}>"
                _write_until_accepted(dice.choice(windows), mark, dice, accepted)
        except Exception as fault:  # noqa: BLE001 -- told by the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    document = reading.in_language(plan.text, "en")
    words = reading.plain(document.body)
    assert len(accepted) == acts * len(names)
    lost = [mark for mark in accepted if mark not in words]
    assert lost == []
    log = [step.parts for step in document.steps.order_by("version")]
    assert rules.parted(rules.replayed(schema.empty(), log)) == rules.parted(document.body)
    assert document.size == schema.length(document.body)
    assert list(chain.breaks()) == []


def _write_until_accepted(window, mark, dice, accepted):
    """Write a mark at a random place between marks; when late, look again and send anew."""
    for _again in range(1000):
        document = window.document
        version, blocks = document.version, schema.blocks(document.body, section=window.section)
        words = blocks[0]["content"][0]["text"]
        places = [at for at in range(len(words) + 1) if "<" not in words[:at].rpartition(">")[2]]
        if isinstance(window.send(insert(mark, dice.choice(places) + 1), base=version), Accepted):
            accepted.append(mark)
            return
    raise AssertionError("never accepted")
