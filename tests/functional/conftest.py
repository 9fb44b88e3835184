"""What is wrong with a page that stands open in a browser."""

from urllib.parse import urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FORM_BUTTON = "main form.form button[type=submit]:not([name])"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What can be pressed, and yet the middle of it belongs to something else.
COVERED = """() => [...document.querySelectorAll(
    'a[href]:not(.skip), button:enabled, summary, input:enabled, select, textarea'
  )].filter(each => {
    if (!each.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
    each.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = [...each.getClientRects()].find(({width, height}) => width > 2 && height > 2);
    if (!box) return false;
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !each.contains(hit) && hit?.closest('label')?.control !== each;
  }).map(each => each.outerHTML.slice(0, 120))"""

# A word of this length that goes over two lines stands in a place that is too narrow for it.
BROKEN = """() => {
    const found = [], range = document.createRange();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        const place = text.parentElement;
        if (!place.checkVisibility() || place.offsetWidth < 2 || place.closest('code')) continue;
        for (const word of text.data.matchAll(/[\\p{L}\\p{N}]{3,12}/gu)) {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const tops = [...range.getClientRects()].map(({top}) => Math.round(top));
            if (Math.max(...tops) - Math.min(...tops) > 6) found.push(word[0]);
        }
    }
    return found.slice(0, 5);
}"""


@pytest.fixture
def open_page(new_page, stack):
    """Open an address in a window of its own."""

    def opened(address, *, width=1360, script=True, dark=False, cookies=None):
        page = new_page(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
        )
        for name, value in (cookies or {}).items():
            page.context.add_cookies([{"name": name, "value": value, "url": stack.url}])
        page.goto(address)
        return page

    return opened


@pytest.fixture
def enter(open_page, sign_in):
    """Open a window as somebody: `enter("focal.sen", "fr", script=False)`."""

    def entered(name, language="en", *, script=True):
        page = open_page("/livez", script=script)
        sign_in(page, name, language=language)
        return page

    return entered


@pytest.fixture
def barred():
    """Collect what bars a reader in states of pages that no link leads to; none is allowed."""
    found = []

    def look(page, what):
        found.extend(f"{what}: {each}" for each in faults(page))

    yield look
    assert found == []


def press(button, *, presses=1):
    """Press a button and wait for the page that follows; a second press gets the same answer."""
    page = button.page
    with page.expect_navigation(), page.expect_request(is_form) as sent:
        button.click()
    if presses > 1:
        again(page, sent.value)


def is_form(request):
    return request.method == "POST" and request.is_navigation_request()


def again(page, request):
    """Send the very same form a second time, as an impatient hand does."""
    answer = page.request.post(
        request.url,
        data=request.post_data_buffer,
        headers={"content-type": request.headers["content-type"]},
        max_redirects=0,
    )
    first = urldefrag(request.redirected_to.url).url
    assert urldefrag(urljoin(request.url, answer.headers["location"])).url == first


def send(page, *, presses=1):
    """Send the form of a page, which has but one."""
    press(page.locator(FORM_BUTTON), presses=presses)


def act(page, name, *, presses=1):
    """Press the button of an act, known by its address."""
    press(page.locator(f"main form[action$='/{name}/'] button"), presses=presses)


def faults(page, rules=RULES):
    """Find what bars a reader: by axe, by an inline style, by what finds no room."""
    found = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in Axe().run(page, options={"runOnly": rules}).response["violations"]
    ]
    if page.locator("[style]").count():
        found.append("a style attribute")
    return found + cramped(page)


def text(place):
    """Read what stands in a place, every gap one space."""
    return " ".join(place.inner_text().split())


def covered(page):
    """Find what a pointer cannot press because something else lies over it."""
    return [f"covered: {each}" for each in page.evaluate(COVERED)]


def cramped(page):
    """Find what has no room, also without a script: the page, or a word that stands in pieces."""
    return wide(page) + [f"in pieces: {word}" for word in page.evaluate(BROKEN)]


def wide(page):
    """Say by how much a page is too wide, and through what."""
    excess = page.evaluate(TOO_WIDE)
    if excess <= 0:
        return []
    culprit = page.evaluate(
        "[...document.querySelectorAll('body *')].find(e => e.getBoundingClientRect().right"
        " > document.documentElement.clientWidth + 1)?.outerHTML.slice(0, 120)"
    )
    return [f"{excess} pixels too wide at {culprit}"]
