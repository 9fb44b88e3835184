"""What may die, and how the portal gets over it."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest

from tests.stack import until
from wco_portal.local import portal

pytestmark = [pytest.mark.system, pytest.mark.whole]


def alive(stack):
    return portal.is_ready(stack.port)


def owner(stack):
    return psycopg.connect(
        host=str(stack.places.run),
        user="postgres",
        dbname="postgres",
        password=stack.places.secret("postgres"),
        autocommit=True,
    )


def test_web_worker_killed_is_replaced(stack):
    master = stack.pid("web")
    worker = int(Path(f"/proc/{master}/task/{master}/children").read_text().split()[0])

    os.kill(worker, signal.SIGKILL)

    until(lambda: alive(stack) and not Path(f"/proc/{worker}").exists())
    assert all(alive(stack) for _ in range(20))


@pytest.mark.parametrize("name", ["web", "worker", "beat", "sweep", "valkey", "postgres"])
def test_process_killed_starts_again(stack, name):
    before = stack.pid(name)

    os.kill(before, signal.SIGKILL)

    stack.replaced(name, before)
    until(lambda: alive(stack))
    assert stack.get("/en/")[0] == 200


def test_database_away_says_so_in_both_languages_and_comes_back(stack):
    with owner(stack) as connection:
        connection.execute("ALTER DATABASE portal ALLOW_CONNECTIONS false")
        try:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'portal'"
            )
            status, headers, english = stack.get("/en/")
            french = stack.get("/fr/")
            ready, alive_still = stack.get("/readyz")[0], stack.get("/livez")[0]
        finally:
            connection.execute("ALTER DATABASE portal ALLOW_CONNECTIONS true")

    assert (status, french[0], ready, alive_still) == (503, 503, 503, 200)
    assert headers["Retry-After"]
    assert 'lang="en"' in english
    assert 'lang="fr"' in french[2]
    assert "Traceback" not in english
    # Every process finds the way back by itself.
    until(lambda: all(stack.get(f"/{language}/")[0] == 200 for language in ("en", "fr") * 8))


def test_broker_away_costs_no_page(stack):
    os.kill(stack.pid("valkey"), signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert stack.get("/en/")[0] == 200
        assert time.monotonic() - start < 5
    finally:
        os.kill(stack.pid("valkey"), signal.SIGCONT)
