"""Words in another language than their file say so, for who reads them aloud or checks them."""

import io

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from wco_portal.common.bilingual import LocalText
from wco_portal.files.rules import Print, local_text, paragraph, table, text
from wco_portal.files.services import pdf as typeset
from wco_portal.files.services import prints

TOLD = {"en": "Words in English", "fr": "Des mots en français"}
OTHER = {"en": "fr", "fr": "en"}
REGION = {"en": "en-GB", "fr": "fr-FR"}


def printed(language):
    """A file that quotes its other language, in a line and in a cell, beside its own."""
    other = OTHER[language]
    quoted = local_text(LocalText(TOLD[other], other, is_fallback=True))
    own = local_text(LocalText(TOLD[language], language, is_fallback=False))
    return Print(
        language=language,
        title="A file",
        kicker="k",
        lede="l",
        organisation="o",
        running="r",
        address="https://example.org/",
        content=[
            paragraph([text("A: "), quoted, own]),
            table(["Head"], [[[quoted]], [[own]]]),
        ],
        words={"contents": "Contents", "mark": "", "page": "Page", "of": "of"},
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_word_processor_is_told_the_language_of_each_run(language):
    data = prints.write(printed(language), "docx", name="x.docx").data
    found = {}
    for run in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:r")):
        told = run.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        words = "".join(each.text or "" for each in run.iter(qn("w:t")))
        found.setdefault(words, []).append(None if told is None else told.get(qn("w:val")))

    other = OTHER[language]
    assert found[TOLD[other]] == [REGION[other]] * 2
    assert found[TOLD[language]] == [None] * 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pdf_is_told_the_language_of_each_run(language):
    reader = pypdf.PdfReader(io.BytesIO(typeset.write(printed(language))))
    told = {
        str(found["/Lang"])
        for each in range(1, len(reader.xref[0]) + 1)
        if isinstance(found := reader.get_object(each), dict) and "/Lang" in found
    }
    assert REGION[OTHER[language]] in told
