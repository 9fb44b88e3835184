"""`make screens`: the pictures of docs/screens/, taken from the demonstration.

`page-language-width.png`, half its size and in few colours, so that all of them stay small.
Whatever else lies in the folder is taken away.
"""

import io
import re
import sys
from dataclasses import dataclass
from itertools import groupby

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.stack import FLAGS, PASSWORD, ROOT, chromium, new_stack

FOLDER = ROOT / "docs" / "screens"
LANGUAGES = ("en", "fr")
# How wide, how much of a long page, and how much smaller the picture is.
SHAPES = ((1360, 1200, 0.42), (390, 1100, 0.52))
COLOURS = 32
EDITION = "conferences/communication-conference-demonstration/"
ROUND = "consultations/priorities-2019-2022-second-round/"
FIRST_ROUND = "consultations/priorities-2019-2022-first-round/"
PLAN, DRAFT = "plans/2016-2019/", "plans/2019-2022/"


@dataclass(frozen=True)
class Picture:
    """A page: who looks, where, and by which links from there (parts of their addresses)."""

    name: str
    who: str
    path: str
    links: tuple = ()


PICTURES = [
    # 1: anyone reads.
    Picture("home", "", ""),
    Picture("plans", "", "plans/"),
    Picture("plan-in-force", "", PLAN),
    Picture("priority", "", PLAN, ("/priorities/", "/elements/")),
    Picture("plan-in-preparation", "", DRAFT),
    Picture("plan-history", "", f"{DRAFT}history/"),
    Picture("themes", "", "themes/"),
    Picture("theme", "", "themes/2019/"),
    Picture("regions", "", "regions/"),
    Picture("region", "", "regions/wca/"),
    Picture("members", "", "members/"),
    Picture("member", "", "members/sen/"),
    Picture("sources", "", "sources/"),
    Picture("search", "", "search/?q=douane"),
    Picture("workshops", "", "workshops/"),
    Picture("indicators", "", "indicators/"),
    Picture("indicator", "", "indicators/", ("/indicators/",)),
    Picture("sign-in", "", "accounts/login/"),
    Picture("tour", "", "demo/"),
    # 2: an editor edits.
    Picture("work-editor", "editor", "work/"),
    Picture("editor", "editor", f"{DRAFT}edit/"),
    Picture("editor-element", "editor", f"{DRAFT}edit/", ("/edit/",)),
    Picture("editor-revisions", "editor", f"{DRAFT}revisions/"),
    Picture("editor-compare", "editor", f"{DRAFT}compare/"),
    Picture("languages", "editor", f"{DRAFT}languages/"),
    Picture("structure", "editor", f"{DRAFT}structure/"),
    Picture("element-new", "editor", f"{DRAFT}structure/new/"),
    Picture("alignment", "", f"{DRAFT}alignment/"),
    Picture("carry-over", "editor", f"{PLAN}carry-over/"),
    Picture("paper", "editor", f"{DRAFT}papers/new/"),
    Picture("word", "editor", f"{DRAFT}word/"),
    Picture("decision", "approver", f"{DRAFT}adopt/"),
    Picture("work-approver", "approver", "work/"),
    Picture("clock", "admin", "demo/clock/"),
    Picture("events", "admin", "events/"),
    # 3: Members answer, the region is heard.
    Picture("work-focal-point", "focal.sen", "work/"),
    Picture("consultations", "", "consultations/"),
    Picture("answer", "focal.sen", "work/", ("/answer/",)),
    Picture("answer-receipt", "focal.fra", f"{ROUND}answer/fra/", ("/receipts/",)),
    Picture("work-coordinator", "coordinator.wca", "work/"),
    Picture("region-answers", "coordinator.wca", "work/", ("/region/wca/",)),
    Picture("result", "", FIRST_ROUND),
    Picture("method", "", "methods/ranking/"),
    Picture("answers", "", f"{DRAFT}answers/"),
    Picture("inputs", "editor", f"{DRAFT}inputs/"),
    # 4: a workshop is announced.
    Picture("workshop-new", "editor", "workshops/new/"),
    Picture("workshop", "", "workshops/2018-wca/"),
    Picture("mails", "focal.sen", "mail/"),
    Picture("notifications", "focal.sen", "notifications/"),
    Picture("notification-settings", "focal.sen", "notifications/settings/"),
    # 5: an administration registers.
    Picture("conferences", "", "conferences/"),
    Picture("conference", "", EDITION),
    Picture("programme", "", f"{EDITION}programme/"),
    Picture("delegation", "focal.fra", f"{EDITION}delegation/"),
    Picture("nominate", "focal.sen", f"{EDITION}delegations/sen/nominate/"),
    Picture("nomination-receipt", "focal.fra", f"{EDITION}delegation/", ("/receipts/",)),
    Picture("registrations", "registrar", f"{EDITION}registrations/"),
    Picture("registration", "registrar", f"{EDITION}registrations/", ("/registrations/",)),
    Picture("answers-of-members", "registrar", f"{EDITION}delegations/"),
    # 6: the handbook lives.
    Picture("handbook", "", "handbook/"),
    Picture("chapter", "", "handbook/why-communicate/"),
    Picture("practices", "", "practices/"),
    Picture("practice", "", "practices/", ("/practices/",)),
    Picture("practice-new", "focal.jpn", "practices/new/"),
    Picture("work-communications", "communications", "work/"),
    Picture("chapter-draft", "communications", "handbook/why-communicate/draft/"),
    # 7: a program does all of that. The page speaks English; its labels follow the browser.
    Picture("api", "", "../api/v1/docs/"),
    # 8: the rest of the mission.
    Picture("reviews", "editor", f"{PLAN}reviews/"),
    Picture("review", "editor", f"{PLAN}reviews/", ("/reviews/",)),
    Picture("finding", "editor", f"{PLAN}reviews/", ("/reviews/", "/findings/")),
    Picture("amendment", "editor", PLAN, ("/amendments/",)),
    Picture("amendment-change", "editor", PLAN, ("/amendments/", "/changes/")),
    Picture("amendment-part", "editor", PLAN, ("/amendments/", "/additions/new/")),
    Picture("challenges", "editor", "challenges/"),
    Picture("challenge", "editor", "challenges/", ("/challenges/",)),
    Picture("research", "", "research/disruptive-technologies/"),
    Picture("messages", "", "messages/"),
    Picture("message", "", "messages/", ("/messages/",)),
    Picture("audiences", "", "audiences/"),
    Picture("forum", "focal.can", "forum/"),
    Picture("topic", "focal.can", "forum/", ("/forum/",)),
]


