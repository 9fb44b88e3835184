"""Check the hash chain of every text."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wco_portal.publishing.services import chain


class Command(BaseCommand):
    """Walk every chain; report the first broken link of each."""

    help = "Check every saved and frozen version against its hash."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check."""
        broken = list(chain.breaks())
        for link in broken:
            self.stderr.write(f"{link.what}, version {link.version}: {link.why}")
        if broken:
            raise CommandError(f"{len(broken)} histories do not hold.")
        self.stdout.write("Every history holds.")
