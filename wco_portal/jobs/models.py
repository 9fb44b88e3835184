"""Work that takes longer than a page may: asked for by somebody, done by a worker, looked at."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wco_portal.access.policies import Actor
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.files.models import File
from wco_portal.jobs.enums import TONES, UNFINISHED, JobState


class JobQuerySet(models.QuerySet["Job"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the jobs that the actor asked for, and those for the public."""
        if isinstance(actor, Person):
            return self.filter(Q(by=actor) | Q(is_public=True))
        return self.filter(is_public=True)


class Job(models.Model):
    """One job; times and the lease are of the database's real time.

    `attempts` tells apart the workers that tried: only the newest may report or finish, so that
    one that was thought dead and comes back changes nothing.
    """

    public_id = PublicIdField()
    kind = models.CharField(max_length=60)
    # Who asks for the same while it is not finished gets the same job.
    key = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="jobs")
    is_public = models.BooleanField(default=False)
    title_en = models.CharField(max_length=300)
    title_fr = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    doing_en = models.CharField(max_length=200, blank=True)
    doing_fr = models.CharField(max_length=200, blank=True)
    problem_en = models.CharField(max_length=500, blank=True)
    problem_fr = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(File, models.SET_NULL, null=True, blank=True, related_name="jobs")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=UNFINISHED),
                name="jobs_job_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(progress__lte=100), name="jobs_job_progress_in_per_cent"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=UNFINISHED), name="jobs_job_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def get_absolute_url(self) -> str:
        """Return the page of the job."""
        return reverse("job", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        return TONES[JobState(self.state)]

    @property
    def is_over(self) -> bool:
        """Say whether nothing more will happen."""
        return self.state not in UNFINISHED
