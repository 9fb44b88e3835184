"""What every test stands on: a real PostgreSQL with the reference data in it."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation
from pytest_django.plugin import blocking_manager_key

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

EMPTIED = pytest.StashKey[bool]()


def _prepare():
    with connection.cursor() as cursor:
        # Transactional tests empty tables; the trigger itself has a test of its own.
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_not_emptied")
    call_command("load_reference", stdout=io.StringIO())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        _prepare()


@pytest.fixture
def committed(transactional_db):
    """A test that commits: threads and other processes see its rows."""
    call_command("load_reference", stdout=io.StringIO())


def _uses(item, *fixtures):
    return bool(set(fixtures) & set(getattr(item, "fixturenames", ())))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Fill the tables again that a test emptied which commits; the next one may not."""
    in_database = item.get_closest_marker("django_db") or _uses(item, "db", "demonstration")
    if not item.config.stash.get(EMPTIED, False) or not in_database:
        return
    with item.config.stash[blocking_manager_key].unblock():
        call_command("load_reference", stdout=io.StringIO())
    item.config.stash[EMPTIED] = False


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    """Remember that the tables are about to be emptied."""
    if _uses(item, "transactional_db"):
        item.config.stash[EMPTIED] = True


@pytest.fixture
def business_time(db):
    """Set the business clock: `business_time(2019, 3, 27, 9)` in Brussels; it runs on."""

    def set_to(*parts):
        moment = dt.datetime(*parts, tzinfo=clock.zone())
        BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": moment - timezone.now()})
        return moment

    return set_to


@pytest.fixture(autouse=True)
def _march_2019(request):
    """Tests with a database live at 27 March 2019, 09:00 Brussels, unless they say otherwise."""
    if {"db", "committed", "transactional_db"} & set(request.fixturenames) or (
        request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("business_time")(2019, 3, 27, 9)


@pytest.fixture(autouse=True)
def _english():
    """A request in French leaves its language behind: every test starts in English."""
    with translation.override("en"):
        yield
