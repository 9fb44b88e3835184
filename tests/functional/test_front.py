"""The portal answers in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.system, pytest.mark.whole]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_front_page_is_accessible(page, language):
    page.goto(f"/{language}/")

    assert page.locator("html").get_attribute("lang") == language
    assert Axe().run(page).response["violations"] == []


def test_front_page_works_without_javascript(new_page):
    page = new_page(java_script_enabled=False)

    page.goto("/en/")
    page.get_by_role("link", name="Français").first.click()

    assert page.url.endswith("/fr/")
