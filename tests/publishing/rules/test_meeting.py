"""Two windows of the editor at once: both acts stay, and words that lose their place are told."""

import json
import subprocess

from django.conf import settings

from tests.publishing.rules.test_steps import FRONT
from tests.stack import node
from wco_portal.publishing.rules import inline


def met(blocks, first, second):
    """What stands in the second window once it heard of the first one's acts."""
    answer = subprocess.run(
        [node(), "tests/publishing/rules/meeting.mjs", str(FRONT)],
        input=json.dumps([{"blocks": blocks, "first": first, "second": second}]),
        capture_output=True,
        text=True,
        cwd=settings.BASE_DIR,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    [found] = json.loads(answer.stdout)
    return [inline.plain(block) for block in found["blocks"]], found["unsaid"]


def line(words, number=0):
    content = [{"type": "text", "text": words}]
    return {"type": "paragraph", "attrs": {"id": f"000000000{number}"}, "content": content}


def table(*rows):
    def cell(words, kind):
        inner = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
        return {"type": kind, "content": [inner]}

    kinds = ["table_header", *["table_cell"] * (len(rows) - 1)]
    content = [
        {"type": "table_row", "content": [cell(words, kind) for words in row]}
        for row, kind in zip(rows, kinds, strict=True)
    ]
    return {"type": "table", "attrs": {"id": "AAAAAAAAAA"}, "content": content}


GRID = table(["Region", "Year"], ["Europe", "2024"], ["Africa", "2025"])


def test_rows_and_columns_come_and_go_around_what_others_write_in_the_table():
    commands = [("row", "Europe"), ("column", "Region"), ("row_away", "Africa")]
    acts = [{"command": command, "at": at} for command, at in commands]

    [words], unsaid = met([GRID], acts, [{"type": " and more", "at": "2024"}])

    assert words.split("\n") == ["Region", "", "Year", "Europe", "", "2024 and more", "", "", ""]
    assert unsaid == []


def test_a_new_row_of_headings_leaves_the_words_in_it_to_whoever_writes_them():
    act = {"command": "row_away", "at": "Region"}

    [words], unsaid = met([GRID], [act], [{"type": "!", "at": "Europe"}])

    assert words.split("\n") == ["Europe!", "2024", "Africa", "2025"]
    assert unsaid == []


def test_words_in_what_another_takes_out_are_told_to_their_writer():
    blocks = [line("Some words here.", 1), line("Other words.", 2)]
    mine = [{"type": " of mine", "at": "Some"}, {"type": " too", "at": "Other"}]

    words, unsaid = met(blocks, [{"remove": True, "at": "Some"}], mine)

    assert (words, unsaid) == (["Other too words."], ["Some of mine words here."])


def test_what_only_moved_is_not_told():
    words, unsaid = met(
        [line("Some words here.")],
        [{"type": "Their. ", "at": ""}, {"type": " too", "at": "here"}],
        [{"type": " of mine", "at": "Some"}],
    )

    assert (words, unsaid) == (["Their. Some of mine words here too."], [])
