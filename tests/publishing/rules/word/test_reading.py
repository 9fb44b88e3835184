import docx
import pytest
from docx.shared import Pt

from tests.publishing.rules.word.files import (
    END_DEL,
    END_INS,
    dele,
    ins,
    marked,
    p,
    r,
    saved,
    written,
)
from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.word import draft as drafts
from wco_portal.publishing.rules.word.reading import read


def said(data, **more):
    """Return (role or kind, level, words) of each piece."""
    return [
        (each.role or each.node["type"], each.level, inline.plain(each.node))
        for each in read(data, **more).pieces
    ]


def codes(data, **more):
    return [(each.place, each.code) for each in read(data, **more).findings]


def words(nodes):
    return [inline.plain(node) for node in nodes]


def test_a_document_of_word_becomes_blocks():
    made = docx.Document()
    made.core_properties.title = "Ignored: there is a title in the text"
    made.add_heading("The plan", 0)
    made.add_paragraph("Introduction.")
    made.add_heading("A goal", 1)
    line = made.add_paragraph("Plain, ")
    line.add_run("strong").bold = True
    line.add_run(" and ")
    line.add_run("both").italic = True
    line.runs[-1].bold = True
    line.runs[-1].font.size = Pt(30)
    made.add_paragraph("one", style="List Bullet")
    made.add_paragraph("two", style="List Bullet")
    made.add_paragraph("first", style="List Number")
    made.add_paragraph("Said.", style="Quote")
    table = made.add_table(2, 2)
    for at, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {at}"

    found = read(saved(made))

    assert found.title == "The plan"
    assert [(each.role, each.level, each.node["type"]) for each in found.pieces] == [
        ("title", 0, "paragraph"),
        ("", 0, "paragraph"),
        ("heading", 1, "heading"),
        ("", 0, "paragraph"),
        ("", 0, "bullet_list"),
        ("", 0, "ordered_list"),
        ("quote", 0, "blockquote"),
        ("", 0, "table"),
    ]
    assert found.pieces[3].node["content"] == [
        {"type": "text", "text": "Plain, "},
        {"type": "text", "text": "strong", "marks": [{"type": "strong"}]},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "both", "marks": [{"type": "strong"}, {"type": "em"}]},
    ]
    assert inline.plain(found.pieces[4].node) == "one\ntwo"
    head, row = found.pieces[7].node["content"]
    assert {cell["type"] for cell in head["content"]} == {"table_header"}
    assert {cell["type"] for cell in row["content"]} == {"table_cell"}
    assert drafts.from_data(found.as_data()) == found


@pytest.mark.parametrize(
    ("style", "named", "level"),
    [("Titre2", "heading 2", 2), ("Titre3", "Titre 3", 3), ("X", "Mine", 4)],
)
def test_headings_are_known_by_french_names_and_by_outline_levels(style, named, level):
    made = docx.Document()
    added = made.styles.add_style("Temporary", 1)
    added.element.set(docx.oxml.ns.qn("w:styleId"), style)
    added.element.find(docx.oxml.ns.qn("w:name")).set(docx.oxml.ns.qn("w:val"), named)
    line = made.add_paragraph("A heading")
    line._p.style = style
    if named == "Mine":
        outline = docx.oxml.OxmlElement("w:outlineLvl")
        outline.set(docx.oxml.ns.qn("w:val"), "3")
        line._p.get_or_add_pPr().append(outline)

    assert said(saved(made)) == [("heading", level, "A heading")]


def test_typed_signs_and_numbers_become_lists_but_not_in_our_own_files():
    data = written(
        p(r("1. one")) + p(r("2. two")) + p(r("• a")) + p(r("•\tb")) + p(r("3. not a list"))
    )

    assert said(data) == [
        ("ordered_list", 0, "one\ntwo"),
        ("bullet_list", 0, "a\nb"),
        ("paragraph", 0, "3. not a list"),
    ]
    assert codes(data) == [(1, "manual_list"), (3, "manual_list")]
    assert len(said(data, is_ours=True)) == 5


def test_the_text_is_what_stood_before_the_tracked_changes_and_each_author_has_a_version():
    data = written(p(r("We "), dele("will "), ins("shall "), r("act"), ins(" now", "Bo"), r(".")))

    [piece] = read(data).pieces

    assert inline.plain(piece.node) == "We will act."
    assert [(each.author, words(each.nodes)) for each in piece.changes] == [
        ("Ann Example", ["We shall act."]),
        ("Bo", ["We will act now."]),
    ]


