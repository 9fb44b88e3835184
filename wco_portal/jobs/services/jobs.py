"""Ask for jobs, and do them: each once, however often a worker dies over it.

Asking writes a row and wakes a worker after the commit; every sweep does what is due. A worker
holds a job under a lease that it renews with each word of its progress; a killed worker's job is
taken up by the next sweep after that. A worker that comes back late finds that it is no longer
the newest, and what it did counts for nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.audit import services as audit
from wco_portal.common.bilingual import LANGUAGES, in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.files.models import File
from wco_portal.jobs.enums import UNFINISHED, JobState
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import KINDS

log = logging.getLogger(__name__)

LEASE_SECONDS: Final = 90
MOST_ATTEMPTS: Final = 3
KEPT_FOR: Final = dt.timedelta(days=7)

CLAIM: Final = """
UPDATE jobs_job
SET state = 'running', attempts = attempts + 1,
    lease_until = clock_timestamp() + make_interval(secs => %s),
    started_at = coalesce(started_at, clock_timestamp())
WHERE id = (
    SELECT id FROM jobs_job
    WHERE state IN ('queued', 'running') AND due_at <= clock_timestamp()
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def ask(
    kind: str,
    *,
    key: str,
    title: Mapping[str, str],
    data: Mapping[str, Any],
    by: Person | None,
    is_public: bool = False,
) -> Job:
    """Ask for a job; while one with the same key is not finished, that is the job."""
    held = Job.objects.filter(kind=kind, key=key, state__in=UNFINISHED)
    if found := held.first():
        return found
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                data=dict(data),
                by=by,
                is_public=is_public,
                **{f"title_{language}": title[language] for language in LANGUAGES},
            )
            audit.record("jobs.job.asked", target=job, by=by, data={"kind": kind})
            audit.wake_after_commit()
    except IntegrityError:  # Somebody asked for the same at the same moment.
        return held.get()
    return job


def run_due(_at: dt.datetime) -> int:
    """Do the jobs that are due; return how many were taken up."""
    done = 0
    while (job := _claim()) is not None:
        _run(job)
        done += 1
    return done


def _claim() -> Job | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [LEASE_SECONDS])
        found = cursor.fetchone()
    return Job.objects.select_related("by").get(pk=found[0]) if found else None


def _run(job: Job) -> None:
    kind = KINDS.get(job.kind)
    if kind is None or job.attempts > MOST_ATTEMPTS:
        fail(job, _given_up())
        return
    try:
        file = kind.run(job, partial(advance, job))
        if file is not None:
            finish(job, file=file)
    except DomainError as no:
        fail(job, {code: str(no.message) for code in LANGUAGES} | _said(no.message))
    except Exception:
        log.exception("The job %s failed", job)
        if job.attempts >= MOST_ATTEMPTS:
            fail(job, _given_up())
        else:
            _put_off(job)


def _given_up() -> dict[str, str]:
    return in_both(_("It did not work, and trying again did not help. Ask for it anew later."))


def _said(message: str | Promise) -> dict[str, str]:
    return in_both(message) if isinstance(message, Promise) else {}


def advance(job: Job, percent: int, words: Promise) -> None:
    """Say how far a job is, and hold it for longer."""
    said = {f"doing_{language}": text[:200] for language, text in in_both(words).items()}
    lease = timezone.now() + dt.timedelta(seconds=LEASE_SECONDS)
    _mine(job).update(progress=percent, lease_until=lease, **said)


def finish(job: Job, *, file: File | None = None, made: Mapping[str, str] | None = None) -> bool:
    """End a job with its file, or what was made; say whether this worker was the one to end it."""
    return bool(
        _mine(job).update(
            state=JobState.DONE,
            progress=100,
            file=file,
            data=job.data | dict(made or {}),
            done_at=timezone.now(),
            lease_until=None,
        )
    )


def fail(job: Job, words: Mapping[str, str]) -> bool:
    """End a job without a file, with the reason in words."""
    said = {f"problem_{language}": words[language][:500] for language in LANGUAGES}
    return bool(
        _mine(job).update(state=JobState.FAILED, done_at=timezone.now(), lease_until=None, **said)
    )


def _put_off(job: Job) -> None:
    """Try again later, with a growing pause."""
    due = timezone.now() + dt.timedelta(seconds=5 * 2**job.attempts)
    _mine(job).update(state=JobState.QUEUED, due_at=due, lease_until=None)


def last(kind: str, *, key: str, by: Person, since: dt.timedelta) -> Job | None:
    """Return the job that somebody asked for already: it runs, or was done a moment ago."""
    same = Job.objects.filter(kind=kind, key=key, by=by)
    fresh = Q(state=JobState.DONE, done_at__gt=timezone.now() - since)
    return same.filter(Q(state__in=UNFINISHED) | fresh).order_by("-pk").first()


def failed(kind: str, *, key: str, since: dt.timedelta) -> Job | None:
    """Return the newest job with the key, if it failed a moment ago."""
    newest = Job.objects.filter(kind=kind, key=key).order_by("-pk").first()
    if newest is None or newest.state != JobState.FAILED or newest.done_at is None:
        return None
    return newest if newest.done_at > timezone.now() - since else None


def _mine(job: Job) -> Any:
    """Return the row, as long as this attempt is the newest and the job not over."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=JobState.RUNNING)


def forget_due(_at: dt.datetime) -> int:
    """Forget the jobs that were over a week ago; their files have a time of their own."""
    return Job.objects.filter(done_at__lt=timezone.now() - KEPT_FOR).delete()[0]
