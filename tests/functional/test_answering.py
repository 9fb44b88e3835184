"""Members answer, the region is heard: rank, come back, send; remind, draft, clear; the result."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import cramped, faults, text
from tests.stack import until

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]
OPEN = "/consultations/priorities-2019-2022-second-round/"
CLOSED = "/consultations/priorities-for-the-first-year-of-the-plan/"
COMMENT = "Les corridors d’abord : c’est là que les marchandises attendent."
SYNTHESIS = "Capacity building comes first; the corridors come next."


def order(page):
    return page.locator(".rank li").evaluate_all("lines => lines.map(line => line.dataset.name)")


def sent_order(page):
    return [text(line) for line in page.locator(".ballot li span").all()]


def drag_to_top(page, line):
    """Drag a line by its handle to the first place."""
    lines = page.locator(".rank").first
    grip = lines.locator(f"li:nth-child({line}) .grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    for above in range(line - 1, 0, -1):
        place = lines.locator(f"li:nth-child({above})").bounding_box()
        page.mouse.move(box["x"] + 8, place["y"] + 4, steps=3)
    page.mouse.up()


def send_position(page):
    """Send from the page of review; return the receipt's number."""
    page.locator("main form .btn.primary").click()
    expect(page).to_have_url(re.compile("/receipts/"))
    return text(page.locator(".receipt .number"))


