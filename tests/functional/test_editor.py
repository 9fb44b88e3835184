"""The editor in real browsers: together, offline, killed, signed out, by keyboard, bare."""

import itertools
import re
import time

import pytest
from playwright.sync_api import Error, expect

from tests.functional.conftest import faults, press
from tests.stack import PASSWORD, copy_of, until
from tests.whole import IS_LONG
from wco_portal.publishing.rules import inline, schema

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]
# The short form; `make long` types for a minute.
SECONDS = 60 if IS_LONG else 8
PLAN = "/plans/2019-2022/"
# A writer is known by their letters: none of them stands in the text.
ALPHABETS = ["0123456789", "αβγδεζηθικλμ", "бгджзийклмнп"]


@pytest.fixture(scope="module")
def stack(seed):
    """A copy of the portal: what is written here in one language bars the plan from the Council."""
    with copy_of(seed) as own:
        yield own.start()


@pytest.fixture
def writers(stack):
    """Two more people who may write."""
    names = ["communications", "moderator"]
    give = (
        "INSERT INTO directory_role (person_id, name, since, created_at, updated_at)"
        " SELECT id, 'editor', '2018-01-01', now(), now()"
        " FROM directory_person WHERE email = ANY(%s) RETURNING id"
    )
    with stack.connect() as database:
        made = database.execute(give, [[f"{name}@demo.example" for name in names]]).fetchall()
    yield ["editor", *names]
    with stack.connect() as database:
        keys = [key for (key,) in made]
        database.execute("DELETE FROM directory_role WHERE id = ANY(%s)", [keys])


@pytest.fixture
def sit_down(stack, browser):
    """Sign somebody in in a browser of their own; faults of scripts and of the policy fail."""
    contexts, wrong = [], []

    def sit(name, language="en"):
        context = browser.new_context(base_url=stack.url, locale="en-GB")
        contexts.append(context)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on(
            "console",
            lambda line: (
                wrong.append(line.text)
                if line.type == "error" and not re.search("status of|net::ERR", line.text)
                else None
            ),
        )
        page = context.new_page()
        page.set_default_timeout(30_000)
        sign_in(page, name, language)
        return page

    yield sit
    for context in contexts:
        context.close()
    assert wrong == []


def sign_in(page, name, language="en"):
    page.goto(f"/{language}/accounts/login/")
    page.locator("input[name=login]").fill(f"{name}@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form .btn").first.click()
    expect(page).not_to_have_url(re.compile("login"))


def open_section(page, number, language="en"):
    page.goto(f"/{language}{PLAN}edit/")
    link = page.locator(".tree a", has=page.get_by_text(number, exact=True)).first
    page.goto(link.get_attribute("href"))
    expect(paper(page)).to_be_visible()
    return page.url


def paper(page, language="en"):
    return page.locator(f"[data-pane={language}] .ProseMirror")


def words(page, language="en"):
    return paper(page, language).inner_text()


def saved(page):
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "saved", timeout=60_000)


def stored(stack, page, language="en"):
    """The words of the section as the server has them."""
    text, section = page.evaluate(
        "(({ text, section }) => [text, section])(document.querySelector('[data-editor]').dataset)"
    )
    query = (
        "SELECT d.body, d.fresh FROM publishing_document d"
        " JOIN publishing_text t ON t.id = d.text_id WHERE t.public_id = %s AND d.language = %s"
    )
    with stack.connect() as database:
        body, fresh = database.execute(query, [text, language]).fetchone()
    blocks = fresh.get(section) or schema.blocks(body, section=section)
    return "".join(inline.plain(block).replace("\n", "") for block in blocks)


def type_at_end(page, letters):
    paper(page).press("Control+End")
    page.keyboard.type(letters, delay=15)


def mark(what):
    """Words that were never written before."""
    return f" Written {what} at {time.time_ns()}."


def only(text, alphabet):
    return "".join(letter for letter in text if letter in alphabet)


