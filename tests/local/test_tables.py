"""The tables of the tests are those of a portal."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests import demonstration, tables
from wco_portal.local import accounts, homes
from wco_portal.local.places import Places

# An index keeps its name when its column gets another; Django's own table has numbers of its own.
RENAMED = {
    "strategy_measurement_reported_by_id_b2a9ad22": "strategy_measurement_entered_by_id_52674152"
}
THEIRS = "auth_group_permissions"


@pytest.mark.whole
@pytest.mark.timeout(600)
def test_tables_made_from_the_models_are_those_of_the_migrations(
    django_test_environment, django_db_blocker, worker_id
):
    with django_db_blocker.unblock():
        made = _schema(f"test_made_{worker_id}", tables.make)
        migrated = _schema(
            f"test_migrated_{worker_id}", lambda: call_command("migrate", verbosity=0)
        )
    assert len(made) > 4000
    assert made == migrated


def _schema(name, fill):
    """Say line by line what a fresh database holds, in no order: columns may stand in another."""
    demonstration.copy("template0", name)
    with demonstration.database(name):
        fill()
    ours = Places(Path(settings.PORTAL_VAR))
    program = homes.postgres_programs(ours, accounts.server_account()) / "pg_dump"
    words = [program, "--schema-only", "--no-owner", "-T", f"{THEIRS}*", ours.database_url(name)]
    dump = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
    demonstration.drop(name)
    for old, new in RENAMED.items():
        dump = dump.replace(old, new)
    return sorted(
        line.removesuffix(",") for line in dump.splitlines() if not re.match(r"--|\\|$", line)
    )
