"""Where the jobs that read Word files come from, and what came of them."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from strategy.models import Plan, WordImport
from wco_portal.access.policies import Actor
from wco_portal.files.models import File
from wco_portal.jobs.models import Job

PURPOSE: Final = "plan_word"


def plan(job: Job) -> Plan | None:
    """Return the plan to which a file comes back."""
    found = job.data["plan"]
    return Plan.objects.get(public_id=found) if found else None


def file(job: Job) -> File | None:
    """Return the file that waits for its worker."""
    return File.objects.filter(purpose=PURPOSE, public_id=job.data["file"]).first()


def may_read(_actor: Actor, _file: File) -> bool:
    """Give a file that came in to nobody: it was not looked at yet."""
    return False


def is_of_use(job: Job) -> bool:
    """Say whether a job runs still, or its report still waits for an answer."""
    if not job.is_over:
        return True
    waiting = WordImport.objects.filter(plan=None, taken_at=None)
    return waiting.filter(public_id=job.data.get("report", "")).exists()


def address(job: Job) -> str:
    """Return the page from which a job was asked for."""
    if (found := plan(job)) is not None:
        return reverse("plan-word-new", args=[found.slug])
    return reverse("plan-import-word-new")


def leads_to(job: Job) -> str:
    """Return the page of the report, or that of the plan that was made or changed."""
    slug, report = job.data.get("slug"), job.data.get("report")
    if slug and report:
        return reverse("plan-word", args=[slug, report])
    if slug:
        return reverse("plan-edit", args=[slug])
    return reverse("plan-import-word", args=[report])
