"""Words and tables as a Word file takes them."""

from docx import Document

from wco_portal.files.rules import table, text
from wco_portal.files.services.docx_runs import Runs


def runs(made, *targets):
    return Runs(made, set(targets))


def test_a_line_that_was_typed_in_a_form_ends_once():
    made = Document()
    line = made.add_paragraph()

    line._p.extend(runs(made).elements([{"text": "One & <b>.\r\nTwo.\t\x07\ud800"}]))

    assert line.text == "One & <b>.\nTwo.\t"


def test_words_of_a_table_are_words_whatever_they_look_like():
    made = Document()
    said = '</w:t> & "quoted" \r\n<w:p/>'
    rows = table(["Said", "Reason"], [[said, [text("there", href='https://x.example/?a="1"&b=2')]]])

    made.element.body.sectPr.addprevious(runs(made).table(rows["content"], [1, 1], 16))

    [found] = made.tables
    assert [cell.text for cell in found.rows[0].cells] == ["Said", "Reason"]
    assert found.rows[1].cells[0].text == '</w:t> & "quoted" \n<w:p/>'
    [link] = found.rows[1].cells[1].paragraphs[0].hyperlinks
    assert (link.text, link.address) == ("there", 'https://x.example/?a="1"&b=2')


def test_many_links_to_one_address_are_one_relation_and_one_that_leads_nowhere_is_words():
    made = Document()
    line, before = made.add_paragraph(), len(made.part.rels)
    there = text("there", href="https://x.example/")

    line._p.extend(runs(made, "b_1").elements([there, there, text("gone", href="#b_2")]))
    line._p.extend(runs(made, "b_1").elements([text("near", href="#b_1")]))

    assert len(made.part.rels) == before + 1
    assert [(link.text, link.fragment) for link in line.hyperlinks] == [
        ("there", ""),
        ("there", ""),
        ("near", "b_1"),
    ]
