import json
import random
import subprocess

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as pace
from hypothesis import strategies as st

from tests.publishing.rules.texts import BLOCKS, body
from tests.stack import node
from tests.whole import IS_LONG
from wco_portal.publishing.rules import schema, steps
from wco_portal.publishing.rules.steps import InvalidStep

FRONT = settings.BASE_DIR / "static" / "src"
# The short form; `make long` does 300 texts.
TEXTS = 300 if IS_LONG else 40

WORDS = {"type": "paragraph", "attrs": {"id": "AAAAAAAAAA"}}
LINE = WORDS | {"content": [{"type": "text", "text": "One two."}]}


def insert(text, at=1, **attrs):
    return {
        "stepType": "replace",
        "from": at,
        "to": at,
        "slice": {"content": [{"type": "text", "text": text}]},
    } | attrs


def test_both_sides_declare_one_schema():
    committed = (FRONT / "js" / "editor" / "schema.json").read_text(encoding="utf-8")

    assert committed == schema.declaration()


def test_steps_made_in_the_browsers_code_come_out_the_same_here():
    dice = random.Random(2019)
    texts = []
    for seed in range(TEXTS):
        blocks = []
        for number in range(dice.randint(1, 8)):
            words = " ".join(dice.choices(["goods", "é", "😀", "“border”", "office"], k=6))
            kind = dice.choice(["paragraph", "heading"])
            attrs = {"id": f"{seed:06}{number:04}"} | ({"level": 2} if kind == "heading" else {})
            blocks.append(
                {"type": kind, "attrs": attrs, "content": [{"type": "text", "text": words}]}
            )
        texts.append({"blocks": blocks, "seed": seed, "count": 24})

    answer = subprocess.run(
        [node(), "tests/publishing/rules/steps.mjs", str(FRONT)],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    done = 0
    for text, made in zip(texts, json.loads(answer.stdout), strict=True):
        here = steps.apply(text["blocks"], made["steps"]) if made["steps"] else text["blocks"]
        assert here == schema.pruned({"type": "doc", "content": made["blocks"]})["content"]
        done += len(made["steps"])
    assert done > TEXTS * 10


@pytest.mark.parametrize(
    "step",
    [
        {},
        {"stepType": "eval"},
        {"stepType": "replace"},
        {"stepType": "replace", "from": "a", "to": 1},
        {"stepType": "replace", "from": 0, "to": 999},
        {"stepType": "replace", "from": -1, "to": 1},
        {"stepType": "replace", "from": 3, "to": 1},
        {"stepType": "addMark", "mark": {"type": "blink"}, "from": 1, "to": 2},
        {"stepType": "addMark", "from": 1, "to": 4, "mark": {"type": "link", "attrs": {}}},
        {
            "stepType": "addMark",
            "from": 1,
            "to": 4,
            "mark": {"type": "link", "attrs": {"href": "javascript:alert(1)"}},
        },
        {"stepType": "attr", "pos": 0, "attr": "id", "value": "x"},
        {"stepType": "attr", "pos": 0, "attr": "id", "value": None},
        insert("a\x00b"),
        insert("\ud83d"),
        insert("x" * 20_001),
        {
            "stepType": "replace",
            "from": 10,
            "to": 10,
            "slice": {"content": [{"type": "section", "attrs": {"id": "BBBBBBBBBB"}}]},
        },
        {
            "stepType": "replace",
            "from": 10,
            "to": 10,
            "slice": {"content": [LINE]},
        },
        {
            "stepType": "replace",
            "from": 10,
            "to": 10,
            "slice": {"content": [{"type": "paragraph", "content": []}]},
        },
    ],
)
def test_a_step_that_breaks_a_rule_is_refused_with_its_number(step):
    def accept():
        return steps.apply([LINE], steps.bounded([insert("y"), step]))

    with pytest.raises(schema.InvalidText):
        accept()


def test_the_refusal_names_the_step():
    with pytest.raises(InvalidStep) as no:
        steps.apply([LINE], [insert("y"), {"stepType": "replace", "from": 0, "to": 999}])

    assert no.value.number == 1


@pytest.mark.parametrize("raw", [None, {}, [], [5], ["x"], [{"a": "\x00"}]])
def test_what_is_not_a_list_of_steps_is_refused(raw):
    with pytest.raises(schema.InvalidText):
        steps.bounded(raw)


def test_half_a_character_is_a_refusal_not_a_fault():
    smile = WORDS | {"content": [{"type": "text", "text": "a😀b"}]}

    with pytest.raises(schema.InvalidText):
        steps.apply([smile], [{"stepType": "replace", "from": 2, "to": 3}])


@pace(max_examples=40)
@given(BLOCKS, BLOCKS, st.randoms())
def test_any_change_can_be_written_as_steps(one, other, dice):
    kept = [block for block in one if dice.random() < 0.7]
    mixed = kept + other
    dice.shuffle(mixed)
    old, new = (schema.parse(steps.alone(blocks)).get("content", []) for blocks in (one, mixed))

    assert steps.replay(old, steps.between(old, new)) == new


def test_a_word_changed_is_a_word_in_the_step():
    other = WORDS | {"content": [{"type": "text", "text": "One 2."}]}

    [step] = steps.between([LINE], [other])

    assert (step["from"], step["to"]) == (5, 8)


@pace(max_examples=40)
@given(body(), body())
def test_whole_texts_are_compared_by_section(one, other):
    before, after = schema.parse(one), schema.parse(other)

    there = steps.replayed(before, [steps.compare(before, after)])

    assert steps.parted(there) == steps.parted(after)
