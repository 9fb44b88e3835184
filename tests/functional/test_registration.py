"""An administration registers: nominate, confirm, wait with a number, move up; with and without
JavaScript, in both languages."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import press, send

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
EDITION = "/conferences/communication-conference-demonstration/"
WAITER = "Delegate W"


@dataclass(frozen=True)
class Case:
    """Who nominates whom, and who comes when the places are taken."""

    language: str
    script: bool
    member: str
    names: tuple
    roles: tuple
    waiter: str

    def path(self, rest=""):
        return f"/{self.language}{EDITION}{rest}"


CASES = [
    Case("fr", False, "sen", ("Delegate J", "Delegate K", "Delegate L"),
         ("Chef de délégation", "Conseiller", "Conseiller"), "mus"),
    Case("en", True, "cmr", ("Delegate M",), ("Adviser",), "aze"),
]  # fmt: skip


def set_free_places(page, case, free):
    """As the conference manager, leave this many places free."""
    page.goto(case.path("registrations/"))
    held = int(re.search(r"\d+", page.locator(".stat dd").first.inner_text()).group())
    page.goto(case.path("capacity/"))
    page.locator("[name=capacity]").fill(str(held + free))
    page.locator("[name=reason]").fill("Journey")
    send(page)
    expect(page).to_have_url(re.compile("registrations/$"))


def address_of(name, member):
    return f"{name.lower().replace(' ', '-')}.{member}@demo.example"


def nominate(page, case, member, names):
    """As a focal point, nominate these persons in one form, pressed twice: one receipt comes."""
    page.goto(case.path("delegation/"))
    page.locator("a[href$='/nominate/']").click()
    for number, name in enumerate(names, start=1):
        page.locator(f"[name=p{number}-given_name]").fill(name)
        page.locator(f"[name=p{number}-family_name]").fill(f"({member})")
        page.locator(f"[name=p{number}-title]").fill("Communication")
        page.locator(f"[name=p{number}-email]").fill(address_of(name, member))
    send(page, presses=2)
    expect(page).to_have_url(re.compile("/receipts/"))
    expect(page.locator("main tbody tr")).to_have_count(len(names))


def confirm(page, case):
    """As the registrar, confirm those of the Member in one press."""
    page.goto(case.path("registrations/?view=action"))
    for box in page.locator("tr", has_text=f"({case.member})").locator("[name=row]").all():
        box.check()
    press(page.locator(".bulk button"), presses=2)
    for name in case.names:
        page.goto(case.path(f"registrations/?view=confirmed&q={name}"))
        expect(page.locator("tbody tr", has_text=f"{name} ({case.member})")).to_have_count(1)


def expected_mails(case):
    """Return who is told of what: each person concerned once."""
    focal, registrar = f"focal.{case.member}@demo.example", "registrar@demo.example"
    waits, waiting = f"focal.{case.waiter}@demo.example", address_of(WAITER, case.waiter)
    told = [
        *[(to, "delegation.nominated") for to in (focal, registrar, waits, registrar)],
        *[(to, "delegation.withdrawn") for to in (focal, registrar)],
        (waiting, "registration.nominated"),
        *[(to, "registration.promoted") for to in (waiting, waits)],
        (address_of(case.names[-1], case.member), "registration.withdrawn"),
    ]
    for name in case.names:
        delegate = address_of(name, case.member)
        told += [(delegate, "registration.nominated"), (delegate, "registration.confirmed")]
        told += [(focal, "registration.confirmed")]
    return Counter((to, f"conferences.{event}") for to, event in told)


def in_one_transaction(stack, event, *types):
    """Say whether events of these types were written by one transaction."""
    with stack.connect() as database:
        rows = database.execute(
            "SELECT DISTINCT xmin::text FROM audit_event WHERE id > %s AND type = ANY(%s)",
            [event, [f"conferences.registration.{each}" for each in types]],
        ).fetchall()
    return len(rows) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_an_administration_registers(stack, enter, barred, case):
    language, script = case.language, case.script
    set_free_places(enter("manager", language, script=script), case, len(case.names))
    focal = enter(f"focal.{case.member}", language, script=script)
    other = enter(f"focal.{case.waiter}", language, script=script)
    before = stack.last_event()

    nominate(focal, case, case.member, case.names)
    for row, role in zip(focal.locator("main tbody tr").all(), case.roles, strict=True):
        expect(row).to_contain_text(role)
    if script:
        barred(focal, "the receipt of a nomination")
    confirm(enter("registrar", language, script=script), case)

    nominate(other, case, case.waiter, [WAITER])
    other.goto(case.path(f"delegations/{case.waiter}/"))
    row = other.locator(".rows li", has_text=f"{WAITER} ({case.waiter})")
    expect(row.locator(".status.warn")).to_contain_text("1")
    if script:
        barred(other, "a delegation that waits")

    focal.goto(case.path(f"delegations/{case.member}/"))
    focal.get_by_role("link", name=f"{case.names[-1]} ({case.member})").click()
    focal.locator("a[href$='/withdraw/']").click()
    send(focal, presses=2)
    expect(focal).to_have_url(re.compile("/receipts/"))
    other.reload()
    expect(row.locator(".status.brand")).to_have_count(1)
    assert in_one_transaction(stack, before, "withdrawn", "promoted")

    told = stack.mails_since(before, "conferences.%")
    assert Counter(told) == expected_mails(case)


def test_what_is_wrong_is_said_and_bars_nobody(enter, barred):
    page = enter("focal.jor", "en")
    page.goto(f"/en{EDITION}delegations/jor/nominate/")
    page.locator("[name=p1-email]").fill("no address")
    send(page)

    expect(page.locator(".error-summary a[href='#id_p1-email']")).to_be_visible()
    expect(page.locator("[name=p1-email][aria-invalid=true]")).to_have_value("no address")
    barred(page, "a refused nomination")
