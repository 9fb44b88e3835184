"""What Members say of the clauses of a plan in consultation."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContributionKind(models.TextChoices):
    """A remark, other words for the clause, or an answer to either."""

    COMMENT = "comment", pgettext_lazy("on a clause", "comment")
    PROPOSAL = "proposal", _("proposal of other wording")
    ANSWER = "answer", pgettext_lazy("in a thread", "answer")


class ClausePart(models.TextChoices):
    """What of an element or of the plan itself is spoken of: its text, or its title."""

    TEXT = "text", pgettext_lazy("a part of a plan", "text")
    TITLE = "title", pgettext_lazy("a part of a plan", "title")


class ContributionState(models.TextChoices):
    """A comment is said; a proposal is drafted, proposed and decided by its published answer."""

    DRAFT = "draft", pgettext_lazy("of a proposal", "draft")
    PROPOSED = "proposed", pgettext_lazy("of a proposal", "proposed")
    SAID = "said", pgettext_lazy("of a comment", "said")
    ACCEPTED = "accepted", pgettext_lazy("of a proposal", "accepted")
    PARTLY = "partly", pgettext_lazy("of a proposal", "accepted in part")
    REJECTED = "rejected", pgettext_lazy("of a proposal", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("of a proposal", "withdrawn")


class Consent(models.TextChoices):
    """How what a Member says may be published."""

    NAMED = "named", _("with the name of our administration")
    REGION = "region", _("with our region only")
    NONE = "none", _("not at all")


class Stance(models.TextChoices):
    """What another Member thinks of a proposal."""

    SUPPORT = "support", pgettext_lazy("a proposal", "supports it")
    OPPOSE = "oppose", pgettext_lazy("a proposal", "opposes it")


# What everybody may read.
PUBLISHED: Final = frozenset({Consent.NAMED, Consent.REGION})
# What its Member alone sees, and what does not count any more.
APART: Final = frozenset({ContributionState.DRAFT, ContributionState.WITHDRAWN})

# How a state is shown.
TONES: Final = {
    ContributionState.DRAFT: "idle",
    ContributionState.PROPOSED: "now",
    ContributionState.SAID: "now",
    ContributionState.ACCEPTED: "good",
    ContributionState.PARTLY: "half",
    ContributionState.REJECTED: "bad",
    ContributionState.WITHDRAWN: "idle",
}