def test_three_browsers_write_at_once_and_lose_nothing(stack, sit_down, writers):
    """All in one paragraph; one is killed and comes back, one is offline for a while."""
    pages = [sit_down(name) for name in writers]
    address = open_section(pages[0], "SO2")
    for page in pages[1:]:
        page.goto(address)
        expect(paper(page)).to_be_visible()
    before = stored(stack, pages[0])
    typed = [""] * 3
    ends = time.monotonic() + SECONDS
    for turn in itertools.count():
        for number, alphabet in enumerate(ALPHABETS):
            letters = "".join(alphabet[(turn + each) % len(alphabet)] for each in range(3))
            pages[number].keyboard.type(letters) if turn else type_at_end(pages[number], letters)
            typed[number] += letters
        if turn == 3:
            pages[1].context.set_offline(True)
        if turn == 6:
            pages[2] = killed_and_back(pages[2], address)
        if turn == 9:
            pages[1].context.set_offline(False)
        if time.monotonic() > ends and turn > 10:
            break
    for page in pages:
        page.bring_to_front()
        saved(page)
    text = until(lambda: agreed(stack, pages), 60, 0.5)

    for number, alphabet in enumerate(ALPHABETS):
        assert only(text, alphabet) == only(before, alphabet) + typed[number]
    assert len(text) == len(before) + sum(map(len, typed))
    assert "Every history holds." in stack.manage("verify_history")


def killed_and_back(page, address):
    """Crash the window without a warning, and open a new one."""
    with pytest.raises(Error):
        page.goto("chrome://crash")
    new = page.context.new_page()
    new.set_default_timeout(30_000)
    new.goto(address)
    expect(paper(new)).to_be_visible()
    paper(new).press("Control+End")
    return new


SHOWN = """() => {
  const copy = document.querySelector('[data-pane=en] .ProseMirror').cloneNode(true);
  for (const caret of copy.querySelectorAll('.caret')) caret.remove();
  return copy.textContent;
}"""


def agreed(stack, pages):
    """The words that all browsers and the server have, once they are the same."""
    server = stored(stack, pages[0])
    return server if {page.evaluate(SHOWN) for page in pages} == {server} else None


def test_a_session_that_ends_loses_nothing(stack, sit_down):
    page = sit_down("editor")
    open_section(page, "SO3")
    page.context.clear_cookies()
    said = mark("without a session")
    type_at_end(page, said)

    dialog = page.locator("[data-sign-in]")
    expect(dialog).to_be_visible()
    assert said in words(page)
    sign_in(page.context.new_page(), "editor")
    expect(dialog).to_be_hidden(timeout=20_000)
    saved(page)

    until(lambda: said in stored(stack, page), 20)


def test_what_was_not_sent_is_there_after_closing_the_window(stack, sit_down):
    page = sit_down("editor")
    address = open_section(page, "P1")
    page.context.set_offline(True)
    said = mark("offline")
    type_at_end(page, said)
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "offline")
    page.close(run_before_unload=False)
    again = sit_down_again(page, address)

    saved(again)
    until(lambda: said in stored(stack, again), 20)
    assert words(again).count(said) == 1


def sit_down_again(page, address):
    page.context.set_offline(False)
    new = page.context.new_page()
    new.goto(address)
    expect(paper(new)).to_be_visible()
    return new


def test_people_see_each_other_by_name(sit_down, writers):
    first, second = (sit_down(name) for name in writers[:2])
    address = open_section(first, "P2")
    # Whose browser was killed in another test is heard of for a while yet.
    expect(first.locator("[data-people] li")).to_have_count(0, timeout=75_000)
    second.goto(address)

    expect(second.locator("[data-people] li")).to_contain_text("Editor", timeout=20_000)
    expect(first.locator("[data-people] li")).to_be_visible(timeout=20_000)
    expect(first.locator("[data-live]")).to_contain_text("Writing here too", timeout=20_000)
    second.close()
    expect(first.locator("[data-live]")).to_contain_text("alone", timeout=20_000)


@pytest.mark.parametrize(("language", "dark"), [("en", False), ("fr", True)])
def test_everything_goes_by_keyboard_and_bars_nobody(sit_down, stack, language, dark):
    page = sit_down("editor", language)
    page.emulate_media(color_scheme="dark" if dark else "light")
    # A section for each: undoing brings the first one's table back.
    open_section(page, {"en": "P3", "fr": "P8"}[language], language)
    tables = paper(page).locator("table").count()
    paper(page).press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Enter")
    page.keyboard.type("bold")
    page.keyboard.press("Alt+F10")
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.type("er")
    expect(paper(page).locator("strong").last).to_have_text("bolder")
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.locator("[data-command=table]").click()
    page.keyboard.type("One")
    page.keyboard.press("Tab")
    page.keyboard.type("Two")
    expect(paper(page).locator("table").last.locator("th").nth(1)).to_have_text("Two")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(paper(page, "fr")).to_be_focused()
    paper(page).locator("th").first.click()
    page.locator("[data-command=column_away]").click()
    page.locator("[data-command=table_away]").click()
    expect(paper(page).locator("table")).to_have_count(tables)
    saved(page)

    assert [fault for fault in faults(page) if "style" not in fault] == []
    paper(page).press("Control+z")


