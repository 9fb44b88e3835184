from hypothesis import given, settings

from tests.publishing.rules.texts import body
from wco_portal.publishing.rules import difference, inline, schema
from wco_portal.publishing.rules.difference import Change, Span

A, B, C, N = "AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC", "NNNNNNNNNN"


def para(identity, text, *marks):
    run = {"type": "text", "text": text} | (
        {"marks": [{"type": m} for m in marks]} if marks else {}
    )
    return {"type": "paragraph", "attrs": {"id": identity}, "content": [run]}


def doc(*blocks):
    return {"type": "doc", "content": list(blocks)}


def test_only_the_changed_words_are_marked():
    old = doc(para(A, "Guidance on e-commerce is offered to Members."))
    new = doc(para(A, "Guidance on e-commerce is developed with Members."))

    [change] = difference.compare(old, new).changes

    assert change.change is Change.REWORDED
    assert change.lines[0].spans == (
        Span(Change.SAME, "Guidance on e-commerce is "),
        Span(Change.REMOVED, "offered to"),
        Span(Change.ADDED, "developed with"),
        Span(Change.SAME, " Members."),
    )


def test_a_one_letter_edit_flags_one_word():
    text = (
        "Customs administrations help legitimate goods cross borders quickly and predictably. " * 4
    )
    old, new = doc(para(A, text + "harmonization")), doc(para(A, text + "harmonisation"))

    spans = difference.compare(old, new).changes[0].lines[0].spans

    assert [s.text for s in spans if s.change is not Change.SAME] == [
        "harmonization",
        "harmonisation",
    ]


def test_added_removed_moved_and_reformatted_are_told_apart():
    old = doc(para(A, "First."), para(B, "Second."), para(C, "Third."))
    new = doc(para(C, "Third."), para(A, "First.", "strong"), para(N, "New."))

    told = difference.compare(old, new)

    assert [(c.block, c.change.value, c.moved) for c in told.changes] == [
        (C, "same", True),
        (A, "reformatted", False),
        (B, "removed", False),
        (N, "added", False),
    ]
    assert told.changes[1].formatting == (("strong", Change.ADDED),)
    assert told.counts == {"added": 1, "removed": 1, "reworded": 0, "reformatted": 1, "moved": 1}


def item(text):
    return {
        "type": "list_item",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }


def test_list_items_are_compared_one_by_one():
    old = doc({"type": "bullet_list", "attrs": {"id": A}, "content": [item("One."), item("Two.")]})
    new = doc(
        {
            "type": "bullet_list",
            "attrs": {"id": A},
            "content": [item("One."), item("Between."), item("Two!")],
        }
    )

    [change] = difference.compare(old, new).changes

    assert [(line.change.value, line.role) for line in change.lines] == [
        ("same", "list_item"),
        ("added", "list_item"),
        ("reworded", "list_item"),
    ]


@settings(max_examples=50)
@given(body(), body())
def test_the_difference_holds_both_texts_whole(old, new):
    old, new = schema.parse(old), schema.parse(new)
    new["content"] = [
        *(b for b in old.get("content", []) if b["type"] != "section"),
        *new.get("content", []),
    ]
    new = schema.parse(new)

    told = difference.compare(old, new)

    for text, dropped in ((old, Change.ADDED), (new, Change.REMOVED)):
        for _section, block in schema.placed(text):
            [change] = [c for c in told.changes if c.block == block["attrs"]["id"]]
            kept = [
                "".join(s.text for s in line.spans if s.change is not dropped)
                for line in change.lines
                if line.change is not dropped
            ]
            assert kept == [inline.plain(line.node) for line in inline.lines(block)]
    assert difference.compare(new, new).is_empty


def test_titles_are_compared_word_by_word():
    told = difference.of_words("Promote exchange", "Promote the exchange of data")

    assert told.spans == (
        Span(Change.SAME, "Promote "),
        Span(Change.ADDED, "the "),
        Span(Change.SAME, "exchange"),
        Span(Change.ADDED, " of data"),
    )
    assert difference.of_words("", "New").spans == (Span(Change.ADDED, "New"),)
    assert difference.of_words("Old", "").spans == (Span(Change.REMOVED, "Old"),)
