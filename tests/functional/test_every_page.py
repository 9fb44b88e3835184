"""Every kind of page, as everybody: light, dark, at 400 %, on a phone, in the pseudo-locale.

One language here and the other there; with LONG=1, every public page in both.
"""

import pytest

from tests.functional.walk import look_at, read_by_everybody, worth_a_look
from tests.whole import IS_LONG

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(1200)]
PEOPLE = ("editor", "approver", "communications", "registrar", "manager", "moderator", "auditor",
          "admin", "coordinator.wca", "vicechair.wca", "focal.sen", "delegate.sen")  # fmt: skip


@pytest.fixture(scope="module")
def readings(stack):
    """Who read what; nobody is the first."""
    return read_by_everybody(stack, ("", *PEOPLE))


@pytest.fixture(scope="module")
def dark():
    """What was seen in the dark: every kind of element once."""
    return []


def in_turn(screens, first):
    """Give every second page in the other language."""
    return [each.spoken(("en", "fr")[(first + place) % 2]) for place, each in enumerate(screens)]


def test_public_pages(stack, readings, dark):
    _nobody, screens = readings[0]

    found = look_at(stack, in_turn(screens, 0), {}, dark=dark)
    if IS_LONG:
        found += look_at(stack, in_turn(screens, 1), {}, dark=dark, again=True)

    assert "\n".join(found) == ""


def test_work_pages(stack, readings, dark):
    (_nobody, public), *others = readings
    cookies = {reader.person: list(reader.cookies) for reader, _screens in others}
    screens = worth_a_look(public, [screen for _reader, read in others for screen in read])

    found = look_at(stack, in_turn(screens, 1), cookies, dark=dark)

    assert "\n".join(found) == ""
