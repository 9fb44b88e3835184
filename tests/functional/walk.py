"""One screen of every kind: found by reading as each person, looked at by two browsers."""

import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar
from pathlib import Path
from queue import Empty, SimpleQueue

from axe_playwright_python.base import AXE_SCRIPT
from lxml import html
from playwright.sync_api import Error, sync_playwright

from tests.functional.conftest import covered
from tests.pages.crawl import named
from tests.stack import FLAGS, PASSWORD, chromium, watch

TOOLS = AXE_SCRIPT + Path(__file__).with_name("look.js").read_text()
DESKTOP, PHONE, NARROW = ((width, 900) for width in (1360, 390, 320))
HANDS = 2


@dataclass(frozen=True)
class Screen:
    """A page as a person sees it; nobody's name is empty."""

    kind: str
    path: str
    person: str = ""
    # What the page is made of: a second person's page is worth a look when it has more of it.
    pieces: frozenset = field(default=frozenset(), compare=False, repr=False)

    def __str__(self):
        return f"{self.person or 'anybody'} {self.path}"

    def spoken(self, language):
        """Give the same page in a language."""
        return replace(self, path=f"/{language}{self.path[3:]}")


class Reader:
    """A person who reads pages without a browser."""

    def __init__(self, stack, person=""):
        self.stack, self.person, self.cookies = stack, person, CookieJar()
        keeper = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(keeper)
        if person:
            self._sign_in()

    def _sign_in(self):
        address = "/en/accounts/login/"
        token = self.read(address).xpath(
            "string(//main//input[@name='csrfmiddlewaretoken']/@value)"
        )
        fields = {"login": f"{self.person}@demo.example", "password": PASSWORD}
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.stack.url + address, data)
        assert self.opener.open(request, timeout=60).url != self.stack.url + address

    def read(self, path):
        """Read a page; what is no page gives nothing."""
        try:
            answer = self.opener.open(self.stack.url + path, timeout=60)
        except urllib.error.HTTPError as refusal:
            raise AssertionError(f"{self.person} {path}: {refusal.code}") from refusal
        with answer:
            is_made = "/jobs/" in answer.url  # Of a file: a page now, and the file the next time.
            if is_made or "html" not in answer.headers.get("Content-Type", ""):
                return None
            return html.fromstring(answer.read().decode())

    def screens(self, *starts):
        """Find one page of every kind that can be reached."""
        queue, kinds, found = list(starts), set(), []
        while queue:
            path = queue.pop(0)
            if (kind := named(path)) in kinds:
                continue
            kinds.add(kind)
            if (tree := self.read(path)) is None:
                continue
            pieces = {(each.tag, each.get("class")) for each in tree.xpath("//main//*")}
            found.append(Screen(kind, path, self.person, frozenset(pieces)))
            targets = map(urllib.parse.urlsplit, tree.xpath("//a[not(@download)]/@href"))
            queue += [to.path for to in targets if not to.netloc and to.path.startswith("/en/")]
        return found


def read_by_everybody(stack, people):
    """Read as each person; give readers, and screens, in the order of the people."""

    def read(person):
        reader = Reader(stack, person)
        return reader, reader.screens("/en/", "/en/work/") if person else reader.screens("/en/")

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(read, people))


def worth_a_look(seen, screens):
    """Leave out what shows nothing that another screen of its kind has not shown."""
    shown, found = defaultdict(set), []
    for screen in seen:
        shown[screen.kind] |= screen.pieces
    for screen in screens:
        if screen.kind not in shown or not screen.pieces <= shown[screen.kind]:
            shown[screen.kind] |= screen.pieces
            found.append(screen)
    return found


def look_at(stack, screens, cookies, *, dark, again=False):
    """Look at screens, several at once; give what is wrong.

    `dark` are the kinds of elements that were seen in the dark; it grows. Pages that were looked
    at in another language are looked at again for what depends on the words.
    """
    queue = SimpleQueue()
    for screen in screens:
        queue.put(screen)

    def work():
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            looker = _Looker(stack, browser, cookies, dark)
            while True:
                try:
                    looker.look(queue.get_nowait(), again=again)
                except Empty:
                    browser.close()
                    return looker.found

    with ThreadPoolExecutor(HANDS) as hands:
        works = [hands.submit(work) for _ in range(HANDS)]
    return sorted(line for each in works for line in each.result())


class _Looker:
    """A browser with a window for each person."""

    def __init__(self, stack, browser, cookies, dark):
        self.stack, self.browser, self.cookies, self.dark = stack, browser, cookies, dark
        self.found, self.pages = [], {}

    def page(self, person):
        if person not in self.pages:
            context = self.browser.new_context(base_url=self.stack.url, locale="en-GB")
            context.add_cookies(
                [
                    {"name": each.name, "value": each.value, "url": self.stack.url}
                    for each in self.cookies.get(person, ())
                ]
            )
            context.add_init_script(TOOLS)
            self.pages[person] = context.new_page()
            watch(self.pages[person], self.found)
        return self.pages[person]

    def look(self, screen, *, again):
        page = self.page(screen.person)
        _resize(page, DESKTOP)
        try:
            page.goto(screen.path, wait_until="domcontentloaded")
        except Error as no_page:
            # Somebody had the file made of which this address tells that it is not made yet.
            if "Download is starting" not in str(no_page):
                raise
            return

        def tell(shape, lines):
            self.found += [f"{screen} {shape}: {line}" for line in lines]

        tell("in light", page.evaluate("again => look.rules(again)", again))
        tell("in light", page.evaluate("look.wide()"))
        tell("in light", covered(page))
        if not again:
            dark = page.evaluate("before => look.dark(before)", list(self.dark))
            self.dark += dark["kinds"]
            tell("in the dark", dark["found"])
        _resize(page, NARROW)
        tell("at 400 %", page.evaluate("look.wide()"))
        _resize(page, PHONE)
        tell("on a phone", page.evaluate("look.wide()"))
        tell("on a phone", covered(page))
        if not again:
            page.evaluate("look.pseudo()")
            tell("in pseudo on a phone", page.evaluate("look.wide().concat(look.spilt())"))
            tell("in pseudo on a phone", page.evaluate("look.placed()"))
            _resize(page, DESKTOP)
            tell("in pseudo", page.evaluate("look.wide().concat(look.spilt())"))


def _resize(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
