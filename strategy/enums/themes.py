"""Kinds and states of what is done with a theme."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What an activity is."""

    OPEN_DAY = "open_day", _("open day")
    RECOGNITION = "recognition", _("recognition")
    SEMINAR = "seminar", _("seminar")
    CAMPAIGN = "campaign", _("campaign")
    CONFERENCE = "conference", _("conference")
    EXERCISE = "exercise", _("joint exercise")
    COMMITTEE = "committee", _("committee")


class ActivityState(models.TextChoices):
    """A Member proposes, the Secretariat publishes or declines."""

    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    DECLINED = "declined", _("declined")
