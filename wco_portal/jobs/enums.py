"""How far a job is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
TONES = {
    JobState.QUEUED: "idle",
    JobState.RUNNING: "brand",
    JobState.DONE: "good",
    JobState.FAILED: "bad",
}
