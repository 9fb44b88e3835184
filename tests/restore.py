"""Give a portal what a database of the tests holds."""

import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from wco_portal.local import accounts, homes
from wco_portal.local.places import Places

ROOT = Path(__file__).resolve().parent.parent
RESTORE = '"$1" --no-owner --no-comments -d "$2" "$3" && "$4" -q -d "$2" -c "$5"'
QUICK_HASHES = "UPDATE directory_person SET password = '{}' WHERE password LIKE 'md5%'"


def restore(stack, name, *, password):
    """Give a portal what a database of the tests holds, for to load it again takes a minute.

    That an empty portal loads it by itself is tried by tests/local/test_start.py.
    """
    connection.close()
    ours = Places(Path(settings.PORTAL_VAR))
    programs = homes.postgres_programs(ours, accounts.server_account())
    dump, source = stack.var / "demonstration", ours.database_url(name)
    target = homes.settle(stack.places, accounts.server_account()).database_url()
    subprocess.run([programs / "pg_dump", "-Fc", "-Z0", "-f", dump, source], check=True)
    # The tests' own hash is a quick one, which the portal does not take.
    known = Argon2PasswordHasher().encode(password, "salt-of-the-tests")
    words = [
        programs / "pg_restore",
        target,
        dump,
        programs / "psql",
        QUICK_HASHES.format(known),
    ]
    subprocess.run(
        [sys.executable, "manage.py", "servers", "--exec", "sh", "-c", RESTORE, "sh", *words],
        cwd=ROOT,
        env=stack.env,
        check=True,
    )
    dump.unlink()
    if (kept := Path(settings.MEDIA_ROOT)).is_dir():
        shutil.copytree(kept, stack.var / "files", dirs_exist_ok=True)
