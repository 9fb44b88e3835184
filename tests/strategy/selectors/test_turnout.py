"""The turnout of one region is that of the table of all."""

import datetime as dt

import pytest

from strategy.selectors import turnout
from tests.factories.consultations import answer, consultation
from wco_portal.directory.models import Member, Region

pytestmark = pytest.mark.django_db


def test_one_region_is_counted_as_in_the_table_of_all(django_assert_num_queries):
    made = consultation()
    for code in ("sen", "cmr", "fra"):
        answer(made, Member.objects.get(code=code), "1234")
    Member.objects.filter(code="cmr").update(left_on=dt.date(2019, 3, 20))

    table = {each.region: each for each in turnout.by_region(made)}

    for region in Region.objects.all():
        with django_assert_num_queries(2):
            assert turnout.of_region(made, region) == table[region]
    assert table[Region.objects.get(code="wca")].answered == 1
