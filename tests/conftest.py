"""What every test stands on: a real PostgreSQL with the reference data in it."""

import datetime as dt
import gc
from collections import Counter
from contextlib import ExitStack

import pytest
from django.db import connection
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

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
from tests.whole import IS_WHOLE
from wco_portal.common import clock
from wco_portal.common.models import BusinessClock

# How long an invented case takes says something of the machine, not of the code.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")
# Where `make test` looks for what runs by itself.
ALONE = ("/races/", "tests/common/")
# What a file of these makes is for all its tests: a portal, or the walks of everybody.
WHOLE = ("tests/functional/", "tests/local/", "tests/faults/", "tests/pages/")
# These begin by making the portal that all others are copies of; these others need neither it nor
# the demonstration, so the second process goes through them while the first one makes both.
PORTAL = ("tests/functional/", "tests/faults/")
MEANWHILE = ("/rules/", "/publishing/")


class ByFileOrTest(LoadScopeScheduling):  # type: ignore[misc]  # -- xdist has no types
    """Give a process one test after the other, but some files whole; both as they are sorted."""

    def _split_scope(self, nodeid):
        return nodeid.partition("::")[0] if nodeid.startswith(WHOLE) else nodeid


def pytest_collection_modifyitems(config, items):
    """Leave to `make whole` what is for it; refuse what `make test` would run beside others."""
    strays = [
        each.nodeid
        for each in items
        if each.get_closest_marker("alone") and not any(part in each.nodeid for part in ALONE)
    ]
    if strays:
        msg = f"`make test` looks for tests that run alone in {ALONE}: {strays}"
        raise pytest.UsageError(msg)
    if not IS_WHOLE:
        config.hook.pytest_deselected(items=[i for i in items if i.get_closest_marker("whole")])
        items[:] = [each for each in items if not each.get_closest_marker("whole")]
    _sort(items)


def _sort(items):
    """Put first what takes long: a file with a portal, what can be done meanwhile, other files."""
    files = Counter(_file(each) for each in items if each.nodeid.startswith(WHOLE))
    longest = [name for name, _tests in files.most_common()]
    first = next((name for name in longest if name.startswith(PORTAL)), "")
    places = {name: place for place, name in enumerate(longest, start=2)} | {first: 0}
    last = len(places) + 2

    def place(item):
        return (
            1 if any(part in item.nodeid for part in MEANWHILE) else places.get(_file(item), last)
        )

    items.sort(key=place)


def _file(item):
    return item.nodeid.partition("::")[0]


def pytest_collection_finish():
    """Let the collector leave alone what stays to the end: a tenth of the time of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_xdist_make_scheduler(config, log):
    """Share the tests out."""
    return ByFileOrTest(config, log)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """Give this process a database with the reference data in it."""
    name = f"test_{worker_id}"
    with django_db_blocker.unblock():
        databases.copy(databases.reference(), name)
        with databases.database(name):
            yield
        databases.drop(name)


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
        ahead_by = moment - timezone.now()
        if not BusinessClock.objects.filter(id=1).update(ahead_by=ahead_by):
            BusinessClock.objects.create(id=1, ahead_by=ahead_by)
        holding.close()
        holding.enter_context(clock.held())
        return moment

    with ExitStack() as holding:
        yield set_to


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
