"""The difference that the editor draws: every word of both forms, at its place."""

import json
import random
import subprocess

from django.conf import settings

from tests.publishing.rules.test_steps import FRONT
from tests.stack import node

WORDS = ["Customs", " ", " ", " ", "é", "l’équipe", "2019", ".", ",", "😀", "мир", "a-b", "\u00a0"]


def told(cases):
    answer = subprocess.run(
        [node(), "tests/publishing/rules/difference.mjs", str(FRONT)],
        input=json.dumps([{"was": was, "becomes": becomes} for was, becomes in cases]),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def block(words, kind="paragraph", number=0, **attrs):
    content = {"content": [{"type": "text", "text": words}]} if words else {}
    return {"type": kind, "attrs": {"id": f"000000000{number}"} | attrs} | content


def said(pieces, *fates):
    return "".join(each["text"] for each in pieces if each["fate"] in fates)


def test_no_word_of_either_form_is_lost_and_each_is_where_it_is_said_to_be():
    dice = random.Random(19)
    cases = []
    for _case in range(300):
        was = [dice.choice(WORDS) for _word in range(dice.randrange(30))]
        becomes = [word for word in was if dice.random() > 0.2]
        for _word in range(dice.randrange(4)):
            becomes.insert(dice.randrange(len(becomes) + 1), dice.choice(WORDS))
        cases.append(([block("".join(was))], [block("".join(becomes))]))

    for (was, becomes), found in zip(cases, told(cases), strict=True):
        old, new = ("".join(r["text"] for r in b[0].get("content", [])) for b in (was, becomes))
        assert said(found["pieces"], "", "removed") == old
        assert said(found["pieces"], "", "added") == new
        for each in found["changes"]:
            assert (each["was"], each["now"]) == (each["removed"], each["added"])


def test_a_word_is_changed_as_a_whole_and_a_phrase_in_one_piece():
    [found] = told([([block("The Customs union of 2019.")], [block("The trade bloc of 2020.")])])

    assert [(each["removed"], each["added"]) for each in found["changes"]] == [
        ("Customs union", "trade bloc"),
        ("2019", "2020"),
    ]


def test_a_block_that_is_split_removed_or_reshaped_is_told():
    one = block("One two.")
    split, gone, heading, bold = told(
        [
            ([one], [block("One"), block(" two.", number=1)]),
            ([one], []),
            ([one], [block("One two.", "heading", level=2)]),
            ([one], [one | {"content": [one["content"][0] | {"marks": [{"type": "strong"}]}]}]),
        ]
    )

    assert [(each["removed"], each["added"].strip()) for each in split["changes"]] == [("", "¶")]
    assert [(each["removed"], each["added"]) for each in gone["changes"]] == [("One two.", "")]
    assert [each["isForm"] for each in heading["changes"]] == [True]
    assert all(each["isForm"] for each in bold["changes"])
    assert said(bold["pieces"], "") == "One two."
