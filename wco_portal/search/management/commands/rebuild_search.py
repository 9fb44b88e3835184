"""Build the index anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from wco_portal.search.services import index


class Command(BaseCommand):
    """Renew every entry."""

    help = "Build the search index anew from the apps' own records."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild."""
        self.stdout.write(f"{index.rebuild()} entries")
