"""Comments follow their words through the acts that part, join and take out blocks."""

import pytest

from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import Window, insert
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import remarks
from wco_portal.publishing.services import threads
from wco_portal.publishing.services.threads import Said

pytestmark = pytest.mark.django_db
FIRST = "The first sentence."
NEW = "0123456789"


@pytest.fixture
def editor():
    return person(R.EDITOR)


@pytest.fixture
def window(editor):
    found = Window(draft(), editor)
    found.send(insert(f"{FIRST} The second one. ", 1))
    return found


def block_of(window, number=0):
    return schema.block_id(schema.blocks(window.document.body, section=window.section)[number])


def comment(window, editor, quote, number=0):
    block = block_of(window, number)
    return threads.open_thread(window.document, block=block, quote=quote, said=Said("?"), by=editor)


def shown(window, editor):
    [found] = remarks.of(window.text, window.section, actor=editor).threads
    return found.number, found.is_there, found.thread.gone_version is not None


def part(window):
    """Press Enter behind the first sentence."""
    at = 1 + len(FIRST)
    ends = [{"type": "paragraph", "attrs": {"id": name}} for name in (block_of(window), NEW)]
    window.send(
        {"stepType": "replace", "from": at, "to": at, "structure": True}
        | {"slice": {"content": ends, "openStart": 1, "openEnd": 1}}
    )


def join(window):
    """Press Backspace at the beginning of the second block."""
    at = 1 + len(FIRST)
    window.send({"stepType": "replace", "from": at, "to": at + 2, "structure": True})


def test_a_comment_goes_with_its_words_when_the_block_is_parted_and_joined(window, editor):
    comment(window, editor, "second one")

    part(window)
    assert shown(window, editor) == (2, True, False)

    join(window)
    assert shown(window, editor) == (1, True, False)


def test_a_comment_on_what_stays_before_the_cut_stays(window, editor):
    comment(window, editor, "first sentence")

    part(window)

    assert shown(window, editor) == (1, True, False)


@pytest.mark.parametrize("quote", ["second one", ""])
def test_a_comment_on_a_block_that_is_joined_with_another_stays_with_its_words(
    window, editor, quote
):
    part(window)
    comment(window, editor, quote, number=1)

    join(window)

    assert shown(window, editor) == (1, True, False)


def test_a_comment_on_words_that_are_taken_out_says_so(window, editor):
    part(window)
    comment(window, editor, "second one", number=1)
    start = 2 + len(FIRST)
    [_first, second] = schema.blocks(window.document.body, section=window.section)

    window.send(
        {"stepType": "replace", "from": start, "to": start + len(second["content"][0]["text"]) + 2}
    )

    assert shown(window, editor) == (0, False, True)
