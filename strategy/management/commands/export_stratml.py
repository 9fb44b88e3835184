"""Write a plan as StratML."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from strategy import selectors
from strategy.models import Plan


class Command(BaseCommand):
    """Write the plan as it stands, drafts included, to standard output."""

    help = "Write a plan, named by its slug or id, as a valid StratML document."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the plan, the Part and the language."""
        parser.add_argument("plan", help="the name in the address, or the id")
        parser.add_argument("--part", type=int, choices=[1, 2], default=1)
        parser.add_argument("--language", choices=["en", "fr"], default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        try:
            plan = selectors.plan_outlines.of_any(options["plan"])
        except Plan.DoesNotExist as missing:
            raise CommandError(f"There is no plan {options['plan']}.") from missing
        with translation.override(options["language"]):
            given = selectors.plan_outlines.working(plan)
            made = selectors.plan_outlines.stratml(given, options["part"], options["language"])
        self.stdout.write(made.decode(), ending="")
