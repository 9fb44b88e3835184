"""A reader has the plan in force printed, an editor makes a paper: by a real worker."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.system, pytest.mark.whole]
PLAN = "plans/2016-2019/"
SOON = 45_000


def taken(page, link):
    """Take the file that a link leads to."""
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_reader_watches_the_plan_being_made_and_takes_it(open_page, barred):
    page = open_page(f"/en/{PLAN}")
    page.get_by_role("link", name="To read and print (PDF)").click()
    barred(page, "a file that is not made")
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("status")).to_be_visible()
    barred(page, "a job")

    ready = page.get_by_role("link", name="Download the file")
    expect(ready).to_be_visible(timeout=SOON)  # The page has looked again by itself.
    name, data = taken(page, ready)

    assert re.fullmatch(r"2016-2019-current-en-\d{4}-\d\d-\d\d\.pdf", name)
    assert data.startswith(b"%PDF-1.7")


def test_a_reader_without_script_looks_again_by_a_link(open_page):
    page = open_page(f"/fr/{PLAN}", script=False, width=390)
    page.get_by_role("link", name="À retravailler (DOCX)").click()
    page.get_by_role("button", name="Produire le fichier").click()

    ready = page.get_by_role("link", name="Télécharger le fichier")
    for _again in range(30):
        if ready.is_visible():
            break
        page.wait_for_timeout(1000)
        page.get_by_role("link", name="Actualiser").click()
    name, data = taken(page, ready)

    assert name.endswith(".docx")
    assert data.startswith(b"PK")


def test_an_editor_makes_the_paper_for_the_council(enter, barred):
    page = enter("editor")
    page.goto("/en/plans/2019-2022/")
    page.get_by_role("link", name="Paper for a meeting").click()
    page.get_by_label("Meeting").select_option("Council, June 2019")
    page.get_by_label("Agenda item").fill("IV")
    page.get_by_label("Document number").fill("SC0180")
    page.get_by_role("button", name="Make the paper").click()

    expect(page.locator("#leaves a[href*='/files/']")).to_have_count(4, timeout=2 * SOON)
    barred(page, "a paper")
    _name, data = taken(page, page.get_by_role("link", name="French, PDF"))

    assert data.startswith(b"%PDF-1.7")
