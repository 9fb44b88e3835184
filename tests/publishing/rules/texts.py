"""Texts of every shape, for tests that hold for all of them."""

from hypothesis import strategies as st

from wco_portal.common import ids
from wco_portal.publishing.rules import inline, schema
from wco_portal.publishing.rules.inline import Mark, Token

WORD = st.text(
    alphabet="abcdeéàçœABC0123456789.,;:!?*_#->+|[]()<>&\\`~’'« »=😀", min_size=1, max_size=12
).map(lambda text: " ".join(text.split()) or "word")
MARK = st.sampled_from(
    [
        Mark("strong"),
        Mark("em"),
        Mark("link", "https://example.org/a(b)?x=1&copy;2"),
        Mark("link", "/en/plans/"),
    ]
)
MARKS = st.lists(MARK, max_size=3, unique_by=lambda mark: mark.name).map(
    lambda marks: tuple(sorted(marks, key=lambda mark: inline.RANK[mark.name]))
)


@st.composite
def content(draw):
    """Words, some of them marked."""
    pieces = draw(st.lists(st.tuples(WORD, MARKS), min_size=1, max_size=5))
    found = inline.runs(
        token for text, marks in pieces for token in (Token(text, marks), Token(" "))
    )
    found[-1]["text"] = found[-1]["text"].rstrip(" ")
    return [run for run in found if run["text"]]


def paragraph(inside):
    """A paragraph without an id."""
    return {"type": "paragraph", "content": inside}


PARAGRAPH = content().map(paragraph)


@st.composite
def block(draw, kind=""):
    """One block with an id of its own."""
    kind = kind or draw(st.sampled_from(sorted(schema.BLOCK_TYPES)))
    attrs = {"id": ids.public_id()}
    if kind == "paragraph":
        return draw(PARAGRAPH) | {"attrs": attrs}
    if kind == "heading":
        level = draw(st.sampled_from(schema.HEADING_LEVELS))
        return {"type": kind, "attrs": attrs | {"level": level}, "content": draw(content())}
    if kind == "blockquote":
        return {
            "type": kind,
            "attrs": attrs,
            "content": draw(st.lists(PARAGRAPH, min_size=1, max_size=3)),
        }
    if kind == "table":
        width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        rows = [
            {
                "type": "table_row",
                "content": [
                    {"type": "table_cell" if row else "table_header", "content": [draw(PARAGRAPH)]}
                    for _column in range(width)
                ],
            }
            for row in range(height)
        ]
        return {"type": kind, "attrs": attrs, "content": rows}
    items = draw(st.lists(st.lists(PARAGRAPH, min_size=1, max_size=2), min_size=1, max_size=3))
    return {
        "type": kind,
        "attrs": attrs,
        "content": [{"type": "list_item", "content": item} for item in items],
    }


BLOCKS = st.lists(block(), max_size=6)


@st.composite
def body(draw):
    """A whole text with sections."""
    parts = draw(st.lists(BLOCKS, max_size=3))
    own, *rest = parts or [[]]
    return {
        "type": "doc",
        "content": [
            *own,
            *(
                {"type": "section", "attrs": {"id": ids.public_id()}, "content": part}
                for part in rest
            ),
        ],
    }
