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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_public_pages(stack, readings, language):
    _reader, screens = readings[0]

    found = look_at(stack, [each.spoken(language) for each in screens], {})

    assert "\n".join(found) == ""


def test_work_pages(stack, readings):
    (_nobody, public), *others = readings
    cookies = {reader.person: list(reader.cookies) for reader, _screens in others}
    screens = worth_a_look(public, [screen for _reader, read in others for screen in read])

    found = look_at(
        stack, [each.spoken(("en", "fr")[n % 2]) for n, each in enumerate(screens)], cookies
    )

    assert "\n".join(found) == ""
