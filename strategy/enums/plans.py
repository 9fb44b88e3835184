"""States, kinds and verdicts of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """The life of a plan."""

    DRAFT = "draft", _("draft")
    IN_CONSULTATION = "in_consultation", _("in consultation")
    ENDORSED = "endorsed", _("endorsed by the Policy Commission")
    SUBMITTED = "submitted", _("submitted to the Council")
    ADOPTED = "adopted", _("adopted")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


# The text may be changed in these states only.
EDITABLE = frozenset({PlanState.DRAFT, PlanState.IN_CONSULTATION})
# These words stand in addresses where a plan's name would stand.
RESERVED = frozenset({"new", "import"})
# The Council has decided.
DECIDED = frozenset({PlanState.ADOPTED, PlanState.IN_FORCE, PlanState.SUPERSEDED})


class ElementKind(models.TextChoices):
    """What an element of a plan is, in the plan's own words."""

    GOAL = "goal", _("strategic goal")
    LAYER = "layer", _("layer of the strategic map")
    OBJECTIVE = "objective", _("strategic objective")
    PROCESS = "process", _("strategic process")
    LEARNING = "learning", _("LD layer")
    PRIORITY = "priority", _("priority")
    FOCUS_AREA = "focus_area", _("focus area")
    FUNCTION = "function", _("function")
    ACTION = "action", _("action")


# What carries the plan: goals and objectives, that a review looks at one by one.
STEERING = frozenset({ElementKind.GOAL, ElementKind.OBJECTIVE})
NAMED = frozenset({ElementKind.PRIORITY, ElementKind.FOCUS_AREA})
STANDING_AT_THE_TOP = NAMED | {ElementKind.GOAL, ElementKind.LAYER}


class FrenchIs(models.TextChoices):
    """Whose French it is."""

    OFFICIAL = "official", _("official")
    UNOFFICIAL = "unofficial", _("unofficial translation")


class Outcome(models.TextChoices):
    """What a governing body or the approver decided on a plan."""

    ENDORSED = "endorsed", _("endorsed")
    ADOPTED = "adopted", _("adopted")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Verdict(models.TextChoices):
    """What a review finds for an objective."""

    KEEP = "keep", _("keep")
    CHANGE = "change", _("change")
    DROP = "drop", _("drop")


class ChangeKind(models.TextChoices):
    """What an amendment does to a part of the plan; no review finds what it adds."""

    CHANGE = "change", _("change")
    DROP = "drop", _("drop")
    ADD = "add", _("add")


class ReviewState(models.TextChoices):
    """A review is open until it is closed."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class AmendmentState(models.TextChoices):
    """The life of an amendment."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted to the Council")
    ADOPTED = "adopted", _("adopted")
    IN_EFFECT = "in_effect", _("in effect")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CarriedAs(models.TextChoices):
    """What becomes of an element of a plan in the next one."""

    KEPT = "kept", _("kept")
    MERGED = "merged", _("merged into another")
    SPLIT = "split", _("split")
    DROPPED = "dropped", _("dropped")
