"""What every test stands on: a real PostgreSQL with the reference data in it."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from tests import demonstration as databases
from tests.demonstration import demonstration, demonstration_database  # noqa: F401 -- fixtures
from tests.stack import (  # noqa: F401 -- fixtures
    browser,
    new_page,
    page,
    pytest_sessionfinish,
    seed,
    sign_in,
    stack,
)
from wco_portal.common import clock
from wco_portal.common.models import BusinessClock


def _prepare():
    call_command("load_reference", stdout=io.StringIO())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        _prepare()


@pytest.fixture
def committed(django_db_setup, django_db_blocker, worker_id):
    """A database of its own for a test that commits: threads and other processes see its rows.

    Not together with `db` or the mark `django_db`, which take back all that a test does.
    """
    name = f"test_committed_{worker_id}"
    with django_db_blocker.unblock():
        databases.copy(connection.settings_dict["NAME"], name)
        with databases.database(name):
            yield
        databases.drop(name)


@pytest.fixture
def business_time(request):
    """Set the business clock: `business_time(2019, 3, 27, 9)` in Brussels; it runs on."""
    if "committed" not in request.fixturenames:
        request.getfixturevalue("db")

    def set_to(*parts):
        moment = dt.datetime(*parts, tzinfo=clock.zone())
        BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": moment - timezone.now()})
        return moment

    return set_to


@pytest.fixture(autouse=True)
def _march_2019(request):
    """Tests with a database live at 27 March 2019, 09:00 Brussels, unless they say otherwise."""
    if "committed" in request.fixturenames:
        request.getfixturevalue("committed")  # The clock stands in that database.
    if {"db", "committed"} & set(request.fixturenames) or (
        request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("business_time")(2019, 3, 27, 9)


@pytest.fixture(autouse=True)
def _english():
    """A request in French leaves its language behind: every test starts in English."""
    with translation.override("en"):
        yield
