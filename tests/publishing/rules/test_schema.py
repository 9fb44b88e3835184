import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.rules.texts import body
from wco_portal.publishing.rules import schema

PARA = {
    "type": "paragraph",
    "attrs": {"id": "AAAAAAAAAA"},
    "content": [{"type": "text", "text": "x"}],
}


def linked(href):
    run = {"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]}
    return {"type": "doc", "content": [PARA | {"content": [run]}]}


def deep(levels):
    node = {"type": "doc"}
    for _level in range(levels):
        node = {"type": "doc", "content": [node]}
    return node


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "{}",
        {"type": "paragraph"},
        {"type": "doc", "content": 5},
        {"type": "doc", "content": [5]},
        {"type": "doc", "content": [{"type": "script"}]},
        {"type": "doc", "content": [{"type": "paragraph"}]},
        {"type": "doc", "content": [PARA, PARA]},
        {"type": "doc", "content": [PARA | {"attrs": {"id": "short"}}]},
        {
            "type": "doc",
            "content": [{"type": "heading", "attrs": {"id": "AAAAAAAAAA", "level": 1}}],
        },
        {"type": "doc", "content": [{"type": "section", "attrs": {}}]},
        {"type": "doc", "content": [{"type": "section", "attrs": {"id": "BBBBBBBBBB"}}, PARA]},
        {"type": "doc", "content": [PARA | {"content": [{"type": "text", "text": "a\x00b"}]}]},
        {"type": "doc", "content": [PARA | {"content": [{"type": "text", "text": "\ud83d"}]}]},
        {"type": "doc", "content": [PARA | {"content": [{"type": "text", "text": "x" * 20_001}]}]},
        {"type": "doc", "content": [PARA | {"content": [{"type": "text", "text": 1.5}]}]},
        linked("javascript:alert(1)"),
        linked("//evil.example"),
        linked("/\\evil.example"),
        linked(7),
        deep(3),
        deep(50_000),
    ],
)
def test_what_breaks_a_rule_is_refused_with_one_kind_of_error(raw):
    with pytest.raises(schema.InvalidText):
        schema.parse(raw)


@pytest.mark.parametrize(
    "href", ["https://example.org/x", "http://a", "mailto:a@b.c", "#b-AAAAAAAAAA", "/en/"]
)
def test_links_that_may_be(href):
    assert schema.parse(linked(href))


LEAF = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(sorted(schema.BLOCK_TYPES))
)
NAME = st.sampled_from(["type", "content", "attrs", "marks", "text", "id"])
ANY_JSON = st.recursive(
    LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAME, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(ANY_JSON)
def test_any_json_is_a_text_or_a_clear_refusal(raw):
    for value in (raw, {"type": "doc", "content": raw}, {"type": "doc", "content": [raw]}):
        with contextlib.suppress(schema.InvalidText):
            assert schema.parse(value) == schema.parse(schema.parse(value))


@settings(max_examples=40)
@given(body())
def test_a_text_has_one_form_and_one_hash(raw):
    text = schema.parse(raw)

    assert schema.parse(text) == text
    assert json.loads(schema.canonical(text)) == text
    assert schema.digest(text) == schema.digest(json.loads(json.dumps(text)))


def test_the_declaration_is_plain_json_for_the_browser():
    assert (
        json.loads(schema.declaration())["nodes"]["heading"]["attrs"]["level"]["validate"]
        == "level"
    )


def test_a_translation_knows_its_source_by_the_words_not_the_id():
    other = PARA | {"attrs": {"id": "BBBBBBBBBB"}}

    assert schema.block_digest(PARA) == schema.block_digest(other)
    assert schema.block_digest(PARA) != schema.block_digest(PARA | {"content": []})


def test_replacing_the_blocks_of_a_section_leaves_the_others():
    text = schema.parse(
        {"type": "doc", "content": [PARA, {"type": "section", "attrs": {"id": "BBBBBBBBBB"}}]}
    )
    new = PARA | {"attrs": {"id": "CCCCCCCCCC"}}

    changed = schema.with_blocks(text, [new], section="BBBBBBBBBB")

    assert schema.blocks(changed) == [PARA]
    assert schema.blocks(changed, section="BBBBBBBBBB") == [new]
    assert schema.blocks(schema.with_blocks(text, [], section=""), section="") == []
    assert (
        schema.sections(schema.with_blocks(text, [new], section="DDDDDDDDDD"))[1]["attrs"]["id"]
        == "DDDDDDDDDD"
    )


def test_what_the_schema_does_not_know_is_left_out():
    styled = {
        "type": "doc",
        "content": [PARA | {"attrs": {"id": "AAAAAAAAAA", "style": "x"}}],
        "evil": 1,
    }

    assert schema.parse(styled) == {"type": "doc", "content": [PARA]}
