import codecs
import datetime as dt

import pytest

from strategy.rules.stratml import document, incoming
from strategy.rules.stratml.findings import Refused
from tests.strategy.rules.stratml.documents import GOAL, ONE, done, plan, refusal, report, text
from wco_portal.common.guarded_xml import USUAL


@pytest.mark.parametrize("data", [plan(), report()])
def test_a_minimal_document_needs_no_repair(data):
    assert done(data) == []


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE StrategicPlan>",
        b'<!DOCTYPE StrategicPlan SYSTEM "http://127.0.0.1:1/x.dtd">',
        b'<!DOCTYPE StrategicPlan [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE StrategicPlan [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    ],
)
def test_any_document_type_is_refused_at_its_line(doctype):
    data = b'<?xml version="1.0"?>\n<!-- <!DOCTYPE no> -->\n' + doctype + b"\n" + plan()

    assert refusal(data) == (3, "doctype")


def test_a_bomb_of_entities_is_refused():
    inner = b"".join(b'<!ENTITY e%d "&e%d;&e%d;">' % (n, n - 1, n - 1) for n in range(1, 40))
    data = b'<!DOCTYPE a [<!ENTITY e0 "x">' + inner + b"]>" + plan(GOAL.replace("G<", "&e39;<"))

    assert refusal(data) == (1, "doctype")


def test_a_document_type_in_another_encoding_is_refused_too():
    data = ("<!DOCTYPE StrategicPlan>\n" + plan().decode()).encode("utf-16")

    assert refusal(data) == (1, "doctype")


def test_a_word_that_looks_like_a_document_type_is_only_a_word():
    assert done(plan(GOAL.replace("D<", "&lt;!DOCTYPE x><"))) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", (1, "empty")),
        (b" \n", (1, "empty")),
        (b"\xef\xbb\xbf", (1, "empty")),
        (b"no xml", (1, "not_xml")),
        (plan(GOAL.replace("D<", "Sports & Games<")), (3, "not_xml")),
        (plan(GOAL.replace("D<", "&nbsp;<")), (3, "not_xml")),
        (plan().removesuffix(b"</StrategicPlan>"), (4, "not_xml")),
        (plan().replace(b"G<", b"\xff<"), (3, "not_xml")),
        (b"<a>\x00</a>", (1, "not_xml")),
        (b"\n<html/>", (2, "not_stratml")),
        (b'<A xmlns="http://schemas.stratml.us/3.5"/>', (1, "other_part")),
        (
            b'\n<P xmlns="urn:schemas:AIIM:org:03201408:AdditionalElements"/>',
            (2, "other_part"),
        ),
        (plan("<Vision/>"), (2, "no_goal")),
        (b'<StrategicPlan xmlns="%s"/>' % ONE.encode(), (1, "no_goal")),
    ],
)
def test_what_is_no_plan_is_refused_with_its_line(data, expected):
    assert refusal(data) == expected


def test_size_elements_and_depth_are_limited():
    many = "\n" * 9 + GOAL * (USUAL.elements // 3)
    deep = "<Value>" * USUAL.depth + "</Value>" * USUAL.depth

    assert refusal(plan("x" * USUAL.size)) == (1, "too_large")
    assert refusal(plan(many)) == (12, "too_many")
    assert refusal(plan(deep + GOAL)) == (3, "too_deep")
    assert refusal(b"<StrategicPlan>" + b"<a>" * 100_000) == (1, "too_deep")


def test_what_stands_before_the_document_is_left_out_and_told():
    head = b'<?xml version="1.0"?>\n<?xml-stylesheet href="x.xsl"?>\n<!-- note -->\n'

    assert done(codecs.BOM_UTF8 + plan()) == [(1, "byte_order_mark")]
    assert done(head + plan()) == [(2, "instruction"), (3, "comment")]
    assert done(b"\n\n" + head + plan(GOAL.replace("G<", "<"), after="<x/>")) == [
        (1, "leading_space"),
        (4, "instruction"),
        (5, "comment"),
        (9, "empty_left_out"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(encoding):
    data = f'<?xml version="1.0" encoding="{encoding}"?>' + plan().decode().replace("D<", "é<")

    assert done(data.encode(encoding)) == []


def test_lines_beyond_the_library_s_short_count_are_nearly_right():
    [(line, code), _more] = done(plan("\n" * 70_000 + GOAL + "<Goal/>"))

    assert code == "added"
    assert 70_003 <= line <= 70_004


def test_names_in_small_letters_are_read_from_the_outermost_on():
    data = plan().decode().replace(ONE, "*").lower().replace("*", ONE).encode()

    assert done(data) == [(1, "renamed"), (1, "renamed"), (2, "renamed")] + [(3, "renamed")] * 3


def test_letters_of_windows_in_a_file_of_iso_8859_1_are_read_as_such():
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    data = (head + plan().decode().replace("G<", "“Équité” – €<")).encode("cp1252")

    assert done(data) == [(3, "windows")]
    assert text(data, "StrategicPlanCore/Goal/Name") == "“Équité” – €"


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        ("\n".join([GOAL] * 2002), (2003, "too_many_elements")),
        (f"{GOAL}\n{GOAL.replace('D<', 'word ' * 200_000 + '<')}", (4, "too_long")),
    ],
    ids=["many", "long"],
)
def test_what_the_portal_cannot_hold_is_refused_where_it_stands(core, expected):
    with pytest.raises(Refused) as no:
        incoming.outline_of(document.read(plan(core)), today=dt.date(2026, 1, 1), functions=())

    assert (no.value.finding.line, no.value.finding.code) == expected
