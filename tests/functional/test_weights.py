"""What a real browser fetches of a page, first and again: the budgets hold over the wire."""

import pytest

pytestmark = [pytest.mark.system, pytest.mark.whole]
KB = 1000
PAGES = [
    # address, who, first view, second view
    ("/en/", None, 60 * KB, 12 * KB),
    ("/fr/", None, 60 * KB, 12 * KB),
    ("/fr/members/", None, 60 * KB, 12 * KB),
    ("/en/themes/2019/", None, 60 * KB, 12 * KB),
    ("/en/work/", "focal.sen", 45 * KB, 12 * KB),
    ("/fr/work/", "editor", 45 * KB, 12 * KB),
]


class Wire:
    """Counts what a page's browser receives."""

    def __init__(self, page):
        self.bytes, self.addresses = 0, {}
        wire = page.context.new_cdp_session(page)
        wire.on("Network.requestWillBeSent", self._sent)
        wire.on("Network.loadingFinished", self._done)
        wire.send("Network.enable")

    def _sent(self, event):
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _done(self, event):
        if self.addresses.get(event["requestId"], "").startswith("http"):
            self.bytes += event["encodedDataLength"]

    def taken(self):
        """Give what came since the last time."""
        came, self.bytes = self.bytes, 0
        return came


@pytest.mark.parametrize(("path", "who", "first", "second"), PAGES)
def test_page_is_light_at_first_and_lighter_again(new_page, sign_in, path, who, first, second):
    page = new_page()
    if who:
        sign_in(page, who)
        page.goto("/livez")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    wire = Wire(page)

    page.goto(path, wait_until="networkidle")
    fresh = wire.taken()
    page.goto(f"{path}?again", wait_until="networkidle")
    again = wire.taken()

    assert 1000 < again <= second, (fresh, again)
    assert again < fresh <= first, (fresh, again)


@pytest.mark.parametrize(("path", "who"), [("/en/", None), ("/fr/work/", "editor")])
def test_who_saves_data_gets_no_font(new_page, sign_in, path, who):
    page = new_page(extra_http_headers={"Save-Data": "on"})
    if who:
        sign_in(page, who)
        page.goto("/livez")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    wire = Wire(page)

    page.goto(path, wait_until="networkidle")

    assert not [each for each in wire.addresses.values() if each.endswith("woff2")]
    assert wire.taken() <= 22 * KB
