"""Languages of texts, states of translations, bodies that govern."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The official languages."""

    EN = "en", _("English")
    FR = "fr", _("French")


class TranslationState(models.TextChoices):
    """How far the translation of a block is, as XLIFF 2 names it; stale is computed, not stored."""

    INITIAL = "initial", _("initial")
    TRANSLATED = "translated", _("translated")
    REVIEWED = "reviewed", _("reviewed")
    FINAL = "final", _("final")


class Body(models.TextChoices):
    """Who meets."""

    POLICY_COMMISSION = "policy_commission", _("Policy Commission")
    COUNCIL = "council", _("Council")
    AUDIT = "audit", _("Audit Committee")
    FINANCE = "finance", _("Finance Committee")


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
