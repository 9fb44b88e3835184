"""The page of a job: how far it is, and what came out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.jobs import selectors
from wco_portal.jobs.models import Job


@require_safe
@page(PUBLIC, on=selectors.jobs.by_public_id)
def detail(request: AnyRequest, job: Job) -> HttpResponse:
    """Show a job to whoever asked for it."""
    context = {
        "job": job,
        "origin": selectors.jobs.origin(job),
        "makes_file": selectors.jobs.makes_file(job),
        "outcome": selectors.jobs.outcome(job),
    }
    return render(request, "jobs/job.html", context)
