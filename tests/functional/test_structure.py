"""An editor builds the tree of a plan: by dragging, with the keys, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import faults, press
from tests.functional.test_answering import drag_to_top, order

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
PLAN = {
    "title_en": "Strategic Plan 2022-2025",
    "title_fr": "Plan stratégique 2022-2025",
    "slug": "to-be-built",
    "starts_on": "2022-07-01",
    "ends_on": "2025-06-30",
}
SUBMIT = "main form .btn.primary"


def add(page, language, kind, title, **more):
    page.goto(f"/{language}/plans/{PLAN['slug']}/structure/new/")
    page.locator("[name=kind]").select_option(kind)
    page.locator(f"[name=title_{language}]").fill(title)
    for name, value in more.items():
        page.locator(f"[name={name}]").select_option(label=value)
    press(page.locator(SUBMIT))


def test_an_editor_builds_a_plan(enter):
    page = enter("editor")
    page.goto("/en/plans/new/")
    for name, value in PLAN.items():
        page.locator(f"[name={name}]").fill(value)
    press(page.locator(SUBMIT))
    for title in ("Trade", "Revenue", "Protection"):
        add(page, "en", "objective", title)
    add(page, "en", "priority", "Corridors", part_of="SO2 Revenue")
    page.goto(f"/en/plans/{PLAN['slug']}/structure/")
    assert faults(page) == []
    assert order(page) == ["SO1 Trade", "SO2 Revenue", "SO3 Protection", "P1 Corridors"]

    drag_to_top(page, 3)
    page.locator(".rank li:nth-child(3) .grip").first.focus()
    for key in ("Space", "ArrowUp", "Space"):
        page.keyboard.press(key)
    press(page.locator(SUBMIT))

    assert order(page)[:3] == ["SO3 Protection", "SO2 Revenue", "SO1 Trade"]
    page.get_by_role("link", name="SO1 Trade").click()
    assert faults(page) == []
    page.locator("[name=reason]").fill("Covered by SO2.")
    press(page.locator("#remove form .btn, section:has(#remove) form .btn").first)
    expect(page.locator("main")).to_contain_text("Covered by SO2.")

    plain = enter("editor", "fr", script=False)
    add(plain, "fr", "objective", "Commerce")
    plain.goto(f"/fr/plans/{PLAN['slug']}/structure/")
    assert order(plain)[:3] == ["SO3 Protection", "SO2 Revenue", "SO4 Commerce"]
    for place, field in zip((3, 2, 1), plain.locator(".rank input").all(), strict=False):
        field.fill(str(place))
    press(plain.locator(SUBMIT))
    assert order(plain)[:3] == ["SO4 Commerce", "SO2 Revenue", "SO3 Protection"]
