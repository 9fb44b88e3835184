"""The handbook lives: anybody reads it, a Member submits a practice, the Secretariat returns it
once and publishes it; in both languages, with and without JavaScript."""

import re
import secrets
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import act, send

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
FEWEST_WORDS = 600
CHAPTERS, PRACTICES, FACTS = 6, 8, 6


@dataclass(frozen=True)
class Case:
    """In which language, whether with JavaScript, and what the pages say there."""

    language: str
    script: bool
    invented: str
    reason: str

    def path(self, rest):
        return f"/{self.language}/{rest}"


CASES = [
    Case("fr", False, "Données de démonstration", "Combien de questions par semaine ?"),
    Case("en", True, "Demonstration data", "How many questions a week?"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_anybody_reads_six_chapters_and_practices_that_name_their_source(open_page, case):
    page = open_page(case.path("handbook/"), script=case.script)
    chapters = page.locator("ol.numbered h2 a").evaluate_all("links => links.map(a => a.href)")
    assert len(chapters) == CHAPTERS

    for address in chapters:
        page.goto(address)
        assert len(page.locator("article.prose").inner_text().split()) >= FEWEST_WORDS
        expect(page.locator("aside.aside")).to_contain_text(case.invented)

    page.goto(case.path("practices/"))
    rows = page.locator("ul.rows > li")
    assert rows.count() >= PRACTICES
    facts = rows.filter(has=page.locator("a.src"))
    invented = rows.filter(has_text=case.invented)
    assert (facts.count(), facts.count() + invented.count()) == (FACTS, rows.count())
    page.locator("details", has=page.locator("#source-1")).locator("summary").click()
    for number in range(1, FACTS + 1):
        expect(page.locator(f"#source-{number}")).to_contain_text(re.compile("20(12|14|19)"))


def write(page, case, title, barred):
    """As a focal point, begin a practice, leave it, and find the draft on the desk again."""
    page.goto(case.path("practices/"))
    page.locator("a[href$='/practices/new/']").click()
    page.locator("[name=context]").fill("Queues at noon.")
    send(page)
    expect(page.locator(".error-summary a[href='#id_title']")).to_be_visible()
    expect(page.locator("#id_title[aria-invalid=true]")).to_have_count(1)
    expect(page.locator("[name=context]")).to_have_value("Queues at noon.")
    if case.script:
        barred(page, "a refused practice")
    page.locator("[name=title]").fill(title)
    page.locator("[name=principles][value=T]").check()
    send(page, presses=2)
    address = urlsplit(page.url).path
    expect(page.locator("form.act button[disabled], .act button[disabled]")).to_have_count(1)
    page.goto(case.path("work/"))
    expect(page.locator("main a", has_text=title)).to_have_count(1)
    page.locator("main a", has_text=title).click()
    expect(page).to_have_url(re.compile(f"{address}$"))
    page.locator("a[href$='/edit/']").click()
    expect(page.locator("[name=context]")).to_have_value("Queues at noon.")
    page.locator("[name=done]").fill("A quiet hour for questions.")
    send(page, presses=2)
    if case.script:
        barred(page, "a draft of a practice")
    return address


def give_back(page, address, case, barred):
    """As the communications officer, return the practice: not without a reason."""
    page.goto(address)
    act(page, "request-changes")
    expect(page.locator(".error-summary")).to_be_visible()
    if case.script:
        barred(page, "a practice that is not returned")
    page.locator("[name=note]").fill(case.reason)
    act(page, "request-changes", presses=2)
    expect(page.locator(".alert.warn")).to_contain_text(case.reason)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_a_practice_is_submitted_returned_and_published(stack, enter, open_page, barred, case):
    title = f"A quiet hour {secrets.token_hex(2)}"
    focal = enter("focal.jpn", case.language, script=case.script)
    officer = enter("communications", case.language, script=case.script)
    reader = open_page("/livez", script=case.script)
    address = write(focal, case, title, barred)
    assert officer.goto(address).status == reader.goto(address).status == 404

    act(focal, "submit", presses=2)
    expect(focal.locator(".receipt .number")).to_have_text(re.compile(r"\w{10}"))
    target = focal.locator(".receipt .number").inner_text()
    if case.script:
        barred(focal, "the receipt of a practice")
    give_back(officer, address, case, barred)
    focal.goto(address)
    expect(focal.locator(".alert.warn")).to_contain_text(case.reason)
    focal.locator("a[href$='/edit/']").click()
    focal.locator("[name=results]").fill("Forty before, ten after.")
    send(focal, presses=2)
    act(focal, "submit")
    assert reader.goto(address).status == 404
    officer.goto(case.path("work/"))
    officer.locator("main a", has_text=title).first.click()
    act(officer, "publish", presses=2)

    reader.goto(case.path("practices/"))
    reader.get_by_role("link", name=title).click()
    expect(reader.locator("main")).to_contain_text("Forty before, ten after.")
    expect(reader.locator("main")).to_contain_text(case.invented)
    expect(reader.locator("main")).not_to_contain_text(case.reason)
    check_mails(stack, target)


def check_mails(stack, target):
    """Expect one mail to each concerned: twice sent, once returned, once published."""
    focal, officer = "focal.jpn@demo.example", "communications@demo.example"
    expected = {
        "submitted": {focal: 2, officer: 2},
        "returned": {focal: 1},
        "published": {focal: 1},
    }
    for event, who in expected.items():
        mails = stack.mails_about(target, f"communications.practice.{event}")
        assert Counter(to for to, _mail in mails) == Counter(who)
