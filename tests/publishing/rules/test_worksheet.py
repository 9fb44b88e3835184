import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.rules.test_xliff import paragraph, standing, units
from wco_portal.files.services import sheets
from wco_portal.publishing.enums import Fate
from wco_portal.publishing.rules import exchange, pieces, worksheet
from wco_portal.publishing.rules.exchange import Refused, Standing


def write(*standings, language="fr"):
    return worksheet.write(units(*standings), language=language)


def blocks(*standings):
    return {(s.original or s.translation)["attrs"]["id"]: s for s in standings}


def read(rows, *standings):
    found = blocks(*standings)
    return worksheet.read(rows, standings={"fr": found, "en": found})


def fates(rows, *standings):
    found = blocks(*standings)
    return [
        exchange.judge(entry, found.get(entry.block)) for entry in read(rows, *standings).entries
    ]


def through_a_file(rows):
    return sheets.read(sheets.write(rows, name="x"))


@given(st.lists(standing(), min_size=1, max_size=4), st.sampled_from(["en", "fr"]))
@settings(max_examples=30)
def test_a_text_comes_back_as_it_went_out(standings, language):
    rows = write(*standings, language=language)
    # As the writer of files does it.
    rows = [[sheets.harmless(str(cell)) for cell in row] for row in rows]

    found = read(rows, *standings)

    assert found.language == language
    for entry, before in zip(found.entries, standings, strict=True):
        assert pieces.is_same(entry.target, before.translation)
        fate = exchange.judge(entry, before)
        assert fate == (Fate.UNCHANGED if before.translation else Fate.EMPTY)


def test_words_that_look_like_a_formula_are_harmless_and_come_back():
    hostile = [
        Standing(paragraph(words, "A" * 9 + letter), paragraph(words, "A" * 9 + letter), "final")
        for letter, words in zip("ABCDE", ["=1+1", "@x", "'=x", "''", "-1"], strict=True)
    ]

    rows = through_a_file(write(*hostile))

    assert [str(row[3])[0] for row in rows[1:]] == ["'"] * 5
    assert fates(rows, *hostile) == [Fate.UNCHANGED] * 5


def test_rows_are_judged_as_a_file_of_translators_is():
    first = Standing(paragraph(identity="A" * 10), None, "missing")
    second = Standing(paragraph(identity="B" * 10), paragraph("Bonjour", "B" * 10), "translated")
    rows = through_a_file(write(first, second))
    rows[1][4] = "**Salut**, [ici](https://example.org/)"
    rows[1][5] = None
    rows[2][5] = "Final"

    found = read(rows, first, second)

    assert fates(rows, first, second) == [Fate.ACCEPTED, Fate.STATE]
    assert found.entries[0].state == "translated"
    marks = [run.get("marks") for run in found.entries[0].target["content"]]
    assert marks[0] == [{"type": "strong"}]
    assert marks[2][0]["attrs"] == {"href": "https://example.org/"}
    rows[2][4] = 2019.0
    assert read(rows, first, second).entries[1].target["content"][0]["text"] == "2019"
    changed = Standing(paragraph("Hello again", "A" * 10), None, "missing")
    assert fates(rows, changed, second)[0] == Fate.SOURCE_CHANGED
    written = Standing(first.original, paragraph("Rebonjour", "A" * 10), "translated")
    assert fates(rows, written, second)[0] == Fate.TARGET_CHANGED
    rows[1][3] = "Hello, edited in the sheet"
    assert fates(rows, first, second)[0] == Fate.SOURCE_CHANGED


BAD = {
    "id": (0, "not an id", "A"),
    "two blocks": (4, "One.\n\nTwo.", "E"),
    "another kind": (4, "# A heading", "E"),
    "control": (4, "a\x07b", "E"),
    "lone surrogate": (4, "a\ud800", "E"),
    "too long": (4, "x" * 30_000, "E"),
    "state": (5, "done", "F"),
    "hash": (6, "", "G"),
    "another language": (6, "en:x:y", "G"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_cell_is_told_with_row_and_column_and_nothing_else_suffers(name):
    column, value, letter = BAD[name]
    good = Standing(paragraph(identity="A" * 10), None, "missing")
    other = Standing(paragraph(identity="B" * 10), None, "missing")
    rows = write(good, other)
    rows[1][4], rows[2][4] = "Salut", "Bonsoir"
    rows[2][column] = value

    entries = read(rows, good, other).entries

    assert fates(rows, good, other) == [Fate.ACCEPTED, Fate.BROKEN]
    assert (entries[1].line, entries[1].column) == (3, letter)
    assert entries[1].problem


def test_columns_are_known_by_their_names_wherever_they_stand():
    before = Standing(paragraph(identity="A" * 10), None, "missing")
    rows = write(before, Standing(paragraph(identity="B" * 10), None, "missing"))
    rows[1][4], rows[2][4] = "Salut", "Un.\n\nDeux."
    order = [6, 4, 3, 0, 5, 2, 1]
    # A column of the translator's own goes before.
    rows = [["remark", *(row[place] for place in order)] for row in rows]

    first, second = read(rows, before, Standing(paragraph(identity="B" * 10), None, "")).entries

    assert (first.problem, first.target) == ("", paragraph("Salut", "A" * 10))
    assert (second.line, second.column) == (3, "C")


def test_a_block_that_stands_twice_or_is_unknown_is_told():
    before = Standing(paragraph(), None, "missing")
    rows = write(before)
    rows += [list(rows[1]), ["ZZZZZZZZZZ", *rows[1][1:]], [None] * 7]

    assert fates(rows, before) == [Fate.EMPTY, Fate.BROKEN, Fate.UNKNOWN]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ([], 1),
        ([["id", "number"]], 1),
        ([["id", "number", "kind", "English", "Français", "state", "hash"]], 1),
        ([list(worksheet.COLUMNS), [None] * 7], 2),
    ],
)
def test_a_sheet_that_is_no_export_is_refused(rows, line):
    with pytest.raises(Refused) as no:
        read(rows)

    assert no.value.line == line
    assert "%(" not in no.value.words


def test_a_long_cell_is_not_cut():
    words = "word " * 3000
    data = sheets.write([["x"], [words]], name="x")

    assert sheets.read(data)[1] == [words]
