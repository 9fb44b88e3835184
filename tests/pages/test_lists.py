"""Every list of the pages asks as often for one row as for many, and so often exactly."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages.lists import LISTS, others, platform, strategy  # noqa: F401 -- they fill the table

pytestmark = pytest.mark.django_db
ROW = re.compile(rb"<(?:li|tr|article)\b")


def asked(client, path):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert response.status_code == 200
    return len(queries), (len(ROW.findall(response.content)), len(response.content))


@pytest.mark.parametrize("name", sorted(LISTS))
def test_list_asks_as_often_for_one_row_as_for_many(name):
    queries, prepare = LISTS[name]
    address, who, more = prepare()
    first, last = address if isinstance(address, tuple) else (address, address)
    client = Client()
    if who is not None:
        client.force_login(who)

    more()
    one, short = asked(client, first)
    more()
    more()
    many, long = asked(client, last)

    assert (one, many) == (queries, queries)
    assert long > short
