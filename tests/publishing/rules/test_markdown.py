import pytest
from hypothesis import given, settings

from tests.publishing.rules.texts import BLOCKS, block
from wco_portal.publishing.rules import inline, markdown, schema


def clean(blocks):
    return schema.blocks(schema.parse({"type": "doc", "content": blocks}))


@settings(max_examples=60)
@given(BLOCKS)
def test_reading_what_was_written_changes_nothing(blocks):
    blocks = clean(blocks)

    assert markdown.read(markdown.write(blocks), previous=blocks) == blocks


@settings(max_examples=80)
@given(block())
def test_no_word_is_lost_without_a_previous_text(one):
    one = clean([one])[0]

    [again] = markdown.read(markdown.write([one]), previous=[])

    assert again["type"] == one["type"]
    bare = lambda node: "".join(inline.plain(node).split()).replace("*", "")  # noqa: E731
    assert bare(again) == bare(one)


@pytest.mark.parametrize("words", ["__0__", "a__b", "_a_ __", "__init__.py", "a_b", "_", "x__ y"])
def test_underscores_stay_underscores(words):
    written = markdown.write([{"type": "paragraph", "content": [{"type": "text", "text": words}]}])

    assert [inline.plain(each) for each in markdown.read(written, previous=[])] == [words]


def read(text, previous=()):
    return markdown.read(text, previous=list(previous))


def shape(blocks):
    return [(b["type"], inline.plain(b)) for b in blocks]


TEXT = """## Facilitation

Customs administrations help legitimate goods cross borders quickly.

Each Member measures how long goods take to be released.

- Coordinated Border Management
- E-Commerce
"""


def test_a_changed_paragraph_keeps_its_id_and_the_others_stay_whole():
    before = read(TEXT)

    after = read(TEXT.replace("quickly", "quickly and predictably"), before)

    assert [b["attrs"]["id"] for b in after] == [b["attrs"]["id"] for b in before]
    assert [new is old for new, old in zip(after, before, strict=True)] == [True, False, True, True]


def test_moved_added_and_dropped_blocks():
    heading, first, second, items = before = read(TEXT)
    parts = TEXT.strip().split("\n\n")

    after = read(f"{parts[3]}\n\n{parts[0]}\n\n{parts[2]}\n\nQuite another thing.", before)

    assert after[:3] == [items, heading, second]
    assert after[3]["attrs"]["id"] not in {b["attrs"]["id"] for b in (heading, first, second)}


def test_only_what_is_known_is_understood():
    parts = [
        "# Title",
        "[x](javascript:alert(1)) <b>bold</b> ![i](https://e.org/i.png)",
        "- one\n  - inner\n- two",
        "> quote\n>\n> - item",
        "```\ncode\n```",
        "***",
    ]
    text = "\n\n".join(parts)

    assert shape(read(text)) == [
        ("heading", "Title"),
        ("paragraph", "[x](javascript:alert(1)) <b>bold</b> !i"),
        ("bullet_list", "one\ninner\ntwo"),
        ("blockquote", "quote\nitem"),
        ("paragraph", "``` code ```"),
        ("paragraph", "***"),
    ]


def test_what_is_written_is_pleasant_to_read():
    text = (
        "## Data\n\nA **strong _word_** and a [link](https://example.org/a).\n\n"
        "1. One\n2. Two\n\n> Said.\n\n| Year | Share |\n| --- | --- |\n| 2019 | 7 \\| 8 |\n"
    )

    assert markdown.write(read(text)) == text.replace("_word_", "*word*")


def test_control_characters_and_floods_are_refused():
    for text in ("a\x00b", "\ud800", "x" * 200_001):
        with pytest.raises(schema.InvalidText):
            read(text)