def test_inserted_and_deleted_paragraphs_hang_on_the_block_beside_them():
    data = written(
        p(r("One."), mark=END_INS)
        + p(ins("New."))
        + p(dele("Two."), mark=END_DEL)
        + p(r("Three."))
        + p(ins("Before."), mark=END_INS)
        + p(r("Four."))
    )

    found = [
        (inline.plain(piece.node), [words(change.nodes) for change in piece.changes])
        for piece in read(data).pieces
    ]

    assert found == [
        ("One.", [["One.", "New."]]),
        ("Two.", [[]]),
        ("Three.", []),
        ("Four.", [["Before.", "Four."]]),
    ]


def test_changes_in_lists_and_tables_are_changes_of_the_whole():
    row = "<w:tr>{0}<w:tc>{1}</w:tc></w:tr>"
    added = '<w:trPr><w:ins w:id="3" w:author="Ann Example"/></w:trPr>'
    data = written(
        p(r("one"), style="ListBullet")
        + p(r("two"), ins(" more"), style="ListBullet", mark=END_INS)
        + p(ins("three"), style="ListBullet")
        + "<w:tbl>"
        + row.format("", p(r("Head")))
        + row.format("", p(r("cell")))
        + row.format(added, p(ins("new")))
        + "</w:tbl>"
    )

    items, table = read(data).pieces

    assert words([items.node, *items.changes[0].nodes]) == ["one\ntwo", "one\ntwo more\nthree"]
    assert words([table.node, *table.changes[0].nodes]) == ["Head\ncell", "Head\ncell\nnew"]


def test_moved_words_are_taken_out_here_and_put_in_there():
    move = '<w:{0} w:id="5" w:author="Ann Example"><w:r><w:t>Moved.</w:t></w:r></w:{0}>'
    data = written(p(r("A. "), move.format("moveFrom")) + p(r("B. "), move.format("moveTo")))

    found = read(data).pieces

    assert words([each.node for each in found]) == ["A. Moved.", "B."]
    assert [words(each.changes[0].nodes) for each in found] == [["A."], ["B. Moved."]]


def test_comments_stand_at_their_words_with_answers_and_whether_they_are_done():
    start, end = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>'
    refer = '<w:r><w:commentReference w:id="{}"/></w:r>'
    comment = (
        '<w:comment w:id="{0}" w:author="{1}"><w:p w14:paraId="0000000{0}">'
        "<w:r><w:t>{2}</w:t></w:r></w:p></w:comment>"
    )
    data = written(
        p(r("the act and "), start.format(1), r("the "), r("act", "<w:b/>"), end.format(1))
        + p(start.format(2), r("From here"), refer.format(1))
        + p(r("to there"), end.format(2), refer.format(2))
        + p(r("whole"), refer.format(3)),
        comments="".join(
            comment.format(*each)
            for each in (
                (1, "Ann", "Why twice?"),
                (2, "Bo", "Long."),
                (3, "Bo", "Short."),
                (4, "Cy", "So."),
                (5, "Di", "Lost."),
            )
        ),
        extended=(
            '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
            '<w15:commentEx w15:paraId="00000004" w15:paraIdParent="00000001" w15:done="0"/>'
        ),
    )

    found = read(data)

    [first], [second], [], [fourth] = [each.remarks for each in found.pieces]
    assert (first.author, first.quote, first.before, first.is_done, first.answers) == (
        "Ann",
        "the act",
        "the act and ",
        True,
        [("Cy", "So.")],
    )
    assert (second.quote, fourth.quote) == ("From here", "")
    assert [(each.code, each.values["author"]) for each in found.findings] == [("remark", "Di")]


