"""How much of the suite runs: in short (`make test`), whole (`make whole`), or for long."""

import os

IS_LONG = os.environ.get("LONG") == "1"
IS_WHOLE = IS_LONG or os.environ.get("WHOLE") == "1"


def one_of(cases, place=0):
    """Return all cases, in short only one: the other language or way is tried by `make whole`."""
    return cases if IS_WHOLE else [cases[place]]


def in_turn(things, every, place=0):
    """Return all things, in short one of so many, beginning at a place."""
    found = list(things)
    return found if IS_WHOLE else found[place % every :: every]
