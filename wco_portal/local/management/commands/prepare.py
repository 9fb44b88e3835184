"""Make the database and the files ready for the portal of this version."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection


class Command(BaseCommand):
    """Check, migrate, load, collect: each step does nothing when it was done before."""

    help = "Migrate, load the reference data and, if offered, the demonstration; collect files."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare."""
        try:
            self._check_letters()
        except DatabaseError as away:
            raise CommandError(
                f"The database does not answer: {str(away).strip()}\n"
                "Look at DATABASE_URL, or leave it empty to run the portal's own PostgreSQL."
            ) from None
        self._take_time()
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        call_command("load_reference", stdout=self.stdout)
        self._load_demonstration()
        self._collect()

    def _check_letters(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT lower('É') = 'é', current_setting('server_version_num')::int")
            knows_letters, version = cursor.fetchone() or (False, 0)
        if version < 150000:  # noqa: PLR2004 -- PostgreSQL's way to write 15.0
            raise CommandError("The portal needs PostgreSQL 15 or newer.")
        if not knows_letters:
            raise CommandError(
                "This database does not know that É and é are one letter, so search would miss "
                "French. Make a database with the locale C.UTF-8 or fr_FR.UTF-8 and point "
                "DATABASE_URL to it."
            )

    def _take_time(self) -> None:
        """Let a transaction think between its statements, as long as a slow machine needs."""
        with connection.cursor() as cursor:
            cursor.execute("SET idle_in_transaction_session_timeout = 0")

    def _load_demonstration(self) -> None:
        if not settings.PORTAL_DEMO or "load_demo" not in get_commands():
            return
        if not get_user_model().objects.exists():
            self.stdout.write("Loading the demonstration; this takes up to a minute.")
            call_command("load_demo", stdout=self.stdout)

    def _collect(self) -> None:
        """Collect the static files when one of them changed since the last time."""
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        digest = hashlib.sha256()
        for finder in get_finders():
            for name, storage in finder.list(ignore_patterns=None):
                digest.update(f"{name} {storage.get_modified_time(name)}\n".encode())
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())
