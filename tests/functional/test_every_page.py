"""Every kind of page, as everybody, in a browser: light, dark, on a phone, mirrored, in French."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from tests.functional.conftest import covered, faults, wide
from tests.pages.crawl import named

pytestmark = [pytest.mark.system, pytest.mark.timeout(1200)]
PEOPLE = ("editor", "approver", "communications", "registrar", "manager", "moderator", "auditor",
          "admin", "coordinator.wca", "vicechair.wca", "focal.sen", "delegate.sen")  # fmt: skip
DESKTOP, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}
LINKS = "links => links.map(link => link.getAttribute('href'))"


def walked(page, *starts):
    """Open one page of every kind that can be reached, and give each back when it stands open."""
    queue, kinds = list(starts), set()
    while queue:
        path = queue.pop(0)
        if (kind := named(path)) in kinds:
            continue
        kinds.add(kind)
        if not shows(page, path):
            continue
        yield kind, path
        for link in page.eval_on_selector_all("a[href^='/']:not([download])", LINKS):
            target = urlsplit(link).path
            if target.startswith(starts[0]) and "/export" not in target:
                queue.append(target)


def shows(page, path):
    """Open an address; what is downloaded is no page."""
    try:
        response = page.goto(path)
    except Error as refusal:
        if "Download is starting" in str(refusal):
            return False
        raise
    return response is not None and "html" in response.headers.get("content-type", "")


def looked_at(page, path):
    """Look at an open page in every shape."""
    found = [f"{path} {each}" for each in faults(page) + covered(page)]
    page.set_viewport_size(PHONE)
    found += [f"{path} on a phone: {each}" for each in wide(page) + covered(page)]
    page.set_viewport_size(DESKTOP)
    page.evaluate("document.documentElement.dir = 'rtl'")
    found += [f"{path} mirrored: {each}" for each in wide(page)]
    page.evaluate("document.documentElement.dir = 'ltr'")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    found += [f"{path} dark {each}" for each in faults(page, ["color-contrast"])]
    page.evaluate("delete document.documentElement.dataset.theme")
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_public_pages(open_page, language):
    page, found = open_page("/livez"), []

    for _kind, path in walked(page, f"/{language}/"):
        found += looked_at(page, path)

    assert "\n".join(found) == ""


def test_work_pages(open_page, sign_in):
    found, known = [], set()

    for number, person in enumerate(PEOPLE):
        language = ("en", "fr")[number % 2]
        page = open_page("/livez")
        sign_in(page, person, language=language)
        for kind, path in walked(page, f"/{language}/", f"/{language}/work/"):
            if kind not in known:
                known.add(kind)
                found += [f"{person}: {each}" for each in looked_at(page, path)]

    assert "\n".join(found) == ""
