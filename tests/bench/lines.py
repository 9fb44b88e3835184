"""Three jobs of people on a slow line, in a real browser: 400 ms, 256 kbit/s down, 128 up.

From the page of signing in to the receipt, as a person clicks. Counted is everything that the
browser fetches; the time of the network is the time in which it waits for something.
"""

import contextlib
from dataclasses import dataclass, field

from playwright.sync_api import sync_playwright

from tests.bench.data import BALLOT, SLOW
from tests.stack import FLAGS, PASSWORD, chromium

LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 256_000 / 8,
    "uploadThroughput": 128_000 / 8,
}
PATIENCE = 120_000


@dataclass
class Line:
    """What goes over a line."""

    requests: int = 0
    received: int = 0
    spans: dict = field(default_factory=dict)

    def watch(self, page):
        """Make the page's line slow and count what goes over it."""
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._sent)
        wire.on("Network.loadingFinished", self._done)
        wire.on("Network.loadingFailed", self._done)
        wire.on("Network.requestServedFromCache", lambda event: self._known(event["requestId"]))
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", LINE)

    def _sent(self, event):
        if not event["request"]["url"].startswith("http"):
            return
        number = event["requestId"]
        if "redirectResponse" in event:  # The same number goes on to the next address.
            self.received += event["redirectResponse"].get("encodedDataLength", 0)
            self.spans[f"{number} {self.requests}"] = [
                self.spans[number][0],
                event["timestamp"],
            ]
        self.requests += 1
        self.spans[number] = [event["timestamp"], None]

    def _known(self, number):
        """Leave out what the browser had already."""
        if self.spans.pop(number, None):
            self.requests -= 1

    def _done(self, event):
        if event["requestId"] in self.spans:
            self.spans[event["requestId"]][1] = event["timestamp"]
            self.received += event.get("encodedDataLength", 0)

    @property
    def seconds(self):
        """Add up the time in which at least one answer was waited for."""
        total, until = 0.0, 0.0
        for began, ended in sorted(span for span in self.spans.values() if span[1]):
            total += max(0.0, ended - max(began, until))
            until = max(until, ended)
        return total

    def told(self):
        return {
            "requests": self.requests,
            "kB": round(self.received / 1000, 1),
            "network_s": round(self.seconds, 1),
        }


@contextlib.contextmanager
def slow_page(port):
    """Open a fresh browser, with nothing in its cache, on a slow line."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(base_url=f"http://127.0.0.1:{port}", locale="en-GB")
        page.set_default_timeout(PATIENCE)
        line = Line()
        line.watch(page)
        yield page, line
        browser.close()


def nominate(port):
    """Nominate three delegates, from signing in to the receipt."""
    with slow_page(port) as (page, line):
        _sign_in(page, "focal.fra")
        page.locator(f"a[href*='{SLOW}']").first.click()
        page.locator("a[href$='/nominate/']").first.click()
        for number, letter in enumerate("ABC", start=1):
            page.locator(f"[name=p{number}-given_name]").fill(f"Delegate {letter}")
            page.locator(f"[name=p{number}-family_name]").fill("(Slow line)")
            page.locator(f"[name=p{number}-email]").fill(f"slow-{letter.lower()}@demo.example")
        page.locator("main form button.primary").click()
        page.wait_for_url("**/receipts/**", wait_until="load")
        return line.told()


def rank(port):
    """Rank twelve priorities, comment, send, keep the receipt."""
    with slow_page(port) as (page, line):
        _sign_in(page, "focal.can")
        page.locator(f"a[href*='{BALLOT}']").first.click()
        if not page.locator("portal-ranking").count():
            page.locator(f"main a[href*='{BALLOT}/answer/']").first.click()
        for _ in range(3):
            page.locator("[data-move='1']").first.click()
        page.locator("[name=comment]").fill("What matters most to our administration is data.")
        page.locator("button[value=review]").click()
        page.wait_for_url("**/review/")
        page.locator("main form.form button.primary").click()
        page.wait_for_url("**/receipts/**", wait_until="load")
        return line.told()


def write(port):
    """Write a sentence of the plan in two languages, from signing in to the saved page."""
    with slow_page(port) as (page, line):
        _sign_in(page, "editor")
        page.goto("/en/plans/2019-2022/edit/")
        page.locator(".tree a").nth(3).click()
        page.wait_for_url("**/edit/*/")
        for code in ("en", "fr"):
            page.locator(f"[data-pane={code}] .ProseMirror").press("Control+End")
            page.keyboard.type(" A sentence that came over a slow line.")
        page.locator("[data-status][data-state=saved]").wait_for()
        return line.told()


def _sign_in(page, who):
    page.goto("/en/accounts/login/")
    page.locator("input[name=login]").fill(f"{who}@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/work/**", wait_until="load")


JOBS = {
    "three delegates": (nominate, "<= 35 requests, <= 180 kB, <= 40 s"),
    "twelve priorities": (rank, "<= 150 kB"),
    "a sentence in two languages": (write, "<= 160 kB"),
}
