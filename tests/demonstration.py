"""The databases of the tests: made once for a server, then copied for each process.

A copy takes half a second; reference data and demonstration take as long as a hundred tests. What a
copy is made from carries a hash of all that it depends on in its name, so a server that stays up
(`make servers`) never gives an old one.
"""

import fcntl
import hashlib
import io
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from tests import tables

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("wco_portal", "strategy", "communications", "conferences")
# What was made from other files than those of today begins with this too, and is thrown away.
REFERENCE, DEMONSTRATION = "test_of_reference", "test_of_demonstration"


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
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def drop(name):
    """Throw a database away, with those who are still in it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        _drop(cursor, name)


def _drop(cursor, name):
    try:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    except ProgrammingError:
        # The server's own vacuum is in it: only without force is that one sent away.
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def reference():
    """Name a database that holds the reference data and nothing else; nobody works in it."""

    def fill():
        tables.make()
        call_command("load_reference", stdout=io.StringIO())

    return _made(REFERENCE, "template0", fill)


def demonstration_whole():
    """Name a database that holds the demonstration; nobody works in it."""

    def fill():
        # What the test before has sent is not the demonstration's.
        getattr(mail, "outbox", []).clear()
        call_command("load_demo", stdout=io.StringIO())
        assert not getattr(mail, "outbox", []), "The demonstration sends nothing."

    return _made(DEMONSTRATION, reference(), fill)


def _made(kind, source, fill):
    name = f"{kind}_{_fingerprint()}"
    with (Path(settings.PORTAL_VAR) / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{kind}_%"])
            there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            for old in there:
                drop(old)
            copy(source, f"{name}_unfinished")
            with database(f"{name}_unfinished"):
                fill()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
    return name


@cache
def _fingerprint():
    """Sum up the product's code and data."""
    files = sorted(
        path
        for package in PRODUCT
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo", ".po"}
    )
    told = hashlib.sha256()
    for path in files:
        told.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return told.hexdigest()[:12]


@pytest.fixture(scope="session")
def demonstration_database(django_db_setup, django_db_blocker, worker_id):
    """Name this process's copy of the demonstration."""
    name = f"test_demonstration_{worker_id}"
    with django_db_blocker.unblock():
        copy(demonstration_whole(), name)
        yield name
        drop(name)


@pytest.fixture(scope="module")
def demonstration(demonstration_database, django_db_blocker):
    """Try a module on the whole demonstration, and take back what it did."""
    with django_db_blocker.unblock(), lent(demonstration_database):
        yield


@contextmanager
def lent(name):
    """Work in another database, and take back what was done there."""
    with database(name), transaction.atomic():
        with connection.cursor() as cursor:
            # Between two queries a slow machine may think for longer than a page ever would.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield
        transaction.set_rollback(True)
