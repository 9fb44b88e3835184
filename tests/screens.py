"""`make screens`: the pictures of docs/screens/, taken from the demonstration."""

import sys

from playwright.sync_api import sync_playwright

from tests.stack import FLAGS, PASSWORD, ROOT, chromium, new_stack

FOLDER = ROOT / "docs" / "screens"
# file, address, who looks, width
PICTURES = [
    ("home", "/en/", "", 1360),
    ("home-fr-phone", "/fr/", "", 390),
    ("plan", "/en/plans/2019-2022/", "", 1360),
    ("theme", "/en/themes/2019/", "", 1360),
    ("tour", "/en/demo/", "", 1360),
    ("work", "/en/work/", "editor", 1360),
    ("focal-point-fr", "/fr/work/", "focal.fra", 1360),
]


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with new_stack(PORTAL_DEMO="1") as stack, sync_playwright() as playwright:
        stack.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, path, who, width in PICTURES:
            page = browser.new_page(
                base_url=stack.url, viewport={"width": width, "height": 900}, color_scheme="light"
            )
            if who:
                page.goto("/en/accounts/login/")
                page.locator("input[name=login]").fill(f"{who}@demo.example")
                page.locator("input[name=password]").fill(PASSWORD)
                page.keyboard.press("Enter")
                page.wait_for_url("**/en/work/**")
            answer = page.goto(path)
            if answer is None or answer.status != 200:
                sys.stderr.write(f"{name}: {path} does not answer\n")
                continue
            page.screenshot(path=FOLDER / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
