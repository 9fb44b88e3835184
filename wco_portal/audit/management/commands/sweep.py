"""Do what is due, without the broker."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections, connection

from wco_portal.audit.services import outbox

LOCK = 7_190_117


class Command(BaseCommand):
    """Sweep once, or for ever under one session lock."""

    help = "Do what is due: once, or --forever every 20 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --forever."""
        parser.add_argument("--forever", action="store_true")
        parser.add_argument("--every", type=float, default=20.0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep."""
        if not options["forever"]:
            self.stdout.write(f"{outbox.sweep()} done")
            return
        while True:
            try:
                self._sweep_if_first()
            except OperationalError as away:
                self.stderr.write(f"The database is away: {away}")
            close_old_connections()
            time.sleep(options["every"])

    def _sweep_if_first(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not (cursor.fetchone() or (False,))[0]:
                return
        try:
            outbox.sweep()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
