import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.publishing.rules.texts import block
from wco_portal.common import ids
from wco_portal.publishing.enums import Fate, TranslationState
from wco_portal.publishing.rules import exchange, pieces, schema, xliff
from wco_portal.publishing.rules.codes import CORE, tag
from wco_portal.publishing.rules.exchange import Standing, Unit
from wco_portal.publishing.rules.xliff import OWN

TEXT = "0123456789"
STATES = [*TranslationState.values, "stale"]


def paragraph(words="Hello", identity="AAAAAAAAAA", *marks):
    run = {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})
    return {"type": "paragraph", "attrs": {"id": identity}, "content": [run]}


def units(*standings):
    found = []
    for number, standing in enumerate(standings, 1):
        node = standing.original or standing.translation
        found.append(Unit(node["attrs"]["id"], "", "Introduction", number, standing))
    return found


def write(*standings):
    return xliff.write(
        units(*standings), text=TEXT, original="plans/2019-2022", languages=("en", "fr")
    )


def read(data, *standings):
    blocks = {(s.original or s.translation)["attrs"]["id"]: s for s in standings}
    return xliff.read(data, text=TEXT, standings={"fr": blocks, "en": {}})


def fates(data, *standings):
    blocks = {(s.original or s.translation)["attrs"]["id"]: s for s in standings}
    entries = read(data, *standings).entries
    return [exchange.judge(entry, blocks.get(entry.block)) for entry in entries]


@st.composite
def standing(draw):
    """A block in two languages of the same kind, or in one."""
    original = draw(block())
    other = draw(block(original["type"])) | {"attrs": original["attrs"]}
    translation = draw(st.sampled_from([other, None]))
    state = draw(st.sampled_from(STATES)) if translation else "missing"
    return Standing(original, translation, state)


# --- out and in again -----------------------------------------------------------------------------


@given(st.lists(standing(), min_size=1, max_size=4))
@settings(max_examples=30)
def test_a_text_comes_back_as_it_went_out(standings):
    data = write(*standings)

    found = read(data, *standings)

    assert found.language == "fr"
    for entry, before in zip(found.entries, standings, strict=True):
        assert pieces.is_same(entry.target, before.translation)
        assert entry.source == exchange.hash_of(before.original)
        assert entry.before == exchange.hash_of(before.translation)
        assert entry.state == exchange.state_out(before.state)
        fate = exchange.judge(entry, before)
        assert fate == (Fate.UNCHANGED if before.translation else Fate.EMPTY)


@given(standing())
@settings(max_examples=30)
def test_a_new_translation_comes_in_with_every_mark_and_break(done):
    before = Standing(done.original, None, "missing")
    final = Standing(done.original, done.translation or done.original, "final")

    [entry] = read(write(final), before).entries

    assert pieces.is_same(entry.target, final.translation)
    assert entry.state == "final"


@given(st.lists(standing(), min_size=1, max_size=3))
@settings(max_examples=30)
def test_the_file_keeps_to_the_structure_of_the_standard(standings):
    root = etree.fromstring(write(*standings))

    assert root.tag == tag("xliff")
    assert dict(root.attrib) == {"version": "2.0", "srcLang": "en", "trgLang": "fr"}
    [file] = root
    assert file.get("id") == TEXT
    for unit in root.iter(tag("unit")):
        assert schema.ID.fullmatch(unit.get("id"))
        names = [etree.QName(child).localname for child in unit]
        assert names in (["segment"], ["originalData", "segment"])
        [segment] = unit.iter(tag("segment"))
        assert segment.get("state") in TranslationState.values
        parts = [etree.QName(child).localname for child in segment]
        assert parts in (["source"], ["source", "target"])
        data = {each.get("id") for each in unit.iter(tag("data"))}
        for part in segment:
            coded = list(part.iter(tag("pc"), tag("ph")))
            assert len({each.get("id") for each in coded}) == len(coded)
            assert {each.get("dataRefStart") for each in coded} - {None} <= data
            for each in coded:
                assert each.get("type") in {"fmt", "link", "other"}
                assert (each.get("subType") is None) is (each.get("type") == "link")
    foreign = [node for node in root.iter() if etree.QName(node).namespace != CORE]
    assert foreign == []


# --- what a translator may do ---------------------------------------------------------------------


