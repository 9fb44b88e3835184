"""Objectives are readjusted: a review with its amendment, a challenge, a study that serves."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import send, text

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
REVIEWS = "/plans/2016-2019/reviews/"
HELD = "/workshops/2019-wca/"
STUDY = "/research/disruptive-technologies/"
FOUND = {
    "keep": {"en": "On course.", "fr": "En bonne voie."},
    "change": {"en": "Say what becomes of an answer.", "fr": "Dire ce que devient une réponse."},
    "drop": {"en": "Served by another goal.", "fr": "Pris en charge par un autre but."},
}


def writes_the_finding(page, language, row, verdict):
    address = page.locator(".rows > li").nth(row).locator(".beside a").get_attribute("href")
    page.goto(address)
    page.locator(f"[name=verdict][value={verdict}]").check()
    page.locator(f"[name=finding_{language}]").fill(FOUND[verdict][language])
    send(page)


def closes(page, language, summary):
    """Close the review that stands open; a summary that is missing is asked for."""
    page.locator(".page-head a[href$='/close/']").click()
    send(page)
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    page.locator(f"[name=summary_{language}]").fill(summary)
    send(page)
    expect(page).to_have_url(re.compile("/amendments/"))


def reads_the_amendment(page, address, language, verdicts):
    """Read as anybody which goals the amendment changes, and the review it was born of."""
    page.goto(address)
    shown = [FOUND[each][language] for each in verdicts if each != "keep"]
    rows = page.locator(".rows > li").all()
    assert [line for line, row in zip(shown, rows, strict=True) if line in text(row)] == shown
    page.locator(f"main a[href*='{REVIEWS}']").first.click()
    assert page.locator(".rows .status").count() == 7
    page.goto(f"/{language}/plans/2016-2019/")
    assert page.locator(f"aside a[href='{address}']").count() == 1


def reviews(enter, open_page, *, language, script, period, verdicts):
    """Find something on each goal in a review of a period, or in the open one; close it."""
    page = enter("editor", language, script=script)
    if period:
        page.goto(f"/{language}{REVIEWS}new/")
        for name, day in zip(("starts_on", "ends_on"), period, strict=True):
            page.locator(f"[name={name}]").fill(day)
        send(page)
        expect(page).not_to_have_url(re.compile("/new/$"))
    else:
        page.goto(f"/{language}/work/")
        page.locator(f"main a[href*='{REVIEWS}']").first.click()
    review = page.url

    for row, verdict in enumerate(verdicts):
        page.goto(review)
        writes_the_finding(page, language, row, verdict)
    closes(page, language, {"en": "One goal says more.", "fr": "Deux buts changent."}[language])

    address = page.url.removeprefix(page.url.split("/plans/")[0][:-3])
    reads_the_amendment(open_page("/livez", script=script), address, language, verdicts)


def test_a_review_is_closed_and_an_amendment_born(enter, open_page):
    """The open one in French without a script; when it is closed, a new one in English."""
    found = ["keep", "keep", "change", "keep", "keep", "keep", "drop"]
    reviews(enter, open_page, language="fr", script=False, period=None, verdicts=found)
    half = ("2018-07-01", "2018-12-31")
    found = ["keep"] * 5 + ["change", "keep"]
    reviews(enter, open_page, language="en", script=True, period=half, verdicts=found)


def raises(page, language, title):
    """Raise a challenge at a workshop of the own region; return its address."""
    page.goto(f"/{language}{HELD}")
    page.locator("main a[href$='/challenges/new/']").click()
    send(page)
    assert page.locator(".error-summary a, [aria-invalid=true]").count()
    page.locator(f"[name=title_{language}]").fill(title)
    page.locator(f"[name=text_{language}]").fill(f"{title}.")
    send(page)
    expect(page.locator(".receipt .number")).to_be_visible()
    return "/" + page.url.split("/", 3)[3]


def test_a_challenge_is_raised_and_linked_to_an_objective(enter, open_page):
    title = "Les opérateurs changent plus vite que nos formulaires"
    focal, editor = enter("focal.sen", "fr", script=False), enter("editor", "fr", script=False)
    address = raises(focal, "fr", title)
    anybody = open_page("/livez", script=False)
    assert anybody.goto(address).status == 404

    editor.goto("/fr/work/")
    editor.locator("main a", has_text=title).first.click()
    editor.locator("main a[href$='/take-up/']").click()
    option = editor.locator("[name=element] option", has_text=re.compile("2019-2022.*SO2"))
    editor.locator("[name=element]").select_option(option.get_attribute("value"))
    send(editor)

    assert anybody.goto(address).ok
    anybody.locator(".thread a[href*='/plans/2019-2022/']").first.click()
    expect(anybody.locator(".thread").first).to_contain_text(title)
    focal.goto(f"/fr{HELD}")
    expect(focal.locator("main")).to_contain_text(title)


def test_a_challenge_is_set_aside_with_a_reason(enter):
    title, reason = "Too few interpreters at our meetings", "This is for the budget, not the plan."
    focal, editor = enter("focal.cmr"), enter("editor")
    address = raises(focal, "en", title)

    editor.goto(address)
    editor.locator("main a[href$='/set-aside/']").click()
    send(editor)
    expect(editor.locator("[name=reason]")).to_have_attribute("aria-invalid", "true")
    editor.locator("[name=reason]").fill(reason)
    send(editor)

    focal.goto(address)
    expect(focal.locator("main .alert")).to_contain_text(reason)


@pytest.mark.parametrize(("language", "script"), [("en", True), ("fr", False)])
def test_the_study_stands_under_what_it_serves(open_page, language, script):
    page = open_page(f"/{language}{STUDY}", script=script)
    ends = [a.get_attribute("href") for a in page.locator(".thread a").all()]

    assert any("/elements/" in end for end in ends)
    assert any("/priorities/e-commerce/" in end for end in ends)
    for end in ends:
        page.goto(end)
        assert page.locator(f".thread a[href='/{language}{STUDY}']").count()
