"""Texts to search, the same each time: the portal's and the limit's are alike."""

import random

PARAGRAPHS = 5000
SYLLABLES = ("tra", "bor", "cus", "tom", "ris", "ven", "lan", "dor", "pel", "mun", "gas", "fir")


def words():
    """Invent 1,500 words, the same each time; one stands in about 200 of 5,000 paragraphs."""
    chance = random.Random(7)
    found = {}
    while len(found) < 1500:
        found["".join(chance.choices(SYLLABLES, k=3))] = True
    return list(found)


def paragraphs(number, *, seed=7):
    """Give that many paragraphs of sixty words."""
    chance, known = random.Random(seed), words()
    return [" ".join(chance.choices(known, k=60)) for _ in range(number)]
