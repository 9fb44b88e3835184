"""How far a deliverable of the yearly implementation plan is."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import pgettext_lazy


class DeliverableState(models.TextChoices):
    """From planned to done, or put off or dropped with a reason."""

    PLANNED = "planned", pgettext_lazy("of a deliverable", "planned")
    IN_PROGRESS = "in_progress", pgettext_lazy("of a deliverable", "in progress")
    DONE = "done", pgettext_lazy("of a deliverable", "done")
    POSTPONED = "postponed", pgettext_lazy("of a deliverable", "put off")
    DROPPED = "dropped", pgettext_lazy("of a deliverable", "dropped")


TONES: Final = {
    DeliverableState.PLANNED: "idle",
    DeliverableState.IN_PROGRESS: "now",
    DeliverableState.DONE: "good",
    DeliverableState.POSTPONED: "warn",
    DeliverableState.DROPPED: "bad",
}
