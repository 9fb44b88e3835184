from types import SimpleNamespace

import pytest

from strategy.enums.indicators import MeasurementState
from strategy.workflows.indicators import MEASUREMENT
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError

TABLE = {
    ("draft", "enter"): ("draft", Permission.INDICATOR_REPORT),
    ("returned", "enter"): ("draft", Permission.INDICATOR_REPORT),
    ("draft", "submit"): ("pending", Permission.INDICATOR_REPORT),
    ("returned", "submit"): ("pending", Permission.INDICATOR_REPORT),
    ("pending", "take_back"): ("draft", Permission.INDICATOR_REPORT),
    ("pending", "return"): ("returned", Permission.INDICATOR_APPROVE),
    ("pending", "approve"): ("approved", Permission.INDICATOR_APPROVE),
}


@pytest.mark.parametrize("state", MeasurementState.values)
@pytest.mark.parametrize("name", list(MEASUREMENT.transitions))
def test_a_figure_goes_the_ways_of_the_table_and_no_others(state, name):
    expected = TABLE.get((state, name))

    if expected is None:
        with pytest.raises(DomainError):
            MEASUREMENT.find(name, source=state)
        return
    arrow = MEASUREMENT.find(name, source=state)
    assert (arrow.target, arrow.permission) == expected


def test_an_empty_figure_does_not_leave():
    guard = MEASUREMENT.transitions["submit"].guards[0]

    with pytest.raises(DomainError):
        guard(SimpleNamespace(value=None))
    guard(SimpleNamespace(value=0))
