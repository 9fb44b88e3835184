import itertools

from hypothesis import given
from hypothesis import strategies as st

from strategy.rules.maps import LETTERS, WIDE, lay, wrap

titles = st.text(st.characters(categories=["L", "Zs"]), max_size=120)
layers = st.lists(
    st.tuples(st.text(max_size=20), st.lists(titles, min_size=1, max_size=9)), max_size=5
)


@given(layers)
def test_boxes_lie_inside_the_map_and_do_not_overlap(found):
    bands = lay([(name, list(enumerate(words))) for name, words in found])

    boxes = [box for band in bands for box in band.boxes]
    assert len(boxes) == sum(len(words) for _name, words in found)
    for band in bands:
        for box in band.boxes:
            assert 0 <= box.x < box.x + box.width <= WIDE
            assert band.y <= box.y < box.y + box.height <= band.y + band.height
    for one, other in itertools.combinations(boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        under = one.y + one.height <= other.y or other.y + other.height <= one.y
        assert beside or under


@given(titles, st.integers(8, 60))
def test_no_word_is_lost_in_wrapping(words, letters):
    lines = wrap(words, letters)

    assert " ".join(lines).split() == words.split()
    assert all(len(line) <= letters or " " not in line for line in lines)
    assert LETTERS > 0
