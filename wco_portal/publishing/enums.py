"""Languages of texts, states of translations, bodies that govern."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class RemarksShown(models.TextChoices):
    """Which suggestions and comments a page shows."""

    ALL = "all", _("All")
    OPEN = "open", pgettext_lazy("suggestions and comments", "Open")
    MINE = "mine", pgettext_lazy("suggestions and comments", "Mine")


class SuggestionState(models.TextChoices):
    """What became of a suggestion."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Fate(models.TextChoices):
    """What a translator's file would do to a block."""

    ACCEPTED = "accepted", _("taken in")
    STATE = "state", _("only its state changes")
    UNCHANGED = "unchanged", _("unchanged")
    EMPTY = "empty", _("no translation in the file")
    SOURCE_CHANGED = "source_changed", _("set aside: the original changed since the export")
    TARGET_CHANGED = "target_changed", _("set aside: the translation changed since the export")
    ORIGINAL = "original", _("set aside: this language is the original of the block")
    UNKNOWN = "unknown", _("set aside: the text has no such block")
    BROKEN = "broken", _("set aside: cannot be read")
