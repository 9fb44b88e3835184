"""Read jobs: one's own, and those for the public."""

from __future__ import annotations

from django.db.models import QuerySet

from wco_portal.access.policies import Actor
from wco_portal.directory.models import Person
from wco_portal.jobs.enums import JobState
from wco_portal.jobs.models import Job
from wco_portal.jobs.tables import KINDS


def by_public_id(public_id: str, actor: Actor) -> Job:
    """Return a job that the actor may see, or 404 through `Job.DoesNotExist`."""
    return visible(actor).get(public_id=public_id)


def visible(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor may see."""
    return Job.objects.visible_to(actor).select_related("file")


def own(actor: Actor) -> QuerySet[Job]:
    """Return the jobs that the actor asked for."""
    if not isinstance(actor, Person):
        return Job.objects.none()
    return Job.objects.filter(by=actor).select_related("file")


def origin(job: Job) -> str:
    """Return the page from which the job was asked for; empty when there is none any more."""
    kind = KINDS.get(job.kind)
    return kind.address(job) if kind else ""


def makes_file(job: Job) -> bool:
    """Say whether a file comes out of jobs of this kind."""
    kind = KINDS.get(job.kind)
    return kind is None or kind.leads_to is None


def outcome(job: Job) -> str:
    """Return the page of what came of a job that made no file; empty while there is none."""
    kind = KINDS.get(job.kind)
    if kind is None or kind.leads_to is None or job.state != JobState.DONE:
        return ""
    return kind.leads_to(job)
