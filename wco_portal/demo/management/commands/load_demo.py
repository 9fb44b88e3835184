"""Fill a database that holds reference data only with the demonstration."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.common.models import BusinessClock
from wco_portal.demo import accounts, parts
from wco_portal.directory.models import Person, Region
from wco_portal.search.services import index


class Command(BaseCommand):
    """Load the demonstration, all or nothing; it sends nothing."""

    help = "Load the demonstration into a database that holds reference data only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        if not settings.PORTAL_DEMO:
            raise CommandError(
                "This is not a demonstration: set PORTAL_DEMO=1 if the database may be filled."
            )
        with transaction.atomic():
            self._require_fresh()
            self._set_clock()
            with clock.held(), outbox.settled():
                self.stdout.write(f"accounts: {accounts.make()}")
                for name, load in parts.functions():
                    began = time.monotonic()
                    load()
                    self.stdout.write(f"{name}: {time.monotonic() - began:.1f} s")
                index.rebuild()

    def _require_fresh(self) -> None:
        if not Region.objects.exists():
            raise CommandError("There is no reference data yet: run `manage.py load_reference`.")
        if Person.objects.exists():
            raise CommandError(
                "Somebody has an account here already; the demonstration needs a fresh database."
            )

    def _set_clock(self) -> None:
        ahead_by = clock.DEMONSTRATION_START - timezone.now()
        BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": ahead_by})
        clock.forget()
