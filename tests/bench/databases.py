"""The bench's database: made once, copied for every run, so that every run starts alike.

`FRESH=1 make bench` makes it anew; so does a change of what it comes from.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
MADE, RUN = "portal", "bench"
# What the data comes from.
SOURCES = ("migrations/*.py", "data/*", "demo/*.py", "demonstration/*.py", "bench/*data.py")
OURS = ("wco_portal", "strategy", "communications", "conferences", "tests")
FILL = "from tests.bench import data; data.make()"


def ready(places):
    """Make what is missing, copy it, and return the address of the copy."""
    mark, known = places.var / "bench-data", fingerprint()
    if os.environ.get("FRESH") == "1" or not mark.exists() or mark.read_text() != known:
        mark.unlink(missing_ok=True)
        _owner(places, "DROP DATABASE IF EXISTS {} WITH (FORCE)", MADE)
        _owner(places, "CREATE DATABASE {}", MADE)
        _python("manage.py", "prepare")
        _python("manage.py", "shell", "--no-imports", "-c", FILL)
        mark.write_text(known)
    else:
        _python("manage.py", "prepare")
    _owner(places, "DROP DATABASE IF EXISTS {} WITH (FORCE)", RUN)
    _owner(places, "CREATE DATABASE {} TEMPLATE {}", RUN, MADE)
    return places.database_url(RUN)


def fingerprint():
    """Give one mark for all that the data is made from."""
    digest = hashlib.sha256()
    for package in OURS:
        for pattern in SOURCES:
            for path in sorted((ROOT / package).rglob(pattern)):
                digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _python(*words):
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True)


def _owner(places, statement, *names):
    address = places.database_url("postgres")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
