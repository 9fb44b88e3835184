"""A wrong setting stops the start with a sentence that says what to do."""

import os
import subprocess
import sys

import pytest

from tests.stack import ROOT


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "eighty", "PORT must be a number from 1 to 65535, not 'eighty'."),
        ("PORTAL_DEMO", "yes", "PORTAL_DEMO must be 0 or 1, not 'yes'."),
        ("PORTAL_BASE_URL", "portal.example", "PORTAL_BASE_URL must be an address such as"),
        ("PORTAL_BASE_URL", "https://portal.example", "Demonstration mode has public passwords"),
        ("PORTAL_ZONE", "Brussels", "PORTAL_ZONE must be a zone such as Europe/Brussels"),
        ("DATABASE_URL", "mysql://localhost/portal", "DATABASE_URL must be an address such as"),
        ("DATABASE_URL", "postgres://localhost", "DATABASE_URL must name the database after"),
        ("PORTAL_VAR", "/proc/nowhere", "PORTAL_VAR must be a folder that can be written"),
        ("PORTAL_POOL", "0", "PORTAL_POOL must be a number from 1 to 1000000, not '0'."),
        ("PORTAL_LIMIT_WRITES", "many", "PORTAL_LIMIT_WRITES must be a number from 1"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must be an address such as"),
        ("EMAIL_URL", "mail.example", "EMAIL_URL must be an address such as"),
    ],
)
def test_wrong_setting_stops_the_start(name, value, sentence):
    env = {"PATH": os.environ["PATH"], "PORTAL_DEMO": "1", name: value}

    started = subprocess.run(
        [sys.executable, "manage.py", "portal"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert started.stderr.startswith(f"The portal does not start: {sentence}")
    assert started.stderr.count("\n") == 1
