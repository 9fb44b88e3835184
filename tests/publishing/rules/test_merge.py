import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.rules.texts import block, body
from wco_portal.publishing.rules import inline, merge, schema


def para(identity, text):
    return {
        "type": "paragraph",
        "attrs": {"id": identity},
        "content": [{"type": "text", "text": text}],
    }


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


A, B, C, N, M = "AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC", "NNNNNNNNNN", "MMMMMMMMMM"
BASE = doc(para(A, "One two three four five six."), para(B, "Second."), para(C, "Third."))


def order(text):
    return [schema.block_id(b) for b in text["content"]]


def words(text, identity):
    return next(inline.plain(b) for b in text["content"] if schema.block_id(b) == identity)


def test_two_people_in_one_paragraph_join_word_by_word():
    yours, theirs = copy.deepcopy(BASE), copy.deepcopy(BASE)
    yours["content"][0] = para(A, "One zwei three four five six.")
    theirs["content"][0] = para(A, "One two three four cinq six seven.")

    merged = merge.merge(BASE, yours=yours, theirs=theirs)

    assert (words(merged.body, A), merged.clashes) == ("One zwei three four cinq six seven.", ())


def test_the_same_words_changed_by_both_clash_and_nothing_is_lost():
    yours, theirs = copy.deepcopy(BASE), copy.deepcopy(BASE)
    yours["content"][0] = para(A, "One YOURS three four five six.")
    theirs["content"][0] = para(A, "One THEIRS three four five six.")

    merged = merge.merge(BASE, yours=yours, theirs=theirs)

    assert merged.body == theirs
    assert merged.clashes == (
        merge.Clash(A, "", BASE["content"][0], yours["content"][0], theirs["content"][0]),
    )


def test_one_deletes_what_the_other_changes():
    yours = doc(BASE["content"][0], para(B, "Second, changed."), BASE["content"][2])
    theirs = doc(BASE["content"][0], BASE["content"][2])

    merged = merge.merge(BASE, yours=yours, theirs=theirs)

    assert order(merged.body) == [A, C]
    assert [(c.block, c.theirs) for c in merged.clashes] == [(B, None)]


def test_both_add_one_deletes_one_moves():
    yours = doc(BASE["content"][0], para(N, "New."), BASE["content"][2])
    theirs = doc(BASE["content"][2], BASE["content"][0], BASE["content"][1], para(M, "Also."))

    merged = merge.merge(BASE, yours=yours, theirs=theirs)

    assert order(merged.body) == [C, A, N, M]
    assert merged.clashes == ()


def section(identity, *blocks):
    return {"type": "section", "attrs": {"id": identity}} | (
        {"content": list(blocks)} if blocks else {}
    )


def test_sections_are_joined_as_well():
    one, two = para(N, "In one."), para(M, "In two.")
    base = doc(section(A, one), section(B, two))
    yours = doc(section(A, one, two), section(B))
    theirs = doc(section(A, para(N, "In one, more.")), section(B, two), section(C))

    merged = merge.merge(base, yours=yours, theirs=theirs)

    assert merged.body == doc(section(A, para(N, "In one, more."), two), section(B), section(C))


@st.composite
def edited(draw, text):
    """The same text after somebody worked on it."""
    text = copy.deepcopy(text)
    for part in [text, *schema.sections(text)]:
        found = [b for b in part.get("content", []) if b["type"] != "section"]
        rest = [b for b in part.get("content", []) if b["type"] == "section"]
        for _step in range(draw(st.integers(0, 3))):
            act = draw(st.sampled_from(["add", "drop", "move", "change"]))
            at = draw(st.integers(0, len(found)))
            if act == "add":
                found.insert(at, draw(block()))
            elif act == "drop" and at < len(found):
                found.pop(at)
            elif act == "move" and at < len(found):
                found.insert(draw(st.integers(0, len(found) - 1)), found.pop(at))
            elif at < len(found):
                found[at] = (
                    draw(block()) | {"attrs": found[at]["attrs"]}
                    if found[at]["type"] == "paragraph"
                    else found[at]
                )
                if found[at]["type"] != "heading":
                    found[at]["attrs"].pop("level", None)
                else:
                    found[at]["attrs"].setdefault("level", 2)
        part["content"] = found + rest
    return schema.parse(text)


@st.composite
def three(draw):
    base = schema.parse(draw(body()))
    return base, draw(edited(base)), draw(edited(base))


@settings(max_examples=60)
@given(three())
def test_whatever_happens_the_result_is_a_text_and_no_added_block_is_lost(versions):
    base, yours, theirs = versions

    merged = merge.merge(base, yours=yours, theirs=theirs)

    assert schema.parse(merged.body) == merged.body
    known = {b["attrs"]["id"] for _s, b in schema.placed(merged.body)} | {
        c.block for c in merged.clashes
    }
    old = {b["attrs"]["id"] for _s, b in schema.placed(base)}
    for text in (yours, theirs):
        assert {b["attrs"]["id"] for _s, b in schema.placed(text)} - old <= known
    assert merge.merge(base, yours=yours, theirs=base).body == yours
    assert merge.merge(base, yours=base, theirs=theirs).body == theirs
    assert merge.merge(base, yours=yours, theirs=yours) == merge.Merged(yours, ())


def test_going_on_from_a_clash_keeps_yours_there_and_theirs_elsewhere():
    yours = doc(
        para(A, "One YOURS three four five six."), para(B, "Second, yours."), BASE["content"][2]
    )
    theirs = doc(para(A, "One THEIRS three four five six."), para(C, "Third, theirs."))
    merged = merge.merge(BASE, yours=yours, theirs=theirs)

    mine = merge.resolved(BASE, yours=yours, theirs=theirs, clashes=merged.clashes)

    assert [c.block for c in merged.clashes] == [A, B]
    assert mine == doc(
        para(A, "One YOURS three four five six."),
        para(B, "Second, yours."),
        para(C, "Third, theirs."),
    )
