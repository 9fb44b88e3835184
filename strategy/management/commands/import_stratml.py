"""Take in a plan from a StratML file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from strategy import selectors, services
from wco_portal.common.errors import DomainError
from wco_portal.common.guarded_xml import USUAL
from wco_portal.directory.models import Person


class Command(BaseCommand):
    """Print the report as JSON; without --dry-run, make a draft plan of the file."""

    help = (
        "Read a StratML file, Part 1 or 2, and print what was accepted, repaired and refused. "
        "Without --dry-run a draft plan is made: by the person of --by, else by the Secretariat."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the language that it is written in, and who brings it."""
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="only print the report")
        parser.add_argument(
            "--language", choices=["en", "fr"], help="else what the file says, else English"
        )
        parser.add_argument("--slug", default="", help="the name of the plan in its address")
        parser.add_argument("--by", default="", metavar="EMAIL", help="an editor of plans")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, report, and take in."""
        name, data = _read(options["file"])
        report = selectors.plan_imports.report(data)
        told = report.as_data()
        try:
            if report.outline is not None and not options["dry_run"]:
                options["language"] = options["language"] or report.outline.language or "en"
                told["plan"] = _take_in(data, name, options)
        except (DomainError, ValidationError) as no:
            raise CommandError("; ".join(getattr(no, "messages", [str(no)]))) from no
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        if not report.is_accepted:
            sys.exit(1)


@transaction.atomic
def _take_in(data: bytes, name: str, options: dict[str, Any]) -> str:
    by = _person(options["by"]) if options["by"] else None
    kept = services.plan_imports.keep(data, name=name, language=options["language"], by=by)
    return services.plan_imports.confirm(kept, slug=options["slug"], by=by).slug


def _read(place: str) -> tuple[str, bytes]:
    """Read the file, a byte more than is allowed at most."""
    try:
        if place == "-":
            return "-", sys.stdin.buffer.read(USUAL.size + 1)
        with Path(place).open("rb") as file:
            return Path(place).name, file.read(USUAL.size + 1)
    except OSError as missing:
        raise CommandError(f"{place} cannot be read: {missing.strerror}.") from missing


def _person(email: str) -> Person:
    found = Person.objects.active().filter(email__iexact=email).first()
    if found is None:
        raise CommandError(f"Nobody with an account has the address {email}.")
    return found
