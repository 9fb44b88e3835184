import pytest

from strategy.enums.plans import ElementKind
from strategy.rules import numbering


@pytest.mark.parametrize(
    ("kind", "alike", "used", "number"),
    [
        ("objective", ["SO1", "SO2"], {"SO1", "SO2"}, "SO3"),
        ("objective", ["SO1"], {"SO1", "SO2", "SO3"}, "SO4"),
        ("objective", ["SO9", "SO10"], {"SO9", "SO10"}, "SO11"),
        ("goal", ["1", "2"], {"1", "2"}, "3"),
        ("goal", ["SG"], {"SG"}, "SG1"),
        ("priority", [], {"SP1"}, "P1"),
        ("priority", ["1.1", "1.2"], {"1.1", "1.2", "12"}, "1.3"),
    ],
)
def test_a_number_is_counted_on_and_never_given_twice(kind, alike, used, number):
    assert numbering.following(kind, alike=alike, used=used) == number


def test_every_kind_has_a_manner_of_its_own():
    assert set(numbering.PREFIXES) == set(ElementKind)
    assert len(set(numbering.PREFIXES.values())) == len(ElementKind)