def test_footnotes_follow_their_block_and_are_reported():
    data = written(
        p(r("Goal"), style="Heading1")
        + p(r("Trade"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r(" grows.")),
        footnotes=(
            '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{p(r(" A source."))}</w:footnote>'
        ),
    )

    found = read(data)

    assert words([each.node for each in found.pieces]) == [
        "Goal",
        "Trade[1] grows.",
        "[1] A source.",
    ]
    assert [(each.place, each.heading, each.code) for each in found.findings] == [
        (2, "Goal", "footnote")
    ]


def test_what_has_no_place_is_left_out_and_told_with_its_place():
    data = written(
        p(r("Before"), "<w:r><w:drawing/></w:r>")
        + p(r("Maths "), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
        + p(
            r("Box "),
            "<w:r><mc:AlternateContent><mc:Choice>"
            f"{p(r('inside'))}</mc:Choice><mc:Fallback>{p(r('inside'))}</mc:Fallback>"
            "</mc:AlternateContent></w:r>",
        )
        + p('<w:hyperlink r:id="evil">', r("press"), "</w:hyperlink>")
        + p('<w:hyperlink r:id="good">', r("read"), "</w:hyperlink>")
        + p(r("secret", "<w:vanish/>"), r("seen")),
        relations=(
            '<Relationship Id="evil" Type="x/hyperlink" TargetMode="External"'
            ' Target="javascript:alert(1)"/>'
            '<Relationship Id="good" Type="x/hyperlink" TargetMode="External"'
            ' Target="https://example.org/a"/>'
        ),
    )

    found = read(data)

    assert words([each.node for each in found.pieces]) == [
        "Before",
        "Maths",
        "Box",
        "press",
        "read",
        "seen",
    ]
    [link] = found.pieces[4].node["content"]
    assert link["marks"] == [{"type": "link", "attrs": {"href": "https://example.org/a"}}]
    assert [(each.place, each.code) for each in found.findings] == [
        (1, "image"),
        (2, "equation"),
        (3, "shape"),
        (4, "link"),
        (6, "hidden"),
    ]
    assert found.findings[2].values == {"words": "inside"}
    assert all(each.words() for each in found.findings)


def test_fields_keep_their_words_and_the_table_of_contents_goes():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    data = written(
        p(field.format("begin"), code.format(" TOC \\o "), field.format("separate"), r("One 1"))
        + p(r("Two 2"), field.format("end"))
        + p(
            field.format("begin"),
            code.format(' HYPERLINK "https://example.org/" '),
            field.format("separate"),
            r("there"),
            field.format("end"),
        )
        + p('<w:fldSimple w:instr="DATE">', r("today"), "</w:fldSimple>")
    )

    found = read(data)

    assert words([each.node for each in found.pieces]) == ["there", "today"]
    assert found.pieces[0].node["content"][0]["marks"][0]["type"] == "link"
    assert codes(data) == [(2, "contents"), (4, "field")]


def test_joined_cells_are_parted_and_rows_are_equally_long():
    cell = "<w:tc>{0}{1}</w:tc>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    data = written(
        f"<w:tbl><w:tr>{cell.format(wide, p(r('both')))}</w:tr>"
        f"<w:tr>{cell.format('', p(r('a')) + p(r('b')))}{cell.format('', p())}</w:tr></w:tbl>"
    )

    [piece] = read(data).pieces

    assert [len(row["content"]) for row in piece.node["content"]] == [2, 2]
    assert inline.plain(piece.node).split("\n") == ["both", "", "a b", ""]
    assert codes(data) == [(1, "merged_cells"), (3, "cell_paragraphs")]


def test_a_row_that_begins_further_right_stays_under_its_headings():
    cells = [f"<w:tc>{p(r(words))}</w:tc>" for words in ("one", "two", "of two")]
    begins = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    data = written(
        f"<w:tbl><w:tr>{cells[0]}{cells[1]}</w:tr><w:tr>{begins}{cells[2]}</w:tr></w:tbl>"
    )

    [piece] = read(data).pieces

    assert inline.plain(piece.node).split("\n") == ["one", "two", "", "of two"]


def test_a_bookmark_gives_each_block_its_id():
    one, two, three = "AAAAAAAAA1", "AAAAAAAAA2", "AAAAAAAAA3"
    table = f"<w:tbl><w:tr><w:tc>{p(r('cell'))}</w:tc></w:tr></w:tbl>"
    data = written(
        p(marked(one, r("Words")))
        + p(marked(two, r("item")), style="ListBullet")
        + p(r("next"), style="ListBullet")
        + p(marked(three, r("other list")), style="ListBullet")
        + marked("AAAAAAAAA4", table),
        identifier="plan en 7",
    )

    found = read(data, is_ours=True)

    assert found.origin == "plan en 7"
    assert [(each.marks, inline.plain(each.node)) for each in found.pieces] == [
        ([one], "Words"),
        ([two], "item\nnext"),
        ([three], "other list"),
        (["AAAAAAAAA4"], "cell"),
    ]


def test_a_list_that_libreoffice_saved_is_one_block_still():
    """It begins the bookmark once more at the last item, and numbers later items apart."""
    one, two = "AAAAAAAAA1", "AAAAAAAAA2"

    def item(words, number, mark=""):
        numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        inside = marked(mark, r(words)) if mark else r(words)
        return f'<w:p><w:pPr><w:pStyle w:val="ListNumber"/>{numbered}</w:pPr>{inside}</w:p>'

    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="7"/>{more}</w:num>'
        for number, more in ((91, restart), (92, ""), (93, restart))
    )
    data = written(
        item("one", 91, one) + item("two", 92) + item("three", 92, one) + item("other", 93, two),
        identifier="plan en 7",
        nums=nums,
    )

    found = read(data, is_ours=True)

    assert [(each.marks, inline.plain(each.node)) for each in found.pieces] == [
        ([one], "one\ntwo\nthree"),
        ([two], "other"),
    ]
