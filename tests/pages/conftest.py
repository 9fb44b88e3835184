"""A thing of each kind, made once for all walks of a process."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests import demonstration as databases
from tests.pages.things import things


@pytest.fixture(scope="session")
def made_things(demonstration_database, django_db_blocker, worker_id):
    """Name this process's database with one thing of each kind, and give the things."""
    name = f"test_things_{worker_id}"
    with django_db_blocker.unblock():
        databases.copy(demonstration_database, name)
        with databases.database(name), transaction.atomic():
            made = things()
        yield name, made
        databases.drop(name)


@pytest.fixture(scope="module")
def has(made_things, django_db_blocker):
    """Try a module on one thing of each kind, and take back what it did."""
    name, made = made_things
    with django_db_blocker.unblock(), databases.lent(name):
        yield deepcopy(made)
