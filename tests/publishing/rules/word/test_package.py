import zipfile

import docx
import pytest

from tests.publishing.rules.word.files import p, packed, parts_of, r, saved, written
from wco_portal.publishing.rules.word import package, tongue
from wco_portal.publishing.rules.word.findings import Refused
from wco_portal.publishing.rules.word.reading import read

MAIN = "word/document.xml"


def refusal(data):
    with pytest.raises(Refused) as no:
        read(data)
    assert no.value.finding.words()
    return no.value.finding.code


def plain():
    made = docx.Document()
    made.add_paragraph("Words.")
    return saved(made)


def changed(name, data):
    return packed(parts_of(plain()) | {name: data})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"x" * (package.MOST_BYTES + 1), "too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (b"%PDF-1.7", "not_zip"),
        (b"PK\x03\x04" + b"\0" * 100, "not_zip"),
        (packed({"a.txt": b"x"}), "not_word"),
        (packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}), "not_word"),
        (packed({str(n): b"" for n in range(package.MOST_PARTS + 1)}), "too_many_parts"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)
def test_what_is_no_document_is_refused_with_a_sentence(data, code):
    assert refusal(data) == code


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(share):
    data = plain()

    assert refusal(data[: int(len(data) * share)]) == "not_zip"


def test_a_part_that_was_damaged_is_refused():
    data = bytearray(packed(parts_of(plain()), zipfile.ZIP_STORED))
    at = data.index(b"Words.")
    data[at : at + 5] = b"Swords"[:5]

    assert refusal(bytes(data)) == "damaged"


def test_bombs_are_refused_before_they_are_inflated():
    space = b" " * (package.SMALL * 4)

    assert refusal(changed(MAIN, b"<a>" + space + b"</a>")) == "bomb"
    assert refusal(changed("word/media/image.bmp", b"\0" * (package.MOST_INFLATED + 1))) == (
        "too_large_inside"
    )


def many(count):
    """Elements that pack no more tightly than those of a document."""
    return b"<a>" + b"".join(b"<b%x/>" % n for n in range(count)) + b"</a>"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (MAIN, b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', "doctype"),
        (MAIN, b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd"><a/>', "doctype"),
        ("docProps/core.xml", b"<!DOCTYPE a><a/>", "doctype"),
        (
            "word/styles.xml",
            b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a/>',
            "doctype",
        ),
        (MAIN, "<!DOCTYPE a><a/>".encode("utf-16"), "doctype"),
        (MAIN, b"<a><b></a>", "not_xml"),
        (MAIN, b"", "not_xml"),
        (MAIN, b"<a/>", "not_word"),
        (MAIN, b"<a>" * 10_000, "too_deep"),
        (MAIN, many(package.LIMITS.elements + 1), "too_many"),
        ("word/vbaProject.bin", b"macro", "macros"),
    ],
    ids=lambda given: given if isinstance(given, str) else "part",
)
def test_hostile_parts_are_refused(name, data, code):
    assert refusal(changed(name, data)) == code


def test_macros_are_known_by_the_kind_of_the_file():
    kinds = parts_of(plain())["[Content_Types].xml"].decode()
    sign = "application/vnd.ms-word.document.macroEnabled.main+xml"
    kinds = kinds.replace(f"{package.MAIN}.document.main+xml", sign)

    assert refusal(changed("[Content_Types].xml", kinds.encode())) == "macros"


def test_ten_thousand_nested_tables_are_refused():
    count = 10_000
    body = "<w:tbl><w:tr><w:tc>" * count + p(r("x")) + "</w:tc></w:tr></w:tbl>" * count

    assert refusal(written(body)) == "too_deep"


def test_a_few_nested_tables_become_words():
    body = "<w:tbl><w:tr><w:tc>" * 5 + p(r("x")) + "</w:tc></w:tr></w:tbl>" * 5

    assert [(each.code) for each in read(written(body)).findings] == ["nested_table"]


def test_what_lies_outside_the_file_is_never_read():
    data = written(
        p(r("See"), '<w:r><w:drawing><a:blip xmlns:a="a" r:link="far"/></w:drawing></w:r>'),
        relations=(
            '<Relationship Id="far" Type="x/image" TargetMode="External"'
            ' Target="http://127.0.0.1:1/x.png"/>'
            '<Relationship Id="far2" Type="x/comments" TargetMode="External"'
            ' Target="http://127.0.0.1:1/comments.xml"/>'
        ),
    )

    assert [each.code for each in read(data).findings] == ["image"]


def test_documents_without_words_and_with_endless_ones_are_refused():
    assert refusal(written(p())) == "no_words"
    assert refusal(written(p(r("x" * 20_001)))) == "too_long"
    assert refusal(written(p(r("x")) * 4_001)) == "too_many_blocks"


def test_hostile_numbers_do_no_harm():
    span = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
    body = f"<w:tbl><w:tr><w:tc>{span}{p(r('x'))}</w:tc></w:tr></w:tbl>"
    odd = "<w:p><w:pPr><w:outlineLvl w:val='x'/><w:numPr><w:ilvl w:val='²'/><w:numId w:val='7'/>"
    body += f"{odd}</w:numPr></w:pPr>{r('y')}</w:p>"

    assert len(read(written(body)).pieces) == 2


def test_the_other_language_is_told_apart():
    english = "The plan of the Organization is in force and it will be reviewed by the Council. "
    french = "Le plan de l’Organisation est en vigueur et il sera revu par le Conseil dans un an. "

    assert tongue.is_other(english * 9, "fr")
    assert tongue.is_other(french * 9, "en")
    assert not tongue.is_other(english * 9, "en")
    assert not tongue.is_other(english * 9 + french * 9, "en")
    assert not tongue.is_other(french, "en")
