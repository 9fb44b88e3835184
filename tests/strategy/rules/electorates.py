"""Ballots that textbooks tell, and those that hypothesis invents."""

from hypothesis import settings
from hypothesis import strategies as st

from strategy.rules.aggregation import LEFT_OUT, Ballot

# On a machine with much else to do a single example may take long.
PATIENT = settings(max_examples=40)


def ballots(*groups, stratum="all"):
    """Make ballots from (count, order[, stratum]); items in the alphabet's order."""
    made = []
    for count, order, *where in groups:
        items = sorted(order)
        places = tuple(order.index(item) + 1 for item in items)
        made += [Ballot(where[0] if where else stratum, places)] * count
    return made


# Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = ballots((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM"))
CYCLE = ballots((1, "ABC"), (1, "BCA"), (1, "CAB"))
BORDA_NOT_CONDORCET = ballots((3, "ABC"), (2, "BCA"))
REGIONS = ballots((2, "ABC", "X"), (10, "CBA", "Y"), (3, "ABC", "Z"))


def file_of(*lines, items="ABC"):
    """Make the data of a file: lines of (count, "E,AC,B" with tie groups parted by commas, region).

    A count of None writes none.
    """
    made = []
    for count, order, *where in lines:
        ballot = {"ranking": [list(group) for group in order.split(",") if group]}
        ballot |= {} if count is None else {"count": count}
        made.append(ballot | ({"region": where[0]} if where else {}))
    return {"items": list(items), "ballots": made}


@st.composite
def electorates(draw, *, items=(1, 5), most=8):
    """Invent ballots on the same items, with ties, gaps, regions and counts."""
    number = draw(st.integers(*items))
    place = st.sampled_from([*range(1, number + 1), LEFT_OUT])
    ballot = st.builds(
        Ballot,
        st.sampled_from("XYZ"),
        st.tuples(*[place] * number),
        st.integers(1, 3),
    )
    return draw(st.lists(ballot, min_size=1, max_size=most))
