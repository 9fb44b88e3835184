"""A regional workshop is announced, changed and cancelled, and the region hears of it: with and
without JavaScript, in both languages."""

import email
import email.policy
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.functional.conftest import act, send

pytestmark = [pytest.mark.system, pytest.mark.whole, pytest.mark.timeout(300)]

SUBJECTS = {
    "announced": {"en": "Invitation", "fr": "Invitation"},
    "changed": {"en": "Changed", "fr": "Modification"},
    "cancelled": {"en": "Cancelled", "fr": "Annulation"},
}
# So that a second run against the same portal finds its own.
MARK = secrets.token_hex(2)
HELD = {"day": "2019-06-18", "begins": "09:00", "last_day": "2019-06-19", "ends": "16:30"}


@dataclass(frozen=True)
class Case:
    """Who announces what to whom."""

    language: str
    script: bool
    region: str
    host: str
    vice_chair: str
    zone: str
    reader: str
    why: str
    titles: dict


CASES = [
    Case("fr", False, "wca", "sen", "gin", "Africa/Dakar", "focal.sen", "point de contact",
         {"en": f"A journey to Dakar {MARK}", "fr": f"Un parcours vers Dakar {MARK}"}),
    Case("en", True, "mena", "jor", "bhr", "Asia/Amman", "vicechair.mena", "You are the Vice-Chair",
         {"en": f"A journey to Amman {MARK}", "fr": f"Un parcours vers Amman {MARK}"}),
]  # fmt: skip


def fill(page, case):
    """Fill the form of a workshop that is held in a place and online."""
    for name in ("region", "host", "vice_chair", "zone"):
        page.locator(f"[name={name}]").select_option(getattr(case, name))
    words = {f"title_{code}": title for code, title in case.titles.items()} | HELD
    words |= {"place_en": "Port", "place_fr": "Port", "online_address": "https://meet.example/x"}
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)


def schedule(page, case):
    """As the editor, try an empty form, then make a draft; return its address."""
    page.goto(f"/{case.language}/workshops/")
    page.locator("a[href$='/workshops/new/']").click()
    page.locator("[name=title_en]").fill(case.titles["en"])
    send(page)
    expect(page.locator(".error-summary a[href='#id_title_fr']")).to_be_visible()
    expect(page.locator("#id_title_fr[aria-invalid=true]")).to_have_count(1)
    expect(page.locator("[name=title_en]")).to_have_value(case.titles["en"])
    fill(page, case)
    send(page, presses=2)
    expect(page.locator("h1")).to_have_text(case.titles[case.language])
    return urlsplit(page.url).path


def entry_of(mail):
    """Return the method of a mail's calendar part, and the event in it."""
    (part,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == calendar["METHOD"]
    assert [each.get_filename() for each in mail.iter_attachments()] == ["invitation.ics"]
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


@dataclass
class Checker:
    """Compares who got which mail with who belongs to the region."""

    stack: object
    case: Case
    target: str
    uids: set = field(default_factory=set)

    def check(self, what, method, sequence, begins):
        """Expect one mail to each, in the right language, with the right calendar entry."""
        people = self.stack.people_of_region(self.case.region)
        mails = self.stack.mails_about(self.target, f"strategy.workshop.{what}")
        assert Counter(to for to, _mail in mails) == Counter(list(people))
        for to, mail in mails:
            language = people[to]
            subject = rf"{SUBJECTS[what][language]}\s?: {self.case.titles[language]}"
            assert re.fullmatch(subject, mail["Subject"])
            assert mail["To"] == to
            found, event = entry_of(mail)
            assert (found, event["SEQUENCE"]) == (method, sequence)
            assert event["DTSTART"].params["TZID"] == self.case.zone
            assert f"{event['DTSTART'].dt:%Y-%m-%d %H:%M}" == begins
            assert event["ATTENDEE"] == f"mailto:{to}"
            self.uids.add(str(event["UID"]))
        assert len(self.uids) == 1


def target_of(stack, address):
    """Return the public id of a workshop, and see that the second press made no second one."""
    with stack.connect() as database:
        ((target,),) = database.execute(
            "SELECT public_id FROM strategy_workshop WHERE title_en ="
            " (SELECT title_en FROM strategy_workshop WHERE slug = %s)",
            [address.split("/")[-2]],
        ).fetchall()
    return target


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_a_workshop_is_announced_changed_and_cancelled(stack, enter, open_page, barred, case):
    editor = enter("editor", case.language, script=case.script)
    address = schedule(editor, case)
    invited = str(len(stack.people_of_region(case.region)))
    expect(editor.locator("main .alert.brand")).to_contain_text(invited)
    assert open_page("/livez").goto(address).status == 404
    if case.script:
        barred(editor, "the draft")
    checker = Checker(stack, case, target_of(stack, address))

    act(editor, "announce", presses=2)
    checker.check("announced", "REQUEST", 0, "2019-06-18 09:00")

    editor.goto(f"{address}edit/")
    editor.locator("[name=begins]").fill("10:30")
    send(editor, presses=2)
    expect(editor).to_have_url(re.compile(f"{address}$"))
    checker.check("changed", "REQUEST", 1, "2019-06-18 10:30")

    editor.goto(f"{address}cancel/")
    editor.locator("[name=reason]").fill("No room was found.")
    send(editor, presses=2)
    expect(editor).to_have_url(re.compile(f"{address}$"))
    checker.check("cancelled", "CANCEL", 2, "2019-06-18 10:30")

    own = read_own_mails(enter(case.reader, case.language, script=case.script), case, barred)
    stranger = enter("focal.jpn", case.language, script=case.script)
    assert stranger.goto(own).status == 404
    stranger.goto(f"/{case.language}/mail/")
    expect(stranger.locator("main")).not_to_contain_text(case.titles["en"])


def read_own_mails(page, case, barred):
    """As one of those invited, find the mails, see why, read one and take its source."""
    page.goto(f"/{case.language}/mail/")
    rows = page.locator("main tbody tr", has_text=case.titles[case.language])
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text=case.why)).to_have_count(3)
    rows.filter(has_text="Invitation").get_by_role("link").click()
    expect(page.locator("main .facts")).to_contain_text(case.why)
    expect(page.frame_locator("iframe.letter").locator("body")).to_contain_text("meet.example/x")
    if case.script:
        barred(page, "a mail")
    answer = page.request.get(page.locator("a[href$='/source/']").get_attribute("href"))
    mail = email.message_from_bytes(answer.body(), policy=email.policy.default)
    (raw,) = [each for each in mail.walk() if each.get_content_type() == "text/calendar"]
    for line in ("METHOD:REQUEST", "SEQUENCE:0", "UID:workshop-", "DTSTART;TZID="):
        assert line in raw.get_content()
    return page.url
