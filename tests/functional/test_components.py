import pytest

from tests.functional.conftest import faults

pytestmark = [pytest.mark.system, pytest.mark.whole]
RANKING = "/en/styleguide/work/"


def order(page):
    return page.eval_on_selector_all(".rank li", "lines => lines.map(l => l.dataset.name)")


def numbers(page):
    return page.eval_on_selector_all(".rank input", "fields => fields.map(f => f.value)")


@pytest.mark.parametrize(
    ("address", "ways"),
    [
        ("/en/styleguide/", {}),
        ("/fr/styleguide/", {"width": 390}),
        ("/en/styleguide/", {"dark": True}),
        (RANKING, {"width": 390}),
        (RANKING, {"cookies": {"theme": "dark"}}),
    ],
    ids=["desktop", "phone", "dark by the system", "ranking on a phone", "ranking dark by choice"],
)
def test_gallery_has_no_fault(open_page, address, ways):
    assert faults(open_page(address, **ways)) == []


def test_gallery_holds_when_mirrored(open_page):
    page = open_page("/en/styleguide/")

    page.evaluate("document.documentElement.dir = 'rtl'")

    assert faults(page) == []


def test_refused_form_puts_the_reader_on_the_list_of_errors(open_page):
    page = open_page("/en/styleguide/?title_en=")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert faults(page) == []
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "title_en"


def test_ranking_by_keys(open_page):
    page = open_page(RANKING)
    page.focus(".rank li:nth-child(1) .grip")

    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")

    assert order(page)[:3] == ["E-Commerce", "Capacity building", "Integrity"]
    assert numbers(page) == ["1", "2", "3", "4"]
    assert page.inner_text("portal-ranking [role=status]") == "Integrity dropped at place 3 of 4."
    assert page.evaluate("document.activeElement.closest('li').dataset.name") == "Integrity"


def test_ranking_escape_puts_it_back(open_page):
    page = open_page(RANKING)
    before = order(page)
    page.focus(".rank li:nth-child(1) .grip")

    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")

    assert order(page) == before
    assert "put back at place 1" in page.inner_text("portal-ranking [role=status]")


def test_ranking_by_buttons_keeps_the_focus(open_page):
    page = open_page(RANKING)

    page.click(".rank li:nth-child(2) [data-move='-1']")

    assert order(page)[0] == "E-Commerce"
    assert page.evaluate("document.activeElement.closest('li').dataset.name") == "E-Commerce"
    assert page.locator(".rank li:nth-child(1) [data-move='-1']").is_disabled()


def test_ranking_by_number_and_undo(open_page):
    page = open_page(RANKING)
    before = order(page)

    page.fill(".rank li:nth-child(4) input", "1")
    page.keyboard.press("Tab")
    moved = order(page)
    page.click("[data-undo]")

    assert moved[0] == before[3]
    assert order(page) == before


def test_ranking_by_dragging(open_page):
    page = open_page(RANKING)
    before = order(page)
    page.locator(".rank").scroll_into_view_if_needed()
    grip = page.locator(".rank li:nth-child(1) .grip").bounding_box()
    last = page.locator(".rank li:nth-child(4)").bounding_box()

    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    for line in (2, 3, 4):
        box = page.locator(f".rank li:nth-child({line})").bounding_box()
        page.mouse.move(grip["x"] + 10, box["y"] + box["height"] - 4, steps=4)
    page.mouse.move(grip["x"] + 10, last["y"] + last["height"] - 4, steps=2)
    page.mouse.up()

    assert order(page) == [*before[1:], before[0]]


def test_ranking_without_script_is_a_list_of_numbers(open_page):
    page = open_page(RANKING, script=False)

    assert page.locator(".rank .grip >> visible=true").count() == 0
    assert page.locator(".rank input >> visible=true").count() == 4


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_theme_is_chosen_and_stays(open_page, script):
    page = open_page("/en/styleguide/", script=script)

    page.click("[data-theme-switch] button >> visible=true")
    page.goto("/en/styleguide/work/")

    assert page.get_attribute("html", "data-theme") == "dark"


def test_work_menu_opens_on_a_phone(open_page):
    page = open_page(RANKING, width=390)
    toggle = page.locator("a.side-toggle")
    assert not page.locator("#side-menu").is_visible()

    toggle.click()

    assert page.locator("#side-menu").is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"


def test_source_number_opens_the_list(open_page):
    page = open_page("/en/styleguide/")

    page.click("a.src")

    assert page.locator("#source-1").is_visible()


def test_pages_can_be_left_by_the_skip_link(open_page):
    page = open_page("/en/styleguide/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"
