"""The table of kinds of jobs: what each does, and the page that it leads back to.

In `apps.ready()`:

    add_kind("plan-print", run=services.prints.make, address=selectors.prints.address)

`run(job, tell)` returns the file that it made; it may run twice, when a worker is killed, and
then makes the same. `tell(percent, words)` says how far it is. A `DomainError` ends the job with
its words; anything else is tried again. A kind that makes no file calls `jobs.finish` in the
transaction in which it writes, so that it happens once, and returns None; `leads_to` says at which
page what came of it stands, from `job.data` alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from wco_portal.files.models import File
from wco_portal.jobs.models import Job

Tell = Callable[[int, Promise], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    run: Callable[[Job, Tell], File | None]
    address: Callable[[Job], str]
    leads_to: Callable[[Job], str] | None = None


KINDS: dict[str, Kind] = {}


def add_kind(
    name: str,
    *,
    run: Callable[[Job, Tell], File | None],
    address: Callable[[Job], str],
    leads_to: Callable[[Job], str] | None = None,
) -> None:
    """Fill a row of the table, once."""
    if name in KINDS:
        msg = f"the kind {name} is already there"
        raise ValueError(msg)
    KINDS[name] = Kind(name, run, address, leads_to)
