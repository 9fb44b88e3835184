"""A Member shares out 100 points with the keyboard: what is left is shown, said, and checked."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import faults

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
ROUND = "/consultations/share-of-effort-for-each-strategic-objective/answer/"


@pytest.mark.parametrize(
    ("language", "left", "all_given", "wrong"),
    [
        ("en", "30 of 100 left", "0 of 100 left", "You shared out 70 points"),
        ("fr", "30 sur 100 à répartir", "0 sur 100 à répartir", "Vous avez réparti 70 points"),
    ],
)
def test_a_member_shares_out_points(enter, language, left, all_given, wrong):
    page = enter("focal.sen" if language == "fr" else "focal.bra", language)
    page.goto(f"/{language}{ROUND}")
    fields = page.locator(".marks input[type=number]")

    fields.nth(0).fill("40")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    expect(page.locator("[data-remainder]")).to_have_text(left)
    expect(page.locator("portal-budget [role=status]")).to_have_text(left)
    page.locator("main form .btn.primary").click()
    expect(page.locator("main")).to_contain_text(wrong)
    assert fields.nth(0).input_value() == "40"
    assert faults(page) == []

    fields.nth(2).fill("30")
    expect(page.locator("[data-remainder]")).to_have_text(all_given)
    page.locator("main form .btn.primary").click()
    expect(page).to_have_url(re.compile("/review/"))
    page.locator("main form .btn.primary").click()
    expect(page).to_have_url(re.compile("/receipts/"))
    assert faults(page) == []
