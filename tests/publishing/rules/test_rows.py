"""What two texts share: no word that one of them lacks, and hardly more changes than needed."""

import random

import pytest

from wco_portal.publishing.rules import inline, rows

# Sentences as plans have them; each is compared with what a seeded editor makes of it.
CORPUS = (
    "Customs administrations help legitimate goods to cross borders quickly and predictably.",
    (
        "Promote the security and facilitation of international trade, including the "
        "simplification and the harmonization of Customs procedures, for the benefit of Members."
    ),
    (
        "The Secretariat reports on the progress of each objective to the Policy Commission in "
        "December and to the Council in June; the figures are those of the last full year."
    ),
    (
        "L’administration des douanes lutte contre les flux financiers illicites, l’évasion "
        "fiscale et la fraude commerciale, en coopération avec les autorités fiscales."
    ),
)
WORDS = ("Members", "trade", "the", "of", "and", "secure", "2022", ",", "l’équipe")


def cut(text):
    return [token.text for token in inline.tokens({"content": [{"text": text}]})]


def edited(words, chance, share):
    """Drop, replace and add words, so many of them."""
    made = []
    for word in words:
        fate = chance.random()
        if word.isspace() or fate > share:
            made.append(word)
        elif fate > share / 3:
            made += [chance.choice(WORDS), *([" ", word] if fate > share * 2 / 3 else [])]
    return made


def words_in(tokens):
    return sum(not token.isspace() for token in tokens)


def least(old, new):
    """Count the changes of a plain minimal difference."""
    above = list(range(len(new) + 1))
    for row, word in enumerate(old, 1):
        here = [row]
        for at, other in enumerate(new, 1):
            here.append(above[at - 1] if word == other else 1 + min(above[at], here[-1]))
        above = here
    return above[-1]


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5, 0.9])
def test_hardly_more_is_told_as_changed_than_must_be(share):
    chance, told, needed = random.Random(7), 0, 0
    for text in CORPUS * 25:
        old = cut(text)
        new = edited(old, chance, share)

        found = rows.shared(old, new)

        one = two = 0
        for first, second, size in found:
            assert size > 0
            assert first >= one
            assert second >= two
            assert old[first : first + size] == new[second : second + size]
            one, two = first + size, second + size
        kept = [word for first, _at, size in found for word in old[first : first + size]]
        assert len(old) + len(new) - 2 * len(kept) == least(old, new)
        told += words_in(old) + words_in(new) - 2 * words_in(kept)
        needed += least(*([word for word in each if not word.isspace()] for each in (old, new)))
    assert told / needed <= 1.05


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("", "a b", []),
        ("a b", "", []),
        ("a b c", "a b c", [(0, 0, 5)]),
        ("a b c", "a b x c", [(0, 0, 4), (4, 6, 1)]),
        ("a a a", "a a", [(0, 0, 3)]),
        ("a x b c", "a b y c", [(0, 0, 2), (4, 2, 1), (5, 5, 2)]),
    ],
)
def test_what_texts_begin_and_end_with_is_shared(old, new, found):
    assert rows.shared(cut(old), cut(new)) == found
