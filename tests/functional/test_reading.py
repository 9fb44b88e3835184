"""Anyone reads: the year, both plans, the themes, regions and Members, sources, the search."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import text

pytestmark = [pytest.mark.system, pytest.mark.whole]
WAYS = pytest.mark.parametrize(
    ("language", "script"), [("en", True), ("fr", False)], ids=["en", "fr, no script"]
)
# The facts stand here once more, from their sources: what the portal loads must agree.
FUNCTIONS = {
    "en": ["Facilitation of trade", "Revenue collection", "Protection of society"],
    "fr": ["Facilitation des échanges", "Collecte des recettes", "Protection de la société"],
}
SERVED = [[0], [1], [2], [0, 1, 2], [0, 1, 2], [0, 1, 2], [0, 1, 2]]
PRIORITIES = {
    "en": [
        "Trade Facilitation and implementation of the Trade Facilitation Agreement",
        "Customs-Tax Cooperation",
        "Illicit Financial Flows",
        "Performance Measurement",
    ],
    "fr": [
        "Facilitation des échanges et mise en œuvre de l’Accord sur la facilitation des échanges",
        "Coopération entre les douanes et les administrations fiscales",
        "Flux financiers illicites",
        "Mesure de la performance",
    ],
}
PARTS = {
    "en": ["Where it comes from", "What serves it", "How it is measured", "The thread"],
    "fr": ["D’où cela vient", "Ce qui y concourt", "Comment cela se mesure", "Le fil conducteur"],
}
NINE = ["coordinated-border-management", "safety-and-security", "revised-kyoto-convention",
        "e-commerce", "harmonized-system", "capacity-building-strategy", "performance-measurement",
        "integrity", "digital-customs"]  # fmt: skip
# Place and attendance as far as they are known, by region.
WORKSHOPS = {
    "eur": ("not known",),
    "ams": ("Santo Domingo", "9–10 October 2018", "23 Members"),
    "esa": ("Kampala", "17–18 October 2018", "8 of 24"),
    "wca": ("Yaoundé", "29–30 October 2018", "10 of 23"),
    "mena": ("Amman", "5 November 2018", "12 of 18"),
    "ap": ("not known", "November 2018"),
}
THEMES = range(2008, 2020)
SMART = {
    "en": ["Secure", "Measurable", "Automated", "Risk management-based", "Technology-driven"],
    "fr": ["Sécurisées", "Mesurables", "Automatisées", "Fondées sur la gestion des risques",
           "Axées sur la technologie"],
}  # fmt: skip
SEARCHED = [
    ("douane", "/themes/"),
    ("Kampala", "/workshops/2018-esa/"),
    ("Yaounde", "/workshops/2018-wca/"),
    ("e-commerce", "/priorities/e-commerce/"),
    ("commerce electronique", "/priorities/e-commerce/"),
    ("sénégal", "/members/sen/"),
    ("Senegal", "/members/sen/"),
]
REGIONS = {"ams": 33, "eur": 52, "esa": 24, "mena": 18, "wca": 23, "ap": 33}


def section(page, name):
    return page.locator(f"section[aria-labelledby={name}]")


@WAYS
def test_the_year_stands_on_one_page(open_page, language, script):
    page = open_page(f"/{language}/", script=script)

    expect(page.locator("h1")).to_contain_text("SMART")
    for address in (
        *("themes/2019/", "plans/2016-2019/", "plans/2019-2022/", "research/", "handbook/"),
        "consultations/priorities-2019-2022-second-round/",
        "conferences/first-global-communication-strategy-conference/",
    ):
        assert page.locator(f"main a[href='/{language}/{address}']").count(), address
    assert page.locator("#plan-now, #plan-next").count() == 2
    assert section(page, "next-workshops").locator("a[href*='/workshops/']").count()
    assert text(page.locator("#members")).startswith("183 ")


@WAYS
def test_the_plan_in_force_with_its_goals_and_priorities(open_page, language, script):
    page = open_page(f"/{language}/plans/2016-2019/", script=script)

    goals = section(page, "goals").locator(".rows > li").all()
    found = [[i for i, name in enumerate(FUNCTIONS[language]) if name in text(g)] for g in goals]
    assert found == SERVED
    for name in PRIORITIES[language]:
        page.goto(f"/{language}/plans/2016-2019/")
        page.get_by_role("link", name=name).first.click()
        expect(page.locator("h1")).to_have_text(name)
        assert [text(head) for head in page.locator("main h2").all()][:4] == PARTS[language]


@WAYS
def test_the_plan_in_preparation_and_how_it_is_made(open_page, language, script):
    page = open_page(f"/{language}/plans/2019-2022/", script=script)

    assert section(page, "goals").locator(".rows > li").count() == 4
    links = section(page, "priorities").locator("h3 a[href*='/priorities/']").all()
    assert [link.get_attribute("href").split("/")[-2] for link in links] == NINE
    page.locator("main a[href$='/history/']").first.click()
    steps = page.locator("main ol.life > li")
    assert steps.count() == 6
    assert section(page, "consultations").locator("h3 a").count() == 6
    for region in WORKSHOPS:
        assert section(page, "workshops").locator(f"a[href$='/2018-{region}/']").count() == 1


def test_each_workshop_of_2018_says_what_is_known(open_page):
    page = open_page("/livez")

    for region, words in WORKSHOPS.items():
        page.goto(f"/en/workshops/2018-{region}/")
        facts = text(page.locator("main"))
        assert [word for word in words if word not in facts] == []


@WAYS
def test_a_page_for_each_theme_and_the_matrix_of_2019(open_page, language, script):
    page = open_page(f"/{language}/themes/", script=script)

    addresses = [a.get_attribute("href") for a in page.locator("main h2 a").all()]
    assert addresses == [f"/{language}/themes/{year}/" for year in reversed(THEMES)]
    for address in addresses:
        assert page.goto(address).ok
        assert text(page.locator("h1"))
    page.goto(f"/{language}/themes/2019/")
    assert page.locator(".theme-hero svg").count()
    rows = page.locator("main table").first.locator("tbody tr").all()
    assert [name for name, row in zip(SMART[language], rows, strict=True) if name in text(row)] == (
        SMART[language]
    )


@WAYS
def test_regions_and_members_on_a_day(open_page, language, script):
    page = open_page(f"/{language}/members/", script=script)

    assert text(page.locator("h1")).startswith("183 ")
    page.locator("[name=as_of]").fill("2016-06-30")
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_contain_text("180")
    page.goto(f"/{language}/regions/")
    for code, count in REGIONS.items():
        row = page.locator(".rows > li", has=page.locator(f"a[href*='/regions/{code}/']"))
        assert text(row.locator(".beside")).startswith(f"{count} ")
    page.locator("main a[href*='/regions/wca/']").click()
    expect(page.locator("main")).to_contain_text({"en": "Guinea", "fr": "Guinée"}[language])


@WAYS
def test_each_fact_opens_its_source_and_grade(open_page, language, script):
    page = open_page("/livez", script=script)

    for path in ("plans/2016-2019/", "themes/2019/", "members/", "workshops/2018-esa/"):
        page.goto(f"/{language}/{path}")
        mark = page.locator("main a.src").first
        line = page.locator(mark.get_attribute("href"))
        expect(line).not_to_be_visible()
        mark.click()
        expect(line).to_be_visible()
        graded = page.locator(".sources li:has(b)").count()
        assert graded == page.locator(".sources li").count(), path


@WAYS
def test_one_box_finds_it(open_page, language, script):
    page = open_page(f"/{language}/", script=script)

    for words, wanted in SEARCHED:
        page.locator("header summary", has=page.locator(".ico")).first.click()
        page.locator("#search-box").fill(words)
        page.locator("header [role=search] button").click()
        found = page.locator(f"main a[href^='/{language}/'][href*='{wanted}']")
        assert found.count(), words
