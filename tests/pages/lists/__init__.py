"""The lists of the pages: a row of the table for each, by app.

A row says how often the page asks; its function returns the address, who opens it, and what adds
one more row. Two addresses stand where the rows are there already and the address says how many
are shown.
"""

import datetime as dt
from itertools import count

LISTS: dict = {}
numbers = count(1)
DAY = dt.date(2019, 3, 1)


def asks(queries):
    def keep(function):
        LISTS[function.__name__] = (queries, function)
        return function

    return keep


def nothing():
    """Add nothing: the two addresses differ."""
