"""A plan is written, decided and comes into effect, on a portal of its own: it moves the clock."""

import pytest
from playwright.sync_api import expect

from tests.functional.conftest import faults, press, text
from tests.stack import copy_of, until

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(600)]
PLAN = "/plans/2019-2022/"
ROUND = "/consultations/priorities-2019-2022-second-round/"
STUDY = "/en/research/disruptive-technologies/"
STATES = {
    "en": ("in force", "superseded", "draft", "submitted to the council"),
    "fr": ("en vigueur", "remplacé", "projet", "soumis au conseil"),
}
TOGETHER = {"en": "Somebody else had saved first", "fr": "Quelqu’un d’autre avait enregistré"}


@pytest.fixture(scope="module")
def stack(seed):
    """A copy of the portal; what happens here disturbs nobody."""
    with copy_of(seed) as own:
        yield own.start()


def open_part(page, language, number):
    """Open a part of the draft through the editor's tree, in its text areas."""
    page.goto(f"/{language}{PLAN}edit/")
    link = page.locator(".tree a", has=page.get_by_text(number, exact=True))
    page.goto(f"{link.get_attribute('href')}?form=1")


def reword(page, field, old, new):
    """Put other words into a text area."""
    area = page.locator(f"[name={field}]")
    words = area.input_value()
    assert old in words
    area.fill(words.replace(old, new))


def save(page):
    press(page.locator("main form:has([name=english]) .btn.primary"))


def newest_change(page, language, code):
    """Open the newest version of a language from the history; return what was added to it."""
    page.goto(f"/{language}{PLAN}revisions/")
    page.locator(f"section[aria-labelledby=history-{code}] li a").first.click()
    return text(page.locator(".changed ins").first)


def one_writes_in_the_text_areas(page):
    """Change an objective in both languages, without a script; look at what changed."""
    open_part(page, "fr", "SO2")
    reword(page, "english", "decided in advance", "decided in advance and published")
    reword(page, "french", "décision préalable", "décision préalable et publiée")
    page.locator("[name=reason]").fill("Publier ce qui est décidé")
    save(page)
    expect(page.locator(".alerts")).to_be_visible()
    page.goto(f"/fr{PLAN}revisions/")
    assert page.get_by_text("Publier ce qui est décidé").count() == 2
    assert newest_change(page, "fr", "fr") == "[ajouté : et publiée fin]"
    assert newest_change(page, "fr", "en") == "[ajouté : and published fin]"


def one_writes_in_the_block_editor(page):
    """Change an objective in both languages where one reads it; look at what changed."""
    page.goto(f"/en{PLAN}edit/")
    page.locator(".tree a", has=page.get_by_text("SO1", exact=True)).click()
    for code, words in (("en", " Anybody can read them."), ("fr", " Chacun peut les lire.")):
        page.locator(f"[data-pane={code}] .ProseMirror").press("Control+End")
        page.keyboard.type(words)
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "saved")
    page.goto(f"/en{PLAN}revisions/")
    page.locator("[name=name]").fill("Before the Council")
    press(page.locator("main form:has([name=name]) .btn"))
    assert "Anybody can read them." in newest_change(page, "en", "en")
    assert "Chacun peut les lire." in newest_change(page, "en", "fr")


def two_are_joined(first, second, language):
    """Two people change different paragraphs: both are kept, and who comes second is told."""
    open_part(first, "en", "SO3")
    open_part(second, language, "SO3")
    reword(first, "english", "police services", "police services at every crossing")
    save(first)
    reword(second, "english", "better chosen", "better chosen everywhere")
    save(second)
    expect(second.locator(".alerts")).to_contain_text(TOGETHER[language])
    words = second.locator("[name=english]").input_value()
    assert "at every crossing" in words
    assert "chosen everywhere" in words


def two_clash(first, second, language):
    """Two people change the same words: both texts are shown, one is chosen, none is lost."""
    open_part(first, "en", "SO3")
    open_part(second, language, "SO3")
    reword(first, "english", "every crossing", "each crossing")
    save(first)
    reword(second, "english", "every crossing", "all crossings")
    reword(second, "french", "La douane protège", "Partout, la douane protège")
    save(second)
    shown = text(second.locator("main"))
    assert all(words in shown for words in ("each crossing", "all crossings", "every crossing"))
    assert "Partout" in second.locator("[name=french]").input_value()
    if language == "en":
        assert faults(second) == []
    save(second)
    expect(second.locator(".alerts")).to_be_visible()
    assert "all crossings" in second.locator("[name=english]").input_value()
    second.goto(f"/{language}{PLAN}revisions/")
    assert second.locator("section[aria-labelledby=history-en] li").count() >= 4
    open_part(second, language, "SO3")
    reword(second, "english", "all crossings", "every crossing")
    reword(second, "french", "Partout, la douane protège", "La douane protège")
    save(second)


