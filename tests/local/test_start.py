"""Starting, stopping, starting again: what `make run` promises."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.stack import ROOT, copy_of, new_stack, until
from wco_portal.local.places import Places

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


@pytest.mark.whole
def test_second_portal_in_the_same_folder_is_refused(stack):
    second = subprocess.run(
        [sys.executable, "manage.py", "portal"],
        cwd=ROOT,
        env={**stack.env, "PORT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    assert "already running from this folder" in second.stderr


@pytest.mark.whole
def test_empty_folder_becomes_a_portal_with_the_demonstration():
    """The walks begin with a copy of the tests' demonstration; here it is loaded."""
    with new_stack(PORTAL_DEMO="1") as stack:
        stack.start()

        assert "Loading the demonstration" in stack.output
        assert stack.get("/en/plans/2019-2022/")[0] == 200
        with stack.connect() as database:
            (accounts,) = database.execute("SELECT count(*) FROM directory_person").fetchone()
        assert accounts > 200


@pytest.mark.whole
def test_killed_runner_takes_its_processes_along_and_the_data_stay(seed):
    """That Ctrl-C leaves no process is asserted where the seed is made."""
    with copy_of(seed) as stack:
        stack.start()
        with stack.connect() as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        pids = stack.pids()

        stack.process.kill()
        stack.process.wait()

        until(lambda: not [pid for pid in pids if Path(f"/proc/{pid}").exists()])
        stack.start(wait=60)
        with stack.connect() as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


@pytest.mark.whole
def test_folder_too_deep_for_sockets_and_closed_to_others_still_works(tmp_path):
    deep = tmp_path / "é x" / ("deep" * 25)
    deep.mkdir(parents=True)
    deep.chmod(0o700)

    started = subprocess.run(
        [sys.executable, "manage.py", "servers", "--exec", "true"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "", "REDIS_URL": "", "PORTAL_VAR": str(deep)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (started.returncode, started.stderr) == (0, "")


def test_servers_let_nobody_in_without_the_password():
    places = Places(Path(settings.PORTAL_VAR))  # The tests' own.
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(places.run), user="postgres", password="x", dbname="portal")
    assert places.run.stat().st_mode & 0o777 == 0o700
    assert (places.var / "secrets" / "database").stat().st_mode & 0o777 == 0o600