def test_words_change_and_everything_else_is_told():
    first = Standing(paragraph(identity="A" * 10), None, "missing")
    second = Standing(paragraph(identity="B" * 10), paragraph("Bonjour", "B" * 10), "translated")
    data = write(first, second).decode()
    done = data.replace(
        "<source>Hello</source>\n</segment>",
        "<source>Hello</source><target>Salut</target></segment>",
        1,
    ).replace('state="translated"', 'state="final"')

    found = read(done.encode(), first, second)

    assert fates(done.encode(), first, second) == [Fate.ACCEPTED, Fate.STATE]
    assert found.entries[0].target == paragraph("Salut", "A" * 10)
    assert [entry.line for entry in found.entries] == [5, 9]


def test_what_changed_since_the_export_is_set_aside():
    before = Standing(paragraph(), paragraph("Bonjour"), "translated")
    data = write(before).replace(b"Bonjour", b"Salut")
    source_changed = Standing(paragraph("Hello again"), paragraph("Bonjour"), "stale")
    target_changed = Standing(paragraph(), paragraph("Rebonjour"), "translated")
    is_there = Standing(paragraph(), paragraph("Salut"), "translated")

    assert fates(data, before) == [Fate.ACCEPTED]
    assert fates(data, source_changed) == [Fate.SOURCE_CHANGED]
    assert fates(data, target_changed) == [Fate.TARGET_CHANGED]
    assert fates(data, is_there) == [Fate.UNCHANGED]
    assert fates(data.replace(b"<source>Hello", b"<source>Hullo"), before) == [Fate.SOURCE_CHANGED]


def test_hashes_that_a_tool_dropped_make_it_careful():
    before = Standing(paragraph(), paragraph("Bonjour"), "translated")
    missing = Standing(paragraph(), None, "missing")
    root = etree.fromstring(write(before).replace(b"Bonjour", b"Salut"))
    for name in ("source", "target"):
        del next(root.iter(tag("unit"))).attrib[f"{{{OWN}}}{name}"]
    data = etree.tostring(root)

    assert fates(data, before) == [Fate.TARGET_CHANGED]
    assert fates(data, missing) == [Fate.TARGET_CHANGED]


def test_an_original_in_the_other_language_is_not_translated_over():
    before = Standing(paragraph("Hello"), paragraph("Bonjour"), "original")
    data = write(before)

    assert b'translate="no"' in data
    assert fates(data, before) == [Fate.UNCHANGED]
    assert fates(data.replace(b"Bonjour", b"Salut"), before) == [Fate.ORIGINAL]


STRONG, LINK = {"type": "strong"}, {"type": "link", "attrs": {"href": "https://example.org/a?b&c"}}


@pytest.mark.parametrize(
    ("said", "marks"),
    [
        ('<pc id="9" type="fmt" subType="xlf:b">Salut</pc>', [STRONG]),
        ('<pc id="1">Salut</pc>', [LINK]),
        ('<sc id="9" type="fmt" subType="xlf:b"/>Salut<ec startRef="9"/>', [STRONG]),
        ('<mrk id="m1" type="term">Salut</mrk>', []),
        ('<sm id="m1"/>Sal<!-- no -->ut<em startRef="m1"/>', []),
    ],
)
def test_codes_of_tools_are_understood(said, marks):
    before = Standing(paragraph("Hello", "A" * 10, LINK), None, "missing")
    data = write(before).decode().replace("</source>", f"</source><target>{said}</target>")

    [entry] = read(data.encode(), before).entries

    assert entry.target == paragraph("Salut", "A" * 10, *marks)