def refused_moves_say_why(editor, approver):
    """What is not possible stands there with its reason, and stays so when it is tried."""
    editor.goto(f"/fr{PLAN}edit/")
    locked = editor.locator("main .why-not, main [aria-disabled]")
    assert "approbateur" in text(editor.locator("main .tight").first)
    assert locked.count()
    approver.goto(f"/en{PLAN}adopt/")
    expect(approver.locator("main .alert")).to_contain_text("it must be “submitted to the Council”")
    open_part(editor, "fr", "SO2")
    english = editor.locator("[name=english]")
    english.fill(english.input_value() + "\n\nOne more paragraph.")
    save(editor)
    editor.goto(f"/fr{PLAN}submit/")
    expect(editor.locator("main")).to_contain_text("structure")
    open_part(editor, "fr", "SO2")
    french = editor.locator("[name=french]")
    french.fill(french.input_value() + "\n\nUn paragraphe de plus.")
    save(editor)


def the_council_decides(editor, approver):
    """The editor submits; the approver records the decision, after a date that is none."""
    editor.goto(f"/fr{PLAN}submit/")
    assert "2019" in editor.locator("[name=meeting] option:checked").inner_text()
    editor.locator("[name=agenda_item]").fill("IV")
    editor.locator("[name=document_number]").fill("SC0182")
    editor.locator("main form:has([name=meeting]) .btn").click()
    expect(editor.locator(".alerts")).to_be_visible()
    expect(editor.locator("[name=english]")).to_have_count(0)
    approver.goto("/en/work/")
    approver.locator(f"main a[href='/en{PLAN}adopt/']").first.click()
    approver.locator("[name=reference]").fill("Doc. SC0182, decision 1")
    approver.locator("[name=decided_on]").fill("2019-06-20")
    approver.locator("main form:has([name=reference]) .btn").click()
    expect(approver.locator("[name=decided_on]")).to_have_attribute("aria-invalid", "true")
    expect(approver.locator("[name=reference]")).to_have_value("Doc. SC0182, decision 1")
    assert faults(approver) == []
    approver.locator("[name=decided_on]").fill("2019-06-29")
    approver.locator("main form:has([name=reference]) .btn").click()
    expect(approver.locator(".alerts")).to_be_visible()


def the_clock_moves(admin):
    """Step to July: what falls due on the way happens before the page comes back."""
    admin.set_default_timeout(60_000)
    admin.goto("/en/demo/clock/")
    admin.locator("[name=step][value=july]").check()
    admin.locator("main form:has([name=step]) .btn").click()
    expect(admin.locator(".alerts")).to_be_visible()


def the_plan_is_in_effect(page, language):
    """Anybody reads which plan is in effect, which one was, and how it all stood in March."""
    now, before, then, laid = STATES[language]

    def state(path):
        page.goto(f"/{language}/plans/{path}")
        return text(page.locator("main .status").first).lower()

    until(lambda: state("2019-2022/") == now, 70, 1)
    assert state("2016-2019/") == before
    assert state("2019-2022/?as_of=2019-03-26") == then
    assert state("2019-2022/?as_of=2019-06-28") == laid
    assert state("2016-2019/?as_of=2019-06-30") == now
    page.goto(f"/{language}/")
    expect(page.locator("#plan-now")).to_contain_text("2019")
    assert "2019-2022" in page.locator("#plan-now a").first.get_attribute("href")
    page.goto(f"/{language}{PLAN}history/")
    expect(page.locator("main")).to_contain_text("Doc. SC0182, decision 1")


def a_late_answer_is_refused(focal):
    """Who still had the ballot open is told that it is too late, and what to do next."""
    for place, field in enumerate(focal.locator(".rank input").all(), start=1):
        field.fill(str(place))
    focal.locator("[name=comment]").fill("Trop tard ?")
    focal.locator("[name=act][value=review]").click()
    expect(focal.locator("main .alert").first).to_be_visible()
    assert "strategy@demo.example" in text(focal.locator("main"))
    assert focal.locator(f"main a[href='/fr{ROUND}']").count()


def the_study_comes_out(page, stack):
    """Its editions appear on the days on which they came out: of June 2019 and of June 2022."""
    page.goto(STUDY)
    assert page.locator("main .rows > li").count() == 1
    with stack.connect() as database:
        later = "UPDATE common_businessclock SET ahead_by = ahead_by + interval '3 years'"
        database.execute(later)

    def editions():
        page.goto(STUDY)
        return page.locator("main .rows > li").count() == 2

    until(editions, 70, 1)
    expect(page.locator("main")).to_contain_text("World Trade Organization")
    expect(page.locator("main")).to_contain_text("June 2022")


def test_a_plan_is_written_decided_and_comes_into_effect(enter, open_page, stack):
    editor, colleague = enter("editor", "fr", script=False), enter("editor", "en")
    approver, admin = enter("approver", "en"), enter("admin", "en")
    focal = enter("focal.mar", "fr", script=False)
    focal.goto(f"/fr{ROUND}answer/")

    one_writes_in_the_text_areas(editor)
    one_writes_in_the_block_editor(colleague)
    two_are_joined(colleague, editor, "fr")
    two_clash(editor, colleague, "en")
    two_clash(colleague, editor, "fr")
    refused_moves_say_why(editor, approver)
    the_council_decides(editor, approver)
    the_clock_moves(admin)

    the_plan_is_in_effect(open_page("/livez", script=False), "fr")
    the_plan_is_in_effect(open_page("/livez"), "en")
    a_late_answer_is_refused(focal)
    the_study_comes_out(open_page("/livez"), stack)
