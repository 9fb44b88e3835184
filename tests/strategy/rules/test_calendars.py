"""What calendar programs read, whatever was typed."""

import datetime as dt

from icalendar import Calendar

from strategy.rules import calendars
from strategy.rules.calendars import Entry

STARTS = dt.datetime(2019, 3, 31, 0, 30, tzinfo=dt.UTC)


def entry(**values):
    given = {
        "uid": "one@test.example",
        "sequence": 2,
        "stamp": STARTS,
        "starts_at": STARTS,
        "ends_at": STARTS + dt.timedelta(hours=3),
        "zone": "Europe/Brussels",
        "summary": "Atelier régional ; « priorités », " + "é" * 90,
        "description": "Une\r\nATTENDEE:mailto:x@test.example\n" + "😀" * 40,
        "location": "Salle A, bât. B",
        "address": "https://portal.test.example/",
    }
    return Entry(**given | values)


def test_lines_are_folded_between_letters_and_nothing_typed_is_a_line_of_its_own():
    written = calendars.feed([entry(), entry(uid="two@test.example")], name="Région")

    lines = written.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])
    assert not any(line.startswith(b"ATTENDEE") for line in lines)
    first, _other = Calendar.from_ical(written).walk("VEVENT")
    assert first["summary"] == entry().summary
    assert first.decoded("dtstart") == STARTS


def test_a_control_character_does_not_make_a_calendar_unreadable():
    said = calendars.published(entry(summary="A\x07B", description="C\x0b\x7fD", location="\x1b"))

    assert not calendars.CONTROL.search(said)
    [event] = Calendar.from_ical(said).walk("VEVENT")
    assert (event["summary"], event["description"]) == ("AB", "CD")
    assert "location" not in event
