from html.parser import HTMLParser

from hypothesis import given, settings

from tests.publishing.rules.texts import BLOCKS
from wco_portal.publishing.rules import render, schema


class Reader(HTMLParser):
    """Collect what a browser would see."""

    def __init__(self):
        super().__init__()
        self.seen, self.ids, self.hrefs, self.words = set(), [], [], ""

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        self.hrefs += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.words += data


@settings(max_examples=50)
@given(BLOCKS)
def test_html_shows_every_word_and_nothing_else(blocks):
    blocks = schema.blocks(schema.parse({"type": "doc", "content": blocks}))
    reader = Reader()

    reader.feed(render.html(blocks))
    reader.close()

    assert reader.seen <= render.SHOWN
    assert reader.ids == [f"b-{schema.block_id(block)}" for block in blocks]
    assert "".join(reader.words.split()) == "".join(render.plain_blocks(blocks).split())


def test_markup_in_the_words_stays_words():
    block = {
        "type": "paragraph",
        "attrs": {"id": "AAAAAAAAAA"},
        "content": [
            {
                "type": "text",
                "text": "<script>alert(1)</script>",
                "marks": [{"type": "link", "attrs": {"href": "javascript:x"}}],
            }
        ],
    }

    assert render.html([block]) == '<p id="b-AAAAAAAAAA">&lt;script&gt;alert(1)&lt;/script&gt;</p>'


def test_tables_lists_and_quotes_have_their_tags():
    para = {"type": "paragraph", "content": [{"type": "text", "text": "x"}]}
    table = {
        "type": "table",
        "attrs": {"id": "AAAAAAAAAA"},
        "content": [
            {"type": "table_row", "content": [{"type": "table_header", "content": [para]}]},
            {"type": "table_row", "content": [{"type": "table_cell", "content": [para]}]},
        ],
    }

    assert render.html([table], anchored=False) == (
        '<div class="table-scroll"><table><thead><tr><th scope="col">x</th></tr></thead>'
        "<tbody><tr><td>x</td></tr></tbody></table></div>"
    )