def main():
    """Take every picture; name what could not be taken and fail."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with new_stack(PORTAL_DEMO="1") as stack, sync_playwright() as playwright:
        stack.start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        taken, missing = take(browser, stack.url)
        browser.close()
    for file in FOLDER.iterdir():
        if file.name not in taken:
            file.unlink()
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{len(taken)} pictures, {size / 1e6:.1f} MB, in {FOLDER.relative_to(ROOT)}/")
    sys.exit("\n".join(missing) or 0)


def take(browser, url):
    """Take the pictures person by person; return their names, and what went wrong."""
    taken, missing = set(), []
    for who, pictures in groupby(sorted(PICTURES, key=lambda each: each.who), lambda e: e.who):
        wanted = list(pictures)
        for width, height, scale in SHAPES:
            page = browser.new_page(
                base_url=url,
                viewport={"width": width, "height": 900},
                color_scheme="light",
                reduced_motion="reduce",
            )
            if who:
                _sign_in(page, who)
            for picture in wanted:
                for language in LANGUAGES:
                    name = f"{picture.name}-{language}-{width}.png"
                    if problem := _open(page, picture, language):
                        missing.append(f"{name}: {problem}")
                        continue
                    _keep(page, FOLDER / name, width=width, height=height, scale=scale)
                    taken.add(name)
            page.context.close()
    return taken, missing


def _sign_in(page, who):
    page.goto("/en/accounts/login/")
    page.locator("input[name=login]").fill(f"{who}@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/work/**")


def _open(page, picture, language):
    """Open a page through its links; say what is wrong."""
    page.set_extra_http_headers({"Accept-Language": language})
    answer = page.goto(f"/{language}/{picture.path}")
    for part in picture.links:
        here = re.sub(r"[?#].*", "", page.url)
        found = [
            link
            for link in page.locator(f"main a[href*='{part}']").evaluate_all(
                "links => links.map(link => link.href)"
            )
            if re.sub(r"[?#].*", "", link) != here
            and (link.endswith(part) or not link.endswith(("/new/", ".csv", ".ics")))
        ]
        if not found:
            return f"{page.url} has no link to {part}"
        answer = page.goto(found[0])
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    return None if answer and answer.status == 200 else f"{page.url} does not answer"


def _keep(page, path, *, width, height, scale):
    """Keep the beginning of a page, smaller and in few colours."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    high = min(whole, height)
    page.set_viewport_size({"width": width, "height": high})
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    page.set_viewport_size({"width": width, "height": 900})
    size = (round(width * scale), round(high * scale))
    small = picture.resize(size, Image.Resampling.LANCZOS)
    few = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