BROKEN = {
    "unknown code": "<pc id='9'>x</pc>",
    "placeholder as pair": "<pc id='9' subType='wco:item'>x</pc>",
    "pair as placeholder": "x<ph id='9' subType='xlf:b'/>",
    "break that does not fit": "x<ph id='9' subType='wco:cell'/>y",
    "never closed": "<sc id='9' subType='xlf:b'/>x",
    "never opened": "x<ec startRef='9'/>",
    "twice": "<pc id='8' subType='xlf:b'><pc id='9' subType='xlf:b'>x</pc></pc>",
    "code point": "<cp hex='0000'/>x",
    "foreign": "<b xmlns='http://www.w3.org/1999/xhtml'>x</b>",
    "too long": "x" * 30_000,
    "hidden link": "<pc id='9' type='link' dataRefStart='d9'>x</pc>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_codes_are_told_and_nothing_else_suffers(name):
    first = Standing(paragraph(identity="A" * 10), None, "missing")
    second = Standing(paragraph(identity="B" * 10), None, "missing")
    data = write(first, second).decode()
    data = data.replace("</source>", f"</source><target>{BROKEN[name]}</target>", 1)
    data = data.replace("</source>\n</segment>", "</source><target>Salut</target></segment>")

    assert fates(data.encode(), first, second) == [Fate.BROKEN, Fate.ACCEPTED]
    assert read(data.encode(), first, second).entries[0].problem


def test_a_link_to_where_none_may_lead_is_broken():
    before = Standing(paragraph("Hello", "A" * 10, LINK), None, "missing")
    data = write(before).decode().replace("https://example.org/a?b&amp;c", "javascript:alert(1)")
    data = data.replace("</source>", '</source><target><pc id="1">Salut</pc></target>')

    assert fates(data.encode(), before) == [Fate.BROKEN]


def test_a_unit_that_is_unknown_twice_or_in_another_language_is_told():
    before = Standing(paragraph(), None, "missing")
    data = write(before).decode()
    unit = data[data.index("<unit") : data.index("</unit>") + 7]
    unknown = unit.replace("A" * 10, ids.public_id())
    marked = data.replace("</source>", '</source><target xml:lang="de">Hallo</target>')

    assert fates(data.replace(unit, unit + unit + unknown).encode(), before) == [
        Fate.EMPTY,
        Fate.BROKEN,
        Fate.UNKNOWN,
    ]
    assert fates(marked.encode(), before) == [Fate.BROKEN]


# --- what is refused as a whole -------------------------------------------------------------------

GOOD = (
    '<?xml version="1.0"?>\n'
    + write(Standing(paragraph(), None, "missing")).decode().split("\n", 1)[1]
)
REFUSED = {
    "empty": ("", 1),
    "not XML": (GOOD.replace("</unit>", ""), 10),
    "document type": (GOOD.replace("?>\n", "?>\n<!DOCTYPE xliff>\n", 1), 2),
    "entity": (
        GOOD.replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY e "e">]>\n', 1).replace("Hello", "&e;"),
        2,
    ),
    "other root": ("<?xml version='1.0'?>\n\n<a/>", 3),
    "XLIFF 1.2": ('<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', 1),
    "later version": (GOOD.replace('version="2.0"', 'version="3.0"'), 2),
    "wrong language": (GOOD.replace('trgLang="fr"', 'trgLang="de"'), 2),
    "same language": (GOOD.replace('trgLang="fr"', 'trgLang="en-GB"'), 2),
    "other text": (GOOD.replace(TEXT, "9876543210"), 3),
    "no unit": (GOOD[: GOOD.index("<unit")] + "</group></file></xliff>", 2),
    "lone surrogate": (GOOD.replace("Hello", "&#xD800;"), 7),
    "NUL": (GOOD.replace("Hello", "&#0;"), 7),
    "too deep": (GOOD.replace("Hello", "<pc id='1'>" * 70 + "</pc>" * 70), 7),
    "too many": (GOOD.replace("Hello", "<ph id='1'/>\n" * 100_000), 99_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_its_line(name):
    given, line = REFUSED[name]

    with pytest.raises(exchange.Refused) as no:
        read(given.encode(), Standing(paragraph(), None, "missing"))

    assert no.value.words
    assert "%(" not in no.value.words
    assert no.value.line == line or (name == "too many" and no.value.line > line)


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode("utf-16"),
        GOOD.replace('"1.0"', '"1.0" encoding="ISO-8859-1"', 1).encode("latin-1"),
    ],
)
def test_a_file_in_another_declared_encoding_is_read(data):
    before = Standing(paragraph(), None, "missing")

    assert fates(data, before) == [Fate.EMPTY]


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace("Hello", "é").encode("latin-1"),
        b"\xff\xfe\x00",
        GOOD.encode() + b"\x00",
        GOOD.replace("Hello", "a").encode().replace(b">a<", b">\xed\xa0\x80<"),
        b"PK\x03\x04",
        b"x" * (5 * 1024 * 1024 + 1),
    ],
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(exchange.Refused) as no:
        read(data, Standing(paragraph(), None, "missing"))

    assert no.value.line >= 1