def test_on_a_phone_the_tools_stand_in_one_row_and_none_is_out_of_reach(sit_down):
    page = sit_down("editor", "fr")
    page.set_viewport_size({"width": 390, "height": 844})
    open_section(page, "P5", "fr")
    paper(page, "fr").click()
    saved(page)
    assert page.locator(".editor-bar").bounding_box()["height"] <= 110

    page.keyboard.press("Alt+F10")
    tools = page.locator("[role=toolbar] button:visible")
    switch, reached = page.locator(".tool-mode"), set()
    for _each in range(tools.count()):
        tool = page.locator("[role=toolbar] button:focus")
        box, command = tool.bounding_box(), tool.get_attribute("data-command")
        reached.add(command)
        assert box["x"] >= 0
        if command != "suggesting":
            assert box["x"] + box["width"] <= switch.bounding_box()["x"], command
        page.keyboard.press("ArrowRight")
    assert len(reached) == tools.count()
    assert faults(page) == []


def test_words_in_what_another_takes_out_are_shown_to_their_writer(sit_down, writers):
    page, other = (sit_down(name) for name in writers[:2])
    address = open_section(page, "P9")
    type_at_end(page, "Here.")
    page.keyboard.press("Enter")
    page.keyboard.type("A sentence that goes.")
    saved(page)
    other.goto(address)
    expect(paper(other)).to_contain_text("A sentence that goes.")

    page.context.set_offline(True)
    for _step in range(len(" goes.")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type(" and mine")
    # A key in the moment of the focus would find the caret where the editor puts it then.
    paper(other).get_by_text("A sentence that goes.").click()
    other.keyboard.press("End")
    for keys in [*["Shift+ArrowLeft"] * len("A sentence that goes."), "Delete", "Backspace"]:
        other.keyboard.press(keys)
    expect(paper(other)).not_to_contain_text("A sentence that")
    saved(other)
    page.context.set_offline(False)

    shown = page.locator("[data-unsaid]")
    expect(shown).to_be_visible(timeout=60_000)
    expect(shown.locator("li")).to_have_text("A sentence that and mine goes.")
    shown.get_by_role("button").click()
    expect(shown).to_be_hidden()
    expect(paper(page)).to_be_focused()


def test_without_a_script_the_text_areas_do_the_work(open_page):
    page = open_page("/livez", script=False)
    sign_in(page, "editor")
    page.goto(f"/en{PLAN}edit/")
    page.locator(".tree a").nth(3).click()

    expect(page.locator("textarea[name=english]")).to_be_visible()
    expect(page.locator("[data-editor]")).to_be_hidden()


def test_the_text_areas_stay_for_those_who_want_them(sit_down):
    page = sit_down("editor")
    open_section(page, "P5")
    expect(page.locator("textarea[name=english]")).to_be_hidden()

    page.locator("a[href='?form=1']").click()

    expect(page.locator("textarea[name=english]")).to_be_visible()
    expect(page.locator("[data-editor]")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "copy it into another part"), ("fr", "copiez-les")]
)
def test_a_window_whose_part_is_taken_out_says_so_and_keeps_its_words(
    sit_down, writers, language, told
):
    page, other = sit_down("editor", language), sit_down(writers[1])
    title = f"To be taken out {language}"
    other.goto(f"/en{PLAN}structure/new/")
    other.locator("[name=kind]").select_option("objective")
    other.locator("[name=title_en]").fill(title)
    press(other.locator("main form .btn.primary"))
    page.goto(f"/{language}{PLAN}edit/")
    page.goto(page.locator(".tree a", has_text=title).first.get_attribute("href"))
    expect(paper(page)).to_be_visible()

    page.context.set_offline(True)
    paper(page).click()
    page.keyboard.type("Words that wait.")
    other.goto(f"/en{PLAN}structure/")
    other.get_by_role("link", name=title).first.click()
    other.locator("[name=reason]").fill("Covered elsewhere.")
    press(other.locator("#remove form .btn, section:has(#remove) form .btn").first)
    page.context.set_offline(False)

    notice = page.locator("[data-notice]")
    expect(notice).to_contain_text(told, timeout=60_000)
    assert words(page).strip() == "Words that wait."
    expect(paper(page)).to_have_attribute("contenteditable", "false")
    assert faults(page) == []
    page.once("dialog", lambda dialog: dialog.accept())
    notice.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/{language}{PLAN}edit/$"))
