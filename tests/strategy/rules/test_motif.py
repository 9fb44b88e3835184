import re

from strategy.rules.motif import HERO, STRIP, motif


def test_a_seed_keeps_its_picture():
    first = motif(2019, "SMART")
    motif.cache_clear()

    assert motif(2019, "SMART") == first
    assert motif(2018, "SMART") != first


def test_every_letter_stands_at_the_end_of_a_route():
    drawn = motif(2019, "SMART")

    assert "".join(node.letter for node in drawn.nodes) == "SMART"
    assert drawn.routes.count("Q") == 5


def test_paths_hold_whole_numbers_only():
    drawn = motif(7, frame=STRIP)

    assert not re.search(r"\d\.\d", drawn.lit + drawn.edges + drawn.routes + drawn.gates)


def test_nothing_leaves_the_frame():
    for seed in range(10):
        for node in motif(seed, "SMART").nodes:
            assert 0 < node.x < HERO.width
            assert 0 < node.y < HERO.height


def test_gates_do_not_lie_on_each_other():
    gates = motif(2019, "SMART").gates.split("M")[1:]

    assert len(set(gates)) == len(gates) > 5


def test_borders_are_drawn_once_each():
    drawn = motif(2019, "SMART", HERO)

    place, lines = (0, 0), []
    for act, words in re.findall(r"([ml])([^ml]+)", drawn.edges):
        across, down = map(int, re.findall(r"-?\d+", words))
        there = (place[0] + across, place[1] + down)
        if act == "l":
            lines.append(frozenset([place, there]))
        place = there

    assert len(set(lines)) == len(lines) > 150
    assert drawn.edges.count("m") < len(lines) / 2
