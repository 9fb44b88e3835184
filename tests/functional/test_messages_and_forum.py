"""What Customs says together, what the forum concludes, and the thread through all of it: in both
languages, with and without JavaScript, once by the keyboard alone."""

import re
import secrets
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import act, send

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
# So that a second run against the same portal finds its own.
MARK = secrets.token_hex(2)
MOST_TABS = 80


@dataclass(frozen=True)
class Case:
    """In which language, and whether with JavaScript; each has titles of its own."""

    language: str
    script: bool
    titles: dict
    expires: str
    expired: str

    @property
    def title(self):
        return self.titles[self.language]

    def path(self, rest):
        return f"/{self.language}/{rest}"


CASES = [
    Case("fr", False, {"en": f"We answer today {MARK}", "fr": f"Nous répondons ce jour {MARK}"},
         "30 avril 2019", "20 mars 2019"),
    Case("en", True, {"en": f"We answer at once {MARK}", "fr": f"Nous répondons aussitôt {MARK}"},
         "30 April 2019", "20 March 2019"),
]  # fmt: skip


def language(case):
    return case.language


def fill(page, **values):
    """Fill fields by their names."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)


def refused(page, *fields):
    """Expect a form back, each wrong field named in the summary and marked itself."""
    for field in fields:
        expect(page.locator(f".error-summary a[href='#id_{field}']")).to_be_visible()
        expect(page.locator(f"#id_{field}[aria-invalid=true]")).not_to_have_count(0)


def card(page, name):
    """Find a box by the id of its heading."""
    return page.locator(".card", has=page.locator(f"#{name}"))


def by_keyboard(page, selector, *keys):
    """Walk with the tabulator to something, and press keys there."""
    wanted = page.locator(selector).first.element_handle()
    for _step in range(MOST_TABS):
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"{selector} is not reached by the tabulator")
    for key in keys:
        page.keyboard.press(key)


def mails_of(stack, target, event):
    """Count who got mail about an event of the newest kind."""
    return Counter(to for to, _mail in stack.mails_about(target, f"communications.{event}"))


def public_id(stack, table, address):
    """Return the public id of the thing at an address."""
    with stack.connect() as database:
        slug = urlsplit(address).path.split("/")[-2]
        row = database.execute(f"SELECT public_id FROM {table} WHERE slug = %s", [slug]).fetchone()  # noqa: S608
    return row[0]


def write_message(page, case, barred):
    """As the communications officer, write a message, and see what it still lacks."""
    page.goto(case.path("messages/"))
    page.locator("a[href$='/messages/new/']").click()
    fill(page, statement_en="Kept as written.")
    send(page)
    refused(page, "title_en", "title_fr")
    expect(page.locator("[name=statement_en]")).to_have_value("Kept as written.")
    if case.script:
        barred(page, "a refused message")
    fill(page, **{f"title_{code}": title for code, title in case.titles.items()})
    for box in page.locator("[name=audiences]").all()[:2]:
        box.check()
    send(page, presses=2)
    expect(page.locator("h1")).to_have_text(case.title)
    expect(page.locator(".act button[disabled]")).to_have_count(1)


def prove(page, case, barred):
    """Put a fact behind the message, first with a day that is over."""
    page.locator("a[href$='/prove/']").click()
    fact = {"statement_en": "Nine of ten calls.", "statement_fr": "Neuf appels sur dix."}
    fill(page, **fact, expires_on="2019-03-01", publisher="An office", source_title="Its report")
    fill(page, published="2019-02")
    page.locator("[name=grade]").select_option("secondary")
    send(page)
    refused(page, "expires_on")
    if case.script:
        barred(page, "a refused proof")
    fill(page, expires_on="2019-04-30")
    send(page, presses=2)
    expect(card(page, "proof").locator("li")).to_have_count(1)
    expect(card(page, "proof")).to_contain_text(case.expires)
    if case.script:
        barred(page, "a draft of a message")


def endorse(page, case, barred):
    """As a focal point, find the message on the desk, and take a position."""
    page.goto(case.path("work/"))
    page.locator("main a", has_text=case.title).first.click()
    position = ".card:has(#position) [name=position][value={}]".format
    button = ".card:has(#position) button[type=submit]"
    if case.script:
        by_keyboard(page, position("endorse"), "Space", "ArrowDown", "ArrowDown")
        by_keyboard(page, button, "Enter")
    else:
        page.locator(position("object")).check()
        act(page, "endorse")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator(position("object"))).to_be_checked()
    if case.script:
        barred(page, "a refused position")
        page.reload()
        page.goto(urlsplit(page.url).path.removesuffix("endorse/"))
        by_keyboard(page, position("endorse"), "Space")
        by_keyboard(page, button, "Enter")
    else:
        page.locator(position("endorse")).check()
        act(page, "endorse", presses=2)
    expect(card(page, "position").locator(".receipt .number")).to_have_text(re.compile(r"\w{10}"))
    if case.script:
        barred(page, "the receipt of a position")


@pytest.mark.parametrize("case", CASES, ids=language)
def test_a_message_is_written_proved_endorsed_and_read(stack, enter, open_page, barred, case):
    officer = enter("communications", case.language, script=case.script)
    write_message(officer, case, barred)
    address = urlsplit(officer.url).path
    reader = open_page("/livez", script=case.script)
    assert reader.goto(address).status == 404
    prove(officer, case, barred)
    act(officer, "consult", presses=2)

    endorse(enter("focal.fra", case.language, script=case.script), case, barred)
    approver = enter("approver", case.language, script=case.script)
    approver.goto(case.path("work/"))
    approver.locator("main a", has_text=case.title).first.click()
    act(approver, "adopt", presses=2)

    reader.goto(case.path("messages/"))
    house = reader.locator(".card", has=reader.locator("h2", has_text=case.title))
    expect(house).to_contain_text("France")
    house.get_by_role("link").last.click()
    expect(card(reader, "voices")).to_contain_text("France")
    expect(card(reader, "proof")).to_contain_text(case.expires)
    expect(card(reader, "proof").locator(".status.bad")).to_have_count(0)
    target = public_id(stack, "communications_message", address)
    focal, wrote = "focal.fra@demo.example", "communications@demo.example"
    assert mails_of(stack, target, "message.endorsed") == Counter([focal, wrote])
    assert mails_of(stack, target, "message.adopted") == Counter([focal])


@pytest.mark.parametrize("case", CASES, ids=language)
def test_a_proof_that_has_expired_says_so_to_anybody(open_page, case):
    page = open_page(case.path("messages/"), script=case.script)
    line = page.locator("li", has=page.locator(".status.bad"))
    expect(line).to_have_count(1)

    line.get_by_role("link").click()

    expect(card(page, "proof").locator(".status.bad")).to_have_count(1)
    expect(card(page, "proof")).to_contain_text(case.expired)


@pytest.mark.parametrize("case", CASES, ids=language)
def test_a_topic_ends_in_a_conclusion_that_becomes_a_practice(
    stack, enter, open_page, barred, case
):
    focal = enter("focal.can", case.language, script=case.script)
    focal.goto(case.path("forum/"))
    focal.locator("a[href$='/forum/new/']").click()
    fill(focal, title=case.title)
    send(focal)
    refused(focal, "space", "body")
    expect(focal.locator("[name=title]")).to_have_value(case.title)
    if case.script:
        barred(focal, "a refused topic")
    focal.locator("[name=space]").select_option(index=1)
    fill(focal, body="We record short answers and send the address.")
    send(focal, presses=2)
    address = urlsplit(focal.url).path
    other = enter("focal.sen", case.language, script=case.script)
    other.goto(case.path("forum/"))
    expect(other.locator("a", has_text=case.title)).to_have_count(1)
    other.locator("a", has_text=case.title).click()
    fill(other, body="Chez nous aussi.")
    act(other, "write", presses=2)
    expect(other.locator("article")).to_have_count(2)

    moderator = enter("moderator", case.language, script=case.script)
    moderator.goto(address)
    moderate(moderator, case, barred)
    target = address.split("/")[-2]
    took_part = Counter(["focal.can@demo.example", "focal.sen@demo.example"])
    assert mails_of(stack, target, "topic.closed") == took_part
    focal.goto(address)
    expect(focal.locator(".alert.good")).to_contain_text("Record short answers.")

    finish(moderator)
    practice = urlsplit(moderator.url).path
    officer = enter("communications", case.language, script=case.script)
    officer.goto(practice)
    act(officer, "publish", presses=2)
    reader = open_page(practice, script=case.script)
    expect(reader.locator("h1")).to_have_text(case.title)
    expect(card(reader, "lessons")).to_contain_text("Record short answers.")
    officer.goto(practice)
    officer.locator(".thread a", has_text=case.title).click()
    expect(officer).to_have_url(re.compile(f"{address}$"))
    expect(officer.locator(f".thread a[href='{practice}']")).to_have_count(1)


def moderate(page, case, barred):
    """As the moderator, close the topic: not without a conclusion; then make a practice of it."""
    act(page, "close")
    expect(page.locator(".error-summary")).to_be_visible()
    if case.script:
        barred(page, "a topic that is not closed")
    words = {"conclusion_en": "Record short answers.", "conclusion_fr": "Record short answers."}
    fill(page, **words)
    act(page, "close", presses=2)
    expect(page.locator(".alert.good").first).to_be_visible()
    act(page, "practice", presses=2)
    expect(page).to_have_url(re.compile("/practices/"))


def finish(page):
    """Complete the draft and send it."""
    page.locator("a[href$='/edit/']").click()
    fill(page, context="Calls were not answered.", done="Answers were recorded.")
    send(page, presses=2)
    act(page, "submit", presses=2)
    expect(page.locator(".receipt .number")).to_be_visible()


# From the remark at a workshop to what carries it: where each step leads, and to where back.
WAY = ["/priorities/", "#b-", "/messages/", "/programme/"]


def step(page, side, where, within=""):
    """Follow a link of the thread; the browser must then show what it leads to."""
    links = page.locator(f"{within} .thread-sides > div:nth-child({side}) a[href*='{where}']")
    links.last.click()
    expect(page).to_have_url(re.compile(re.escape(where)))
    expect(page.locator(".thread").first).to_be_visible()


@pytest.mark.parametrize("case", CASES, ids=language)
def test_anybody_walks_the_thread_both_ways_by_its_links(open_page, case):
    page = open_page(case.path("workshops/2019-wca/"), script=case.script)
    remarks = page.locator(
        "li[id^=conclusion]", has=page.locator(".thread a[href*='/priorities/']")
    )
    said = remarks.first.get_attribute("id")

    step(page, 2, WAY[0], within=f"#{said}")
    for where in WAY[1:]:
        step(page, 2, where)
    for where in ("/messages/", "#b-", "/priorities/", f"#{said}"):
        step(page, 1, where)
    expect(page.locator(f"#{said}")).to_be_visible()

    step(page, 2, WAY[0], within=f"#{said}")
    for where in (WAY[1], "/indicators/"):
        step(page, 2, where)
    step(page, 1, "#b-")
    step(page, 2, "/messages/")
    step(page, 2, "/practices/")
    step(page, 1, "/messages/")
