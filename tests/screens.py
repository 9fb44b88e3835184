"""Take the pictures of docs/screens/: `make screens`, or `python -m tests.screens NAME ...`.

The portal is started as `make run` does, with the demonstration data, in a folder that vanishes.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.stack import BROWSERS, FLAGS, PASSWORD, ROOT, new_stack

FOLDER = ROOT / "docs" / "screens"
HEIGHT = 900
# A picture longer than this shows nothing more.
LONGEST = 2600


@dataclass(frozen=True)
class Shot:
    """A picture: where, as whom, in which shape."""

    name: str
    path: str
    person: str = ""
    width: int = 1360
    theme: str = "light"


SHOTS = [
    Shot("home-en", "/en/"),
    Shot("home-fr-phone", "/fr/", width=390),
    Shot("plan-2016-2019-en", "/en/plans/2016-2019/"),
    Shot("plan-2019-2022-fr", "/fr/plans/2019-2022/"),
    Shot("plan-dark", "/en/plans/2016-2019/", theme="dark"),
    Shot("plan-editor", "/en/plans/2019-2022/", "editor"),
    Shot("theme-2019-en", "/en/themes/2019/"),
    Shot("themes-dark", "/en/themes/", theme="dark"),
    Shot("consultations-en", "/en/consultations/"),
    Shot("workshops-en", "/en/workshops/"),
    Shot("members-en", "/en/members/"),
    Shot("handbook-en", "/en/handbook/"),
    Shot("messages-fr", "/fr/messages/"),
    Shot("forum-en", "/en/forum/"),
    Shot("conferences-en", "/en/conferences/"),
    Shot("my-work-editor", "/en/work/", "editor"),
    Shot("my-work-focal-point-fr", "/fr/work/", "focal.sen"),
    Shot("my-work-focal-point-phone", "/fr/work/", "focal.sen", width=390),
    Shot("my-work-coordinator", "/en/work/", "coordinator.esa"),
    Shot("my-work-registrar-dark", "/en/work/", "registrar", theme="dark"),
    Shot("tour-en", "/en/demo/"),
    Shot("components-en", "/en/styleguide/"),
]


def main(names):
    """Take the pictures with these names, or all; say which pages do not answer."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with new_stack(PORTAL_DEMO="1") as stack, sync_playwright() as playwright:
        stack.start()
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        missing = [shot.name for shot in wanted if not take(browser, stack.url, shot)]
        browser.close()
    if missing:
        sys.exit(f"No page for: {', '.join(missing)}")


def take(browser, url, shot):
    """Take one picture; say whether the page answered."""
    context = browser.new_context(
        base_url=url, viewport={"width": shot.width, "height": HEIGHT}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "theme", "value": shot.theme, "url": url}])
    page = context.new_page()
    if shot.person:
        page.goto("/en/accounts/login/")
        page.fill("input[name=login]", f"{shot.person}@demo.example")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/work/**")
    answer = page.goto(shot.path)
    page.evaluate("document.fonts.ready")
    tall = min(LONGEST, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": shot.width, "height": max(HEIGHT, tall)})
    page.screenshot(path=Path(FOLDER) / f"{shot.name}.png")
    context.close()
    sys.stdout.write(f"{answer.status} {shot.name}\n")
    return answer.status == 200


if __name__ == "__main__":
    main(sys.argv[1:])
