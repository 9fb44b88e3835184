"""The demonstration in a database of its own: loaded once in a run, copied for each process."""

import fcntl
import io
from contextlib import contextmanager

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection, transaction

TEMPLATE = "test_demonstration"


@contextmanager
def database(name):
    """Work in another database for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def copy(source, name):
    """Make a database anew, as a copy."""
    connection.close()  # Nobody may be in what is copied.
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def exists(name):
    """Say whether there is such a database, from an earlier run with --reuse-db."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def drop(name):
    """Throw a database away."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _load():
    copy(connection.settings_dict["NAME"], TEMPLATE)
    with database(TEMPLATE):
        call_command("load_demo", stdout=io.StringIO())
        assert not getattr(mail, "outbox", []), "The demonstration sends nothing."


@pytest.fixture(scope="session")
def demonstration_database(
    request, django_db_setup, django_db_blocker, tmp_path_factory, worker_id
):
    """Name this process's copy; the first process of the run loads what all copy."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent
    name, mark = f"{TEMPLATE}_{worker_id}", folder / "demonstration"
    with django_db_blocker.unblock():
        with (folder / "demonstration.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not mark.exists():
                if not (request.config.getoption("reuse_db") and exists(TEMPLATE)):
                    _load()
                mark.touch()
            copy(TEMPLATE, name)
        yield name
        drop(name)


@pytest.fixture(scope="module")
def demonstration(demonstration_database, django_db_blocker):
    """Try a module on the whole demonstration, and take back what it did."""
    with django_db_blocker.unblock(), database(demonstration_database), transaction.atomic():
        with connection.cursor() as cursor:
            # Between two queries a slow machine may think for longer than a page ever would.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
        transaction.set_rollback(True)
