"""Run only PostgreSQL and Valkey, for development and for tests."""

import os
import shutil
import tempfile
from argparse import REMAINDER
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from wco_portal.local import accounts, homes, servers
from wco_portal.local.places import Places
from wco_portal.local.supervisor import StartError, StoppedError, Supervisor


class Command(BaseCommand):
    """Start the servers; run a command while they are up, or wait for Ctrl-C."""

    help = "Run PostgreSQL and Valkey; with --exec, only as long as a command runs."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --temporary and --exec."""
        parser.add_argument("--temporary", action="store_true", help="throw the data away after")
        parser.add_argument("--exec", nargs=REMAINDER, metavar="WORD", help="the command to run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        try:
            with _folder(temporary=options["temporary"]) as var:
                code = self._run(var, options["exec"] or [], is_temporary=options["temporary"])
        except StartError as failure:
            raise CommandError(str(failure)) from None
        except StoppedError:
            code = 130
        if code:
            raise SystemExit(code)

    def _run(self, var: Path, command: list[str], *, is_temporary: bool) -> int:
        places = homes.settle(Places(var), accounts.server_account())
        supervisor = Supervisor(places.logs, self.stderr.write)
        with supervisor.on_duty():
            servers.start(
                supervisor,
                places,
                with_postgres=settings.EMBEDDED_DATABASE,
                with_valkey=settings.EMBEDDED_BROKER,
                careless=is_temporary,
            )
            if command:
                # The command chooses its settings itself: tests have their own.
                env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
                env |= {"PORTAL_VAR": str(var)} | (
                    {"TMPDIR": str(var.parent)} if is_temporary else {}
                )
                return supervisor.run(command, env)
            self.stdout.write(f"PostgreSQL and Valkey are up; sockets in {places.run}.")
            self.stdout.flush()
            supervisor.watch()
        return 0


@contextmanager
def _folder(*, temporary: bool) -> Iterator[Path]:
    """Give the folder for everything; a temporary one vanishes with all that hangs on it."""
    if not temporary:
        yield Path(settings.PORTAL_VAR)
        return
    var = Path(tempfile.mkdtemp(prefix="portal-", dir=homes.in_memory()))
    try:
        yield var
    finally:
        places = Places(var)
        for folder in {places.servers, places.run, var}:
            shutil.rmtree(folder, ignore_errors=True)
