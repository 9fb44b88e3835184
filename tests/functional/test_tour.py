"""The tour: every stop is entered by its own buttons, and its page offers what the stop says."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import press, send, text
from tests.whole import one_of

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]
ROUND = "priorities-2019-2022-second-round"


def follow(page, selector):
    """Go where the first of these links leads."""
    link = page.locator("main").locator(selector).first
    expect(link).to_be_visible()
    page.goto(link.get_attribute("href"))


def offers(selector):
    """Expect something of a page to be seen."""
    return lambda page: expect(
        page.locator("main").locator(selector).locator("visible=true").first
    ).to_be_visible()


def leads_to(*selectors):
    """Follow links one after the other; the last selector names what must stand there."""

    def act(page):
        for selector in selectors[:-1]:
            follow(page, selector)
        offers(selectors[-1])(page)

    return act


def adds_an_activity(page):
    follow(page, "a[href$='/activities/new/']")
    page.locator("[name=title_fr]").fill("Une journée d’essai")
    page.locator("[name=title_en]").fill("A day of trial")
    page.locator("[name=happened_on]").fill("2019-03-20")
    send(page)
    expect(page.locator(".alerts")).to_be_visible()


def walks_the_thread(page):
    """From a thing to what it leads to, and back from there."""
    start = page.url.split("/", 3)[3].split("/", 1)[1]
    follow(page, ".thread .knots a[href*='/messages/'], .thread .knots a[href*='/research/']")
    follow(page, f".thread a[href$='/{start}']")
    offers(".thread")(page)


def walks_from_an_objective(page):
    follow(page, f"{GOALS} >> nth=1")
    walks_the_thread(page)


GOALS = "section[aria-labelledby=goals] h3 a:not(.src)"
A_MESSAGE = "a[href*='/messages/']:not([href$='/messages/'])"
# What is done at each stop, by who enters it; a stop whose act has a journey of its own need only
# offer it.
ACTS = {
    (1, ""): offers("#plan-now"),
    (2, "editor"): leads_to(".rows a", ".rows.numbered"),
    (3, "editor"): leads_to(".tree a", "[name=english], [data-editor]"),
    (4, "focal.sen"): leads_to(f"a[href$='/{ROUND}/']", "a[href*='/answer/']", ".rank input"),
    (4, "coordinator.wca"): leads_to("a[href*='/region/wca/']", "#synthesis"),
    (4, "vicechair.wca"): leads_to("a[href*='/region/wca/']", "#synthesis"),
    # Other journeys may have said something meanwhile, which is to be answered first.
    (5, "editor"): offers("[name=meeting], .alert a[href*='/inputs/']"),
    (5, "approver"): offers(".alert, [name=reference]"),
    (5, "admin"): offers("[name=step][value=july]"),
    (6, ""): leads_to(GOALS, ".facts"),
    (7, ""): walks_the_thread,
    (8, "focal.jor"): adds_an_activity,
    (9, ""): offers("table .hatched"),
    (10, ""): offers("#border-agencies"),
    (11, "editor"): leads_to("a[href$='/workshops/new/']", "[name=region]"),
    (11, "focal.sen"): offers("h1"),
    (12, ""): leads_to("a[href*='/research/']", ".thread a"),
    (13, "communications"): leads_to(A_MESSAGE, "h1"),
    (14, "focal.jpn"): leads_to("a[href$='/practices/']", "a[href$='/practices/new/']", "form"),
    (14, "communications"): offers(".card, .rows"),
    (15, "focal.sen"): leads_to("a[href*='communication-conference-demo']", "a[href*='/deleg']"),
    (15, "registrar"): leads_to("a[href*='/registrations/']", "h1"),
    (16, "focal.can"): leads_to("a[href$='/forum/new/']", "form"),
    (16, "moderator"): leads_to("a[href*='/forum/']:not([href$='/new/'])", "h1"),
    (17, "focal.fra"): leads_to(A_MESSAGE, "h1"),
    (18, ""): walks_from_an_objective,
    (19, ""): offers("a[href='/api/v1/schema/']"),
}


def entries(page, language):
    """Read the tour: each stop's number with who may enter it; nobody stands for an open page."""
    page.goto(f"/{language}/demo/")
    found = []
    for stop in page.locator("li[id^=stop-]").all():
        number = int(stop.get_attribute("id").removeprefix("stop-"))
        accounts = stop.locator("[name=account]").evaluate_all("all => all.map(a => a.value)")
        found += [(number, account) for account in accounts or [""]]
    return found


@pytest.mark.parametrize(("language", "script"), one_of([("en", True), ("fr", False)], 1))
def test_every_stop_is_entered_and_done(open_page, language, script):
    page = open_page("/livez", script=script)
    assert entries(page, language) == list(ACTS)

    for (number, account), act in ACTS.items():
        page.goto(f"/{language}/demo/")
        stop = page.locator(f"#stop-{number}")
        said = text(stop.locator("h2"))
        if account:
            press(stop.locator(f"form:has([value='{account}']) button"))
            expect(page.locator(".alerts"), said).to_be_visible()
        else:
            page.goto(stop.locator("a.btn").get_attribute("href"))
        assert page.locator("html").get_attribute("lang") == language or number == 19
        act(page)
