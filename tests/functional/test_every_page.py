"""Every kind of page, as everybody: light, dark, at 400 %, on a phone, in the pseudo-locale.

One language here and the other there; `make long`: every public page in both. In short few pages
of few people, for the journeys look at their own.
"""

import pytest

from tests.functional.walk import look_at, read_by_everybody, worth_a_look
from tests.whole import IS_LONG, IS_WHOLE, in_turn

pytestmark = [pytest.mark.system, pytest.mark.timeout(1200)]
PEOPLE = ("editor", "approver", "communications", "registrar", "manager", "moderator", "auditor",
          "admin", "coordinator.wca", "vicechair.wca", "focal.sen", "delegate.sen")  # fmt: skip
# In short one screen of so many; a prime, so that both languages have their turn.
FEW = 7


@pytest.fixture(scope="module")
def readings(stack):
    """Who read what; nobody is the first."""
    people = PEOPLE if IS_WHOLE else ("editor", "focal.sen")
    return read_by_everybody(stack, ("", *people))


@pytest.fixture(scope="module")
def dark():
    """What was seen in the dark: every kind of element once."""
    return []


def spoken(screens, first):
    """Give every second page in the other language."""
    return [each.spoken(("en", "fr")[(first + place) % 2]) for place, each in enumerate(screens)]


def test_public_pages(stack, readings, dark):
    _nobody, screens = readings[0]
    screens = in_turn(screens, FEW)

    found = look_at(stack, spoken(screens, 0), {}, dark=dark)
    if IS_LONG:
        found += look_at(stack, spoken(screens, 1), {}, dark=dark, again=True)

    assert "\n".join(found) == ""


def test_work_pages(stack, readings, dark):
    (_nobody, public), *others = readings
    cookies = {reader.person: list(reader.cookies) for reader, _screens in others}
    screens = worth_a_look(public, [screen for _reader, read in others for screen in read])
    screens = in_turn(screens, FEW)

    found = look_at(stack, spoken(screens, 1), cookies, dark=dark)

    assert "\n".join(found) == ""
