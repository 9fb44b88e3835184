"""Every kind of page, as everybody: light, dark, at 400 %, on a phone, in the pseudo-locale."""

import pytest

from tests.functional.walk import look_at, read_by_everybody, worth_a_look

pytestmark = [pytest.mark.system, pytest.mark.timeout(1200)]
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


def test_public_pages(stack, readings, dark):
    _nobody, screens = readings[0]

    found = look_at(stack, screens, {}, dark=dark)
    in_french = [each.spoken("fr") for each in screens]
    found += look_at(stack, in_french, {}, dark=dark, again=True)

    assert "\n".join(found) == ""


def test_work_pages(stack, readings, dark):
    (_nobody, public), *others = readings
    cookies = {reader.person: list(reader.cookies) for reader, _screens in others}
    screens = worth_a_look(public, [screen for _reader, read in others for screen in read])

    spoken = [each.spoken(("en", "fr")[number % 2]) for number, each in enumerate(screens)]
    found = look_at(stack, spoken, cookies, dark=dark)

    assert "\n".join(found) == ""
