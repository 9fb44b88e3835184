"""An administration registers: nominate, confirm, wait with a number, move up; with and without
JavaScript, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.functional.conftest import RULES
from tests.stack import until

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]
EDITION = "/conferences/communication-conference-demonstration/"


def as_person(open_page, sign_in, name, language, *, script):
    page = open_page("/livez", script=script)
    sign_in(page, name, language=language)
    return page


def set_free_places(page, language, free):
    """As the conference manager, leave this many places free."""
    page.goto(f"/{language}{EDITION}registrations/")
    held = int(re.search(r"\d+", page.locator(".stat dd").first.inner_text()).group())
    page.goto(f"/{language}{EDITION}capacity/")
    page.locator("[name=capacity]").fill(str(held + free))
    page.locator("[name=reason]").fill("Journey")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("registrations/$"))


def nominate(page, language, member, names):
    """As a focal point, nominate these persons in one form; return the receipt's address."""
    page.goto(f"/{language}{EDITION}delegation/")
    page.locator("a[href$='/nominate/']").click()
    for number, name in enumerate(names, start=1):
        page.locator(f"[name=p{number}-given_name]").fill(name)
        page.locator(f"[name=p{number}-family_name]").fill(f"({member})")
        page.locator(f"[name=p{number}-title]").fill("Communication")
        page.locator(f"[name=p{number}-email]").fill(
            f"{name.lower().replace(' ', '-')}.{member}@demo.example"
        )
    page.locator("main form button[type=submit]:not([name])").click()
    expect(page).to_have_url(re.compile("/receipts/"))
    return page.url


@pytest.mark.parametrize(
    ("language", "script", "member", "names", "waiter"),
    [
        ("fr", False, "sen", ["Delegate J", "Delegate K", "Delegate L"], "mus"),
        ("en", True, "cmr", ["Delegate M"], "aze"),
    ],
)
def test_an_administration_registers(open_page, sign_in, language, script, member, names, waiter):
    manager = as_person(open_page, sign_in, "manager", language, script=script)
    set_free_places(manager, language, len(names))
    focal = as_person(open_page, sign_in, f"focal.{member}", language, script=script)
    other = as_person(open_page, sign_in, f"focal.{waiter}", language, script=script)
    registrar = as_person(open_page, sign_in, "registrar", language, script=script)

    nominate(focal, language, member, names)
    assert focal.locator("main tbody tr").count() == len(names)
    number = focal.locator(".facts dd b").first.inner_text()

    registrar.goto(f"/{language}{EDITION}registrations/?view=action")
    for box in registrar.locator("tr", has_text=f"({member})").locator("[name=row]").all():
        box.check()
    registrar.locator(".bulk button").click()
    registrar.goto(f"/{language}{EDITION}registrations/?view=confirmed&q={names[0]}")
    expect(registrar.locator("tbody tr", has_text=f"({member})")).to_have_count(1)

    nominate(other, language, waiter, ["Delegate W"])
    other.goto(f"/{language}{EDITION}delegations/{waiter}/")
    row = other.locator(".rows li", has_text=f"Delegate W ({waiter})")
    expect(row.locator(".status.warn")).to_contain_text("1")

    focal.goto(f"/{language}{EDITION}delegations/{member}/")
    focal.get_by_role("link", name=f"{names[-1]} ({member})").click()
    focal.locator("a[href$='/withdraw/']").click()
    focal.locator("main form button[type=submit]").click()
    expect(focal).to_have_url(re.compile("/receipts/"))
    other.reload()
    expect(row.locator(".status.brand")).to_have_count(1)

    def mails():
        focal.goto(f"/{language}/mail/")
        return number in focal.content() or focal.locator("main li, main tr").count()

    assert until(mails, 90, 2)


def test_what_is_wrong_is_said_and_bars_nobody(open_page, sign_in):
    page = as_person(open_page, sign_in, "focal.jor", "en", script=True)
    page.goto(f"/en{EDITION}delegations/jor/nominate/")
    page.locator("[name=p1-email]").fill("no address")
    page.locator("main form button[type=submit]:not([name])").click()

    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=p1-email]")).to_have_value("no address")
    assert Axe().run(page, context="#main", options={"runOnly": RULES}).response["violations"] == []
