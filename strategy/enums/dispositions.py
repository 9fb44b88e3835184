"""What Members said of a plan, and what was answered to it."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InputKind(models.TextChoices):
    """Where something was said."""

    COMMENT = "comment", _("comment of a Member")
    CONCLUSION = "conclusion", _("conclusion of a workshop")
    CHALLENGE = "challenge", _("challenge")
    CLAUSE = "clause", _("comment on a clause")
    PROPOSAL = "proposal", _("proposal of other wording")


class Answer(models.TextChoices):
    """What becomes of what was said."""

    ACCEPTED = "accepted", pgettext_lazy("of an input", "accepted")
    PARTLY = "partly", pgettext_lazy("of an input", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("of an input", "not accepted")
    OUT_OF_SCOPE = "out_of_scope", pgettext_lazy("of an input", "out of scope")
    COVERED = "covered", pgettext_lazy("of an input", "already covered")


class DispositionState(models.TextChoices):
    """A draft is its editors' own; what is published stays."""

    DRAFT = "draft", pgettext_lazy("of an answer", "drafted")
    PUBLISHED = "published", pgettext_lazy("of an answer", "published")


# How an answer is shown.
TONES: Final = {
    Answer.ACCEPTED: "good",
    Answer.PARTLY: "half",
    Answer.REJECTED: "bad",
    Answer.OUT_OF_SCOPE: "idle",
    Answer.COVERED: "brand",
}
