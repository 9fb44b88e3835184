"""A real browser against a real server."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1360, "height": 900}


@pytest.fixture(scope="session")
def chromium():
    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """Open an address in a browser of its own; what the console says is kept in `page.said`."""
    contexts = []

    def opened(address, *, width=1360, script=True, dark=False, cookies=None):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            base_url=live_server.url,
        )
        contexts.append(context)
        for name, value in (cookies or {}).items():
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.said = []
        page.on("console", lambda m: m.type in {"error", "warning"} and page.said.append(m.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def faults(page):
    """What is wrong with an open page: accessibility, console, overflow, inline code."""
    found = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in Axe().run(page, options={"runOnly": RULES}).response["violations"]
    ]
    found += page.said
    if page.locator("[style]").count():
        found.append("a style attribute")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if page.evaluate(wide) > 0:
        found.append(f"{page.evaluate(wide)} pixels too wide")
    return found
