import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from strategy.rules.charts import Frame, extent, path

FIRST, LAST = dt.date(2016, 7, 1), dt.date(2019, 6, 30)
values = st.fractions(-(10**6), 10**6)


@given(day=st.dates(), value=values, ends=st.tuples(values, values))
def test_every_point_lies_inside_its_frame(day, value, ends):
    low, high = extent(ends)
    frame = Frame(10, 20, 300, 100, FIRST, LAST, low, high)

    assert 10 <= frame.x(day) <= 310
    assert 20 <= frame.y(value) <= 120


def test_time_runs_to_the_right_and_values_up():
    frame = Frame(0, 0, 100, 50, FIRST, LAST, Fraction(0), Fraction(10))

    assert frame.points([(FIRST, Fraction(0)), (LAST, Fraction(10))]) == [(0, 50), (100, 0)]
    assert path([(0, 50), (100, 0)]) == "M0 50L100 0"
    assert extent([]) == (0, 1)
    assert extent([Fraction(5)]) == (4, 6)
