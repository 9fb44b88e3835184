"""Count a file of ballots."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from strategy.rules import ballot_files, ballot_reports
from strategy.rules.ballot_files import MOST_BYTES, UnreadableError
from strategy.rules.intervals import REPEATS, SEED

# Fewer leave nothing to cut off at the ends, more are not waited for.
ROUNDS: Final = range(40, 100_001)


class Command(BaseCommand):
    """Print every figure of a ranking as JSON; ballots that cannot be read end with 2."""

    help = (
        "Read ballots, as JSON or as the CSV that a result page hands out, and print what the "
        "methods make of them, with the reason for each figure that does not exist."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and how the intervals are drawn."""
        parser.add_argument("file", help="the file of ballots")
        parser.add_argument("--seed", type=int, default=SEED, help="of the intervals' draw")
        parser.add_argument("--rounds", type=_rounds, default=REPEATS, help="of the same")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, count, print."""
        try:
            sheet = ballot_files.read(_data(options["file"]))
        except UnreadableError as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        for remark in sheet.remarks:
            self.stderr.write(remark)
        told = ballot_reports.report(sheet, seed=options["seed"], repeats=options["rounds"])
        self.stdout.write(json.dumps(told, indent=2, allow_nan=False))


def _data(place: str) -> bytes:
    """Read the file, a byte more than is allowed at most."""
    try:
        with Path(place).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as missing:
        why = getattr(missing, "strerror", None) or missing
        raise UnreadableError(f"{place} cannot be read: {why}.") from None


def _rounds(given: str) -> int:
    """Take as many rounds as a person would wait for."""
    if not given.isascii() or not given.isdigit() or int(given) not in ROUNDS:
        raise ValueError
    return int(given)
