"""What comes from elsewhere into the editor: clean, in its form, and left behind where refused."""

import re

import pytest
from playwright.sync_api import expect

from tests.functional.test_editor import (
    mark,
    open_section,
    paper,
    saved,
    sit_down,  # noqa: F401 -- a fixture
    stack,  # noqa: F401 -- a fixture
    type_at_end,
    words,
)

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]


def test_links_and_what_is_pasted_are_clean(sit_down):  # noqa: F811
    page = sit_down("editor")
    open_section(page, "P4")
    paper(page).press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+k")
    field = page.locator("[data-link] input[name=href]")
    field.fill("javascript:alert(1)")
    field.press("Enter")
    expect(page.locator("[data-link] .error")).to_be_visible()
    field.fill("https://www.example.org/a")
    field.press("Enter")
    expect(paper(page).locator("a[href='https://www.example.org/a']").last).to_be_visible()

    paste(
        page,
        """<h1 style="color:red" onclick="x()">Pasted</h1>
            <p>one<script>window.evil = 1</script><img src=x onerror="window.evil = 1">
            <b>two</b> <a href="javascript:evil()">three</a></p>
            <table><tr><td colspan=2>a<td>b<tr><td>c</table>""",
    )
    saved(page)

    pasted = paper(page).inner_html()
    assert page.evaluate("window.evil") is None
    assert not re.search("script|onerror|onclick|color:red", pasted)
    assert cells(paper(page).locator("table").last) == [["a", "", "b"], ["c", "", ""]]


WORD = """<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
 style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span></span>
<![endif]>First point<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
 style='mso-list:Ignore'>o<span>&nbsp;</span></span>Inner point</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
 style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Numbered</p>
<ul><li>one<ul><li>in one</li></ul></li><li>two</li></ul>
<table><tr><th rowspan=2>Region</th><th colspan=2>Year</th></tr><tr><th>2024</th><th>2025</th></tr>
<tr><td><p>West</p><p>Africa</p></td><td>1</td><td>2</td></tr></table>
<p>After<a style='mso-footnote-id:ftn1' href="#_ftn1">[1]</a>.</p>"""


def paste(page, html):
    paper(page).evaluate(
        """(node, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
        }""",
        html,
    )


def cells(table):
    rows = table.locator("tr").all()
    return [
        [" ".join(words.split()) for words in row.locator("td, th").all_inner_texts()]
        for row in rows
    ]


def test_what_word_puts_on_the_clipboard_keeps_its_form(sit_down):  # noqa: F811
    page = sit_down("editor")
    open_section(page, "P6")
    paper(page).press("Control+End")
    page.keyboard.press("Enter")

    paste(page, WORD)
    saved(page)

    bullets = paper(page).locator("ul")
    assert bullets.nth(0).locator("li").all_inner_texts() == ["First point", "Inner point"]
    assert bullets.nth(1).locator("li").all_inner_texts() == ["one", "in one", "two"]
    assert paper(page).locator("ol li").all_inner_texts() == ["Numbered"]
    assert cells(paper(page).locator("table").last) == [
        ["Region", "Year", ""],
        ["", "2024", "2025"],
        ["West Africa", "1", "2"],
    ]
    assert paper(page).locator("a[href^='#_']").count() == 0


def test_what_the_text_does_not_take_is_left_behind_and_the_writing_goes_on(sit_down):  # noqa: F811
    page = sit_down("editor", "fr")
    open_section(page, "P7", "fr")
    before = words(page)
    paper(page).press("Control+End")
    page.keyboard.press("Enter")
    paste(page, f"<p>{'long words ' * 2000}</p>")

    expect(page.locator("[data-status]")).to_contain_text("dépasse 20000 caractères")
    notice = page.locator("[data-notice]")
    expect(notice).to_be_in_viewport()
    page.on("dialog", lambda dialog: dialog.accept())
    notice.get_by_role("link").click()
    expect(paper(page)).to_be_visible()
    expect(notice).to_be_hidden()
    said = mark("after what was too long")
    type_at_end(page, said)
    saved(page)

    assert words(page).replace("\n", "") == f"{before}{said}".replace("\n", "")
