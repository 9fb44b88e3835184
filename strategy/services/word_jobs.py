"""Have Word files read by a worker: what is hostile in one costs a worker, never the pages."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from strategy import selectors
from strategy.models import Plan
from strategy.selectors.word_jobs import PURPOSE
from strategy.services import word_imports, word_returns
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common.bilingual import active, in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.files import selectors as stored
from wco_portal.files.services import files
from wco_portal.files.tables import DOCX
from wco_portal.jobs import services as jobs
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import Tell
from wco_portal.publishing.rules import schema
from wco_portal.publishing.rules.word import package
from wco_portal.publishing.rules.word.findings import Refused

KIND: Final = "plan_word"
# A file waits for its worker that long, and no longer.
KEPT_FOR: Final = dt.timedelta(days=1)
# Whoever sends the same file again within that time gets the same report.
SAME_WITHIN: Final = dt.timedelta(minutes=10)


@transaction.atomic
def ask(
    data: bytes,
    *,
    name: str,
    by: Person,
    language: str = "",
    plan: Plan | None = None,
    then: Mapping[str, Any] | None = None,
) -> Job:
    """Ask for a file to be read: a new one, or one that comes back to a plan.

    `then`: a program wants it done at once; the words that `confirm`, or `bring_back`, takes.
    """
    policies.require(by, Permission.PLAN_EDIT, plan)
    _look(data)
    given: dict[str, Any] = {"name": name[-200:], "language": language, "said_in": active()}
    given |= {"plan": plan.public_id if plan else None, "then": dict(then) if then else None}
    key = schema.digest([hashlib.sha256(data).hexdigest(), given, by.key])
    found = jobs.jobs.last(KIND, key=key, by=by, since=SAME_WITHIN)
    if found is not None and selectors.word_jobs.is_of_use(found):
        return found
    made = files.Made(given["name"], DOCX, data)
    file = files.keep(made, purpose=PURPOSE, owner=by.public_id, retained_for=KEPT_FOR)
    title = in_both(_("Reading the file %(name)s"), name=given["name"])
    return jobs.jobs.ask(KIND, key=key, title=title, data=given | {"file": file.public_id}, by=by)


def _look(data: bytes) -> None:
    """Refuse at once what needs no reading to be refused."""
    try:
        package.look(data)
    except Refused as no:
        raise DomainError(no.words, code="word_refused") from no


def make(job: Job, tell: Tell) -> None:
    """Read the file that a job was asked for; keep what was read, and forget the file."""
    file = selectors.word_jobs.file(job)
    if file is None:
        raise DomainError(_("The file is not kept any more. Send it again."), code="word_gone")
    tell(10, _("Reading the file"))
    try:
        with transaction.atomic(), override(job.data["said_in"]):
            made = _made(job, stored.files.data(file))
            if not jobs.jobs.finish(job, made=made):  # Another worker took the job up meanwhile.
                transaction.set_rollback(True)
    except DomainError:
        files.forget(file)
        raise
    except ValidationError as no:
        files.forget(file)
        raise DomainError(" ".join(no.messages), code="word_refused") from no
    files.forget(file)


def _made(job: Job, data: bytes) -> dict[str, str]:
    """Do with a file what was asked for, and say what was made: a report, or a plan."""
    given, by = job.data, job.by
    assert by is not None  # noqa: S101 -- the service asks for a person
    plan = selectors.word_jobs.plan(job)
    then = given["then"]
    if plan is not None and then is not None:
        word_returns.bring_back(plan, data, name=given["name"], **then, by=by)
        return {"slug": plan.slug}
    if plan is not None:
        back = word_returns.keep(plan, data, name=given["name"], by=by)
        return {"slug": plan.slug, "report": back.public_id}
    kept = word_imports.keep(data, name=given["name"], language=given["language"], by=by)
    if then is None:
        return {"report": kept.public_id}
    days = {each: dt.date.fromisoformat(then[each]) for each in ("starts_on", "ends_on")}
    return {"slug": word_imports.confirm(kept, **(then | days), by=by).slug}
