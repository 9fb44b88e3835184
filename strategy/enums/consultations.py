"""States of consultations, of Members' positions and of regional syntheses."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConsultationState(models.TextChoices):
    """How far a consultation is; the clock opens and closes it."""

    DRAFT = "draft", pgettext_lazy("of a consultation", "draft")
    ANNOUNCED = "announced", pgettext_lazy("of a consultation", "announced")
    OPEN = "open", pgettext_lazy("of a consultation", "open")
    CLOSED = "closed", pgettext_lazy("of a consultation", "closed")
    PUBLISHED = "published", pgettext_lazy("of a consultation", "result published")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a consultation", "withdrawn")


class Held(models.TextChoices):
    """How a round is held: by survey of all Members, or at a workshop of a region."""

    SURVEY = "survey", pgettext_lazy("of a consultation", "survey")
    WORKSHOP = "workshop", pgettext_lazy("of a consultation", "at a workshop")


class Instrument(models.TextChoices):
    """With what Members answer."""

    RANKING = "ranking", pgettext_lazy("an instrument", "ranking")
    SCALE = "scale", pgettext_lazy("an instrument", "agreement from 1 to 5, item by item")
    DOTS = "dots", pgettext_lazy("an instrument", "dots to give away")
    POINTS = "points", pgettext_lazy("an instrument", "100 points to share out")


class Agreement(models.IntegerChoices):
    """The five answers of the scale."""

    NOT_AT_ALL = 1, pgettext_lazy("on a scale", "strongly disagree")
    HARDLY = 2, pgettext_lazy("on a scale", "disagree")
    BETWEEN = 3, pgettext_lazy("on a scale", "neither agree nor disagree")
    MOSTLY = 4, pgettext_lazy("on a scale", "agree")
    FULLY = 5, pgettext_lazy("on a scale", "strongly agree")


class LatePolicy(models.TextChoices):
    """What happens to an answer that comes after closing."""

    REFUSED = "refused", _("late answers are refused")
    REOPENED = "reopened", _("the Secretariat may reopen it, with a reason")


class PositionState(models.TextChoices):
    """How far a Member's position is."""

    DRAFT = "draft", pgettext_lazy("of a position", "draft")
    SENT = "sent", pgettext_lazy("of a position", "sent")
    REVISED = "revised", pgettext_lazy("of a position", "sent; changed since, not sent again")


class RevisionKind(models.TextChoices):
    """Why a revision of a position was kept."""

    SAVED = "saved", _("saved as a draft")
    SENT = "sent", _("sent as the Member’s position")


class SynthesisState(models.TextChoices):
    """How far a region's synthesis is."""

    DRAFT = "draft", pgettext_lazy("of a synthesis", "draft")
    PROPOSED = "proposed", pgettext_lazy("of a synthesis", "proposed to the Vice-Chair")
    RETURNED = "returned", pgettext_lazy("of a synthesis", "returned to the coordinator")
    CLEARED = "cleared", pgettext_lazy("of a synthesis", "cleared by the Vice-Chair")


class Sight(StrEnum):
    """How far somebody sees the result of a consultation."""

    SHOWN = "shown"
    WITHHELD = "withheld"  # From a party, because few answers came late.
    HIDDEN = "hidden"
