"""Give a person a key to the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wco_portal.api.services import tokens
from wco_portal.directory.models import Person


class Command(BaseCommand):
    """Print a fresh token; only its hash is kept."""

    help = "Print a fresh API token of a person."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address, and for how long."""
        parser.add_argument("email")
        parser.add_argument("--days", type=int, default=30)

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue."""
        person = Person.objects.active().filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody with an account has the address {options['email']}.")
        if not 1 <= options["days"] <= tokens.MOST_DAYS:
            raise CommandError(f"A token lives from 1 to {tokens.MOST_DAYS} days.")
        self.stdout.write(tokens.issue(person, lives=dt.timedelta(days=options["days"])))
