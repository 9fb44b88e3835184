"""The plan in force is amended, on a portal of its own: the clock moves."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import faults, send, text
from tests.functional.test_writing_a_plan import the_clock_moves
from tests.stack import copy_of, until

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
AMENDMENTS = "/plans/2016-2019/amendments/"
TITLES = {"en": "Answer what is exchanged", "fr": "Répondre à ce qui est échangé"}
WORDS = {"en": "Every message is answered.", "fr": "Chaque message reçoit une réponse."}
MARKS = {
    "en": ("As amended by Amendment 1", "Reworded by Amendment 1"),
    "fr": ("Tel que modifié par l’amendement 1", "Reformulé par l’amendement 1"),
}


@pytest.fixture(scope="module")
def stack(seed):
    """A copy of the portal; what happens here disturbs nobody."""
    with copy_of(seed) as own:
        yield own.start()


def writes_new_words(page):
    """Find the amendment in My work; write both languages, after a title that was left empty."""
    page.goto("/fr/work/")
    page.locator(f"main a[href*='{AMENDMENTS}']").first.click()
    address = page.url
    page.locator("main .beside a[href*='/changes/']").click()
    for language in ("en", "fr"):
        page.locator(f"[name=text_{language}]").fill(WORDS[language])
        page.locator(f"[name=title_{language}]").fill(TITLES[language] if language == "en" else " ")
    send(page)
    expect(page.locator("[name=title_fr]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=text_fr]")).to_have_value(WORDS["fr"])
    page.locator("[name=title_fr]").fill(TITLES["fr"])
    send(page)
    expect(page).to_have_url(address)
    assert TITLES["fr"] in text(page.locator("main .rows").first)
    return address


def submits(page, address):
    """Lay it before the Council, after a day that lies before the session."""
    page.goto(f"{address}submit/")
    for day in ("2019-06-01", "2019-06-30"):
        page.locator("[name=effective_on]").fill(day)
        send(page)
        if day == "2019-06-01":
            expect(page.locator("[name=effective_on]")).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(address)


def adopts(page):
    """Find it in My work and record the decision on the version that was laid."""
    page.goto("/en/work/")
    page.locator(f"main a[href*='{AMENDMENTS}']").first.click()
    assert WORDS["en"] in text(page.locator("main"))
    page.locator("aside a[href$='/adopt/']").click()
    assert faults(page) == []
    page.locator("[name=reference]").fill("Doc. SC0190, decision 2")
    send(page)
    expect(page.locator("main")).to_contain_text("Doc. SC0190, decision 2")
    assert faults(page) == []


def reads_it(page, language):
    """Read as anybody the new words with their mark, and those of a day before."""
    plan = f"/{language}/plans/2016-2019/"
    amended, reworded = MARKS[language]

    def said(address):
        page.goto(address)
        return text(page.locator("main"))

    until(lambda: amended in said(plan), 70, 1)
    assert TITLES[language] in said(plan)
    assert TITLES[language] not in said(f"{plan}?as_of=2019-06-28")
    page.goto(plan)
    page.locator("section[aria-labelledby=goals] a", has_text=TITLES[language]).first.click()
    for words in (reworded, WORDS[language]):
        expect(page.locator("main")).to_contain_text(words)
    page.locator(f"main .alert a[href*='{AMENDMENTS}']").first.click()
    expect(page.locator("main .rows ins").first).to_be_visible()


def test_the_plan_in_force_is_amended(enter, open_page):
    address = writes_new_words(editor := enter("editor", "fr", script=False))
    submits(editor, address)
    adopts(enter("approver", "en"))
    the_clock_moves(enter("admin", "en"))

    reads_it(open_page("/livez", script=False), "fr")
    reads_it(open_page("/livez"), "en")
    editor.goto("/fr/notifications/")
    # In the language that the editor has chosen for letters.
    for told in ("In effect: amendment 1", "Adopted: amendment 1"):
        expect(editor.locator("main")).to_contain_text(told)
