"""A text leaves as a Word file and comes back as it was."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.publishing.rules.texts import block
from tests.publishing.rules.word.writer import docx_of
from wco_portal.publishing.rules.word.reading import read


def bare(node):
    """Leave out the ids."""
    attrs = {name: value for name, value in node.get("attrs", {}).items() if name != "id"}
    rest = {name: value for name, value in node.items() if name != "attrs"}
    return rest | ({"attrs": attrs} if attrs else {})


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.lists(block(), min_size=1, max_size=6))
def test_a_text_that_goes_out_and_comes_back_is_the_same(blocks):
    found = read(docx_of(blocks), is_ours=True)

    assert [bare(piece.node) for piece in found.pieces] == [bare(each) for each in blocks]
    assert [piece.marks for piece in found.pieces] == [[each["attrs"]["id"]] for each in blocks]
    assert found.findings == []