def test_a_member_answers_in_french_by_every_way(enter, sign_in):
    page = enter("focal.sen", "fr")
    page.goto("/fr/work/")
    page.locator(f"main a[href*='{OPEN}answer/']").first.click()
    drawn = order(page)

    drag_to_top(page, 3)
    assert order(page) == [drawn[2], *drawn[:2], *drawn[3:]]
    page.locator(".rank li:nth-child(9) [data-move='-1']").click()
    page.locator(".rank li:nth-child(4) .grip").focus()
    for key in ("Space", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
    page.locator(".rank li:nth-child(9) input").fill("4")
    page.keyboard.press("Tab")
    page.locator("[name=comment]").fill(COMMENT)
    wanted = order(page)
    assert sorted(wanted) == sorted(drawn)
    assert wanted[:2] == [drawn[2], drawn[3]]
    page.locator("[name=act][value=save]").click()
    expect(page.locator(".alerts")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, "focal.sen", language="fr")
    page.goto("/fr/work/")
    page.locator(f"main a[href*='{OPEN}answer/']").first.click()
    assert order(page) == wanted
    expect(page.locator("[name=comment]")).to_have_value(COMMENT)
    page.locator("[name=act][value=review]").click()
    assert sent_order(page) == wanted
    number = send_position(page)
    assert sent_order(page) == wanted
    assert faults(page) == []

    def mailed():
        page.goto("/fr/mail/")
        page.locator("main a[href*='/mail/']").first.click()
        return number in page.content()

    assert until(mailed, 90, 2)


@pytest.mark.parametrize(("language", "who"), [("en", "focal.idn"), ("fr", "focal.cmr")])
def test_a_draft_is_saved_by_itself_and_two_hands_are_told(enter, language, who):
    one, other = enter(who, language), enter(who, language)
    for page in (one, other):
        page.goto(f"/{language}{OPEN}answer/")

    one.locator("[name=comment]").fill("Saved without a press.")
    expect(one.locator("[data-saved] time")).to_be_visible()
    expect(one.locator("[name=version]")).not_to_have_value(
        other.locator("[name=version]").input_value(), timeout=20000
    )
    other.locator("[name=comment]").fill("Another hand.")

    expect(other.locator("#meanwhile")).to_contain_text("Saved without a press.", timeout=20000)
    expect(other.locator("[name=comment]")).to_have_value("Another hand.")
    one.reload()
    expect(one.locator("[name=comment]")).to_have_value("Saved without a press.")
    assert faults(one) == faults(other) == []
    one.set_viewport_size({"width": 320, "height": 900})
    assert cramped(one) == []


def test_the_same_form_in_a_second_tab_loses_no_words(enter):
    one = enter("focal.mar", "en")
    one.goto(f"/en{OPEN}answer/")
    twin = one.context.new_page()
    twin.goto(f"/en{OPEN}answer/")
    token = one.locator("form[data-autosave] [name=once]").input_value()
    twin.evaluate(
        "token => document.querySelector('form[data-autosave] [name=once]').value = token", token
    )

    one.locator("[name=comment]").fill("Words of one tab.")
    expect(one.locator("form[data-autosave] [name=once]")).not_to_have_value(token, timeout=20000)
    twin.locator("[name=comment]").fill("Words of the other tab.")

    shown = twin.locator("#sent-before [name=comment]")
    expect(shown).to_have_value("Words of the other tab.", timeout=20000)
    twin.locator("#sent-before button").click()
    expect(twin.locator("#meanwhile")).to_contain_text("Words of one tab.")
    expect(twin.locator("[name=comment]")).to_have_value("Words of the other tab.")


def test_a_member_answers_with_the_keyboard_alone(enter):
    page = enter("focal.jpn", "en")
    page.goto(f"/en{OPEN}answer/")
    drawn = order(page)

    def go_to(selector):
        page.wait_for_load_state()
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(selector)

    go_to(".rank li:nth-child(1) .grip")
    for key in ("Space", "ArrowDown", "ArrowDown", "Space"):
        page.keyboard.press(key)
    go_to("[name=comment]")
    page.keyboard.type("Data first.")
    go_to("[name=act][value=review]")
    page.keyboard.press("Enter")
    expect(page.locator(".ballot")).to_be_visible()
    go_to("main form .btn.primary")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/receipts/"))
    assert sent_order(page) == [*drawn[1:3], drawn[0], *drawn[3:]]


def test_a_member_answers_with_numbers_without_a_script(enter):
    page = enter("focal.bra", "en", script=False)
    page.goto(f"/en{OPEN}answer/")
    fields = page.locator(".rank input").all()
    assert cramped(page) == []

    for place, field in enumerate(fields, start=1):
        field.fill(str(place))
    fields[8].fill("3")
    page.locator("[name=act][value=review]").click()
    assert page.locator(".error-summary a").count()
    expect(page.locator(".rank input").nth(8)).to_have_value("3")
    page.locator(".rank input").nth(8).fill("9")
    page.locator("[name=act][value=review]").click()
    number = send_position(page)

    assert len(sent_order(page)) == 9
    page.goto(f"/en{OPEN}answer/")
    expect(page.locator(f"main a[href*='{number}']").first).to_be_visible()


def answered(page):
    """Read how many of how many of the region's Members have answered."""
    return [int(number) for number in re.findall(r"\d+", text(page.locator(".lede")))[:2]]


def test_a_region_is_heard(enter, stack):
    coordinator = enter("coordinator.wca", "fr", script=False)
    chair = enter("vicechair.wca", "fr", script=False)
    place = f"/fr{OPEN}region/wca/"

    coordinator.goto(place)
    count, members = answered(coordinator)
    assert members == 23
    assert coordinator.locator("main tbody .status.good").count() == count
    coordinator.locator(f"form[action='{place}remind/'] button").click()
    expect(coordinator.locator(".alerts")).to_contain_text(str(members - count))
    coordinator.locator("[name=text_en]").fill(SYNTHESIS)
    coordinator.locator("main form:has([name=text_en]) .btn").click()
    coordinator.locator(f"form[action='{place}propose/'] button").click()
    expect(coordinator.locator("[name=text_en]")).to_have_count(0)

    chair.goto("/fr/work/")
    chair.locator(f"main a[href='{place}']").first.click()
    expect(chair.locator("#synthesis ~ *, main").first).to_contain_text(SYNTHESIS)
    chair.locator("[name=reason]").fill("Citez aussi les corridors de transit.")
    chair.locator("main form:has([name=reason]) .btn").click()
    coordinator.reload()
    expect(coordinator.locator("main")).to_contain_text("corridors de transit")
    coordinator.locator(f"form[action='{place}propose/'] button").click()
    chair.goto(place)
    chair.locator(f"form[action='{place}clear/'] button").click()
    expect(chair.locator(".alerts")).to_be_visible()

    focal = enter("focal.cmr", "fr", script=False)

    def reminded():
        focal.goto("/fr/mail/")
        return focal.locator("main a", has_text="second tour").count()

    assert until(reminded, 90, 2)


def reads_the_result(page, language):
    """Read the result as anybody does: a sentence, the order, both ways of counting, regions."""
    page.goto(f"/{language}{CLOSED}")
    assert text(page.locator("h1")).endswith(".")
    places = [int(text(cell)) for cell in page.locator(".result .rank-no").all()]
    assert len(places) == 9
    assert places == sorted(places)
    heads = [text(head) for head in page.locator(".heat thead th").all()[1:]]
    assert len(heads) == 6
    assert all(re.search(r"\d+ (of|sur) \d+$", head) for head in heads)
    assert page.locator(".slope").count()
    assert (
        page.locator(".voices")
        .get_by_text(
            {"en": "West and Central Africa", "fr": "Afrique occidentale et centrale"}[language]
        )
        .count()
    )


def test_the_result_is_cleared_published_and_read(enter, open_page):
    chair, editor = enter("vicechair.wca", "en"), enter("editor", "en")
    chair.goto("/en/work/")
    chair.locator(f"main a[href='/en{CLOSED}region/wca/']").first.click()
    chair.locator("main form[action$='/clear/'] button").click()
    expect(chair.locator(".alerts")).to_be_visible()
    editor.goto(f"/en{CLOSED}")
    editor.locator("main form[action$='/publish/'] button").click()
    expect(editor.locator(".alerts")).to_be_visible()

    reads_the_result(open_page("/livez"), "en")
    reads_the_result(open_page("/livez", script=False), "fr")


@pytest.mark.parametrize(("language", "script"), [("en", True), ("fr", False)])
def test_a_late_answer_is_refused_with_what_to_do_next(enter, language, script):
    page = enter("focal.cmr", language, script=script)

    page.goto(f"/{language}{CLOSED}answer/")

    said = text(page.locator("main .alert").first)
    assert "coordinator.wca@demo.example" in said
    assert page.locator(".rank").count() == 0
