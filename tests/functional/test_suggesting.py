"""Suggesting in real browsers: beside the text, seen by others, decided on, kept when offline."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import faults
from tests.functional.test_editor import (
    mark,
    open_section,
    paper,
    saved,
    sit_down,  # noqa: F401 -- a fixture
    stack,  # noqa: F401 -- a fixture
    stored,
    type_at_end,
    writers,  # noqa: F401 -- a fixture
)
from tests.stack import until

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]


def turn(page):
    page.locator("[data-command=suggesting]").click()


def rows(page):
    return page.locator("#suggestions [data-list] > li")


def count(page, words):
    expect(page.locator("[data-count]")).to_have_text(words, timeout=30_000)


def test_what_is_suggested_is_beside_the_text_until_somebody_accepts_it(stack, sit_down, writers):  # noqa: F811
    author, other = (sit_down(name) for name in writers[:2])
    address = open_section(author, "SO1")
    other.goto(address)
    before = stored(stack, author)
    said = mark("beside the text")
    turn(author)
    type_at_end(author, said)
    expect(paper(author).locator("ins.ink")).to_contain_text("beside the text")
    saved(author)

    expect(paper(other).locator("ins")).to_contain_text(said.strip(), timeout=30_000)
    count(other, "1 open suggestion")
    assert stored(stack, author) == before
    other.locator("#suggestions [data-list] [data-accept]").click()

    count(author, "No open suggestion")
    until(lambda: stored(stack, author) == before + said, 20)
    expect(paper(author).locator("ins, del")).to_have_count(0)
    assert paper(author).inner_text().count(said) == 1
    expect(paper(other).locator("ins, del")).to_have_count(0)


def test_words_taken_out_are_struck_and_stay_until_then_in_french_too(stack, sit_down, writers):  # noqa: F811
    author, other = sit_down(writers[0], "fr"), sit_down(writers[1], "fr")
    address = open_section(author, "SO2", "fr")
    other.goto(address)
    before = stored(stack, author, "fr")
    turn(author)
    expect(author.locator("[data-mode-told]")).to_contain_text("à côté du texte")
    paper(author, "fr").press("Control+End")
    author.keyboard.press("Control+Shift+ArrowLeft")
    author.keyboard.press("Control+Shift+ArrowLeft")
    author.keyboard.press("Backspace")
    expect(paper(author, "fr").locator("del")).to_contain_text("[supprimé")
    saved(author)

    expect(paper(other, "fr").locator("del")).to_be_visible(timeout=30_000)
    assert stored(stack, author, "fr") == before
    expect(rows(other)).to_have_count(1)
    assert [fault for fault in faults(other) if "style" not in fault] == []
    rows(other).locator("[data-reject]").click()

    expect(rows(author)).to_have_count(0, timeout=30_000)
    expect(paper(author, "fr").locator("ins, del")).to_have_count(0)
    assert stored(stack, author, "fr") == before


def test_what_was_suggested_offline_is_there_after_closing_the_window(stack, sit_down):  # noqa: F811
    page = sit_down("editor")
    address = open_section(page, "SO3")
    before = stored(stack, page)
    turn(page)
    page.context.set_offline(True)
    said = mark("and suggested offline")
    type_at_end(page, said)
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "offline")
    page.close(run_before_unload=False)
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address)

    expect(again.locator("[data-command=suggesting]")).to_have_attribute("aria-pressed", "true")
    expect(paper(again).locator("ins.ink")).to_contain_text(said.strip())
    saved(again)
    count(again, "1 open suggestion")
    again.reload()
    expect(paper(again).locator("ins")).to_contain_text(said.strip())
    assert stored(stack, again) == before
    rows(again).locator("[data-reject]").click()
    count(again, "No open suggestion")


def test_two_write_and_suggest_in_one_block_and_lose_nothing(stack, sit_down, writers):  # noqa: F811
    author, other = (sit_down(name) for name in writers[:2])
    address = open_section(author, "P1")
    other.goto(address)
    before = stored(stack, author)
    turn(author)
    suggested, written = mark("as a suggestion"), "Written before it. "
    type_at_end(author, suggested)
    paper(other).press("Control+Home")
    other.keyboard.type(written, delay=20)
    author.keyboard.type(" More.", delay=20)
    saved(other)
    saved(author)
    until(lambda: stored(stack, author) == written + before, 20)
    expect(paper(author).locator("ins.ink")).to_contain_text("More.")

    count(other, "1 open suggestion")
    expect(paper(other).locator("ins")).to_contain_text("More.", timeout=30_000)
    other.locator("[data-accept-all]").click()

    until(lambda: stored(stack, author) == written + before + suggested + " More.", 20)


def test_who_may_not_write_only_suggests(stack, sit_down):  # noqa: F811
    page = sit_down("communications")
    open_section(page, "P4")
    before = stored(stack, page)
    switch = page.locator("[data-command=suggesting]")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(switch).to_have_attribute("aria-disabled", "true")
    type_at_end(page, mark("by who may not write"))
    saved(page)
    count(page, "1 open suggestion")

    expect(page.locator("[data-accept]")).to_have_count(0)
    assert stored(stack, page) == before
    page.keyboard.press("Control+z")
    count(page, re.compile("No open suggestion"))


def test_who_types_on_while_it_is_accepted_goes_on_from_there(stack, sit_down, writers):  # noqa: F811
    author, other = (sit_down(name) for name in writers[:2])
    address = open_section(author, "SG")
    other.goto(address)
    before = stored(stack, author)
    turn(author)
    first, then = mark("in a block of its own").strip(), " And more, typed meanwhile."
    paper(author).press("Control+End")
    author.wait_for_timeout(300)
    author.keyboard.press("Enter")
    author.keyboard.type(first, delay=15)
    saved(author)
    count(other, "1 open suggestion")
    other.locator("#suggestions [data-list] [data-accept]").click()
    author.keyboard.type(then, delay=60)
    saved(author)

    until(lambda: stored(stack, author) == before + first, 20)
    expect(paper(author).locator("ins.ink")).to_contain_text("typed meanwhile", timeout=30_000)
    assert paper(author).inner_text().count(first) == 1
    other.locator("[data-accept-all]").click(timeout=30_000)
    until(lambda: stored(stack, author) == before + first + then, 20)
    count(author, "No open suggestion")
    assert paper(author).inner_text().count(then.strip()) == 1
