"""States, places, roles: the words of registration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wco_portal.directory.enums import RoleName


class ConferenceKind(models.TextChoices):
    """What a conference is to the portal."""

    NAMED = "named", _("named, without registration here")
    EDITION = "edition", _("edition with registration")


class Answer(models.TextChoices):
    """What an administration says to the invitation."""

    NONE = "none", _("not answered")
    ATTENDS = "attends", _("will attend")
    DECLINES = "declines", _("will not attend")


# What an administration can say.
GIVEN = [(each.value, each.label) for each in (Answer.ATTENDS, Answer.DECLINES)]


class DelegationRole(models.TextChoices):
    """In what capacity a person is sent; the order is that of the list of participants."""

    HEAD = "head", _("head of delegation")
    ALTERNATE = "alternate", _("alternate")
    ADVISER = "adviser", _("adviser")
    EXPERT = "expert", _("expert")
    OBSERVER = "observer", _("observer")
    SUPPORT = "support", _("support staff")


class ReviewState(models.TextChoices):
    """How far the Secretariat's review is: the first axis."""

    REVIEW = "review", _("under review")
    RETURNED = "returned", _("action required")
    APPROVED = "approved", _("confirmed")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUBSTITUTED = "substituted", _("replaced")


class PlaceState(models.TextChoices):
    """Whether there is a place: the second axis."""

    NONE = "none", _("no place")
    HELD = "held", _("place held")
    WAITING = "waiting", _("waiting list")


class SessionKind(models.TextChoices):
    """What happens in a part of the programme."""

    PLENARY = "plenary", _("plenary session")
    WORKSHOP = "workshop", _("workshop")
    PAUSE = "pause", _("pause")


class ReceiptAct(models.TextChoices):
    """What a receipt is for."""

    ANSWERED = "answered", _("Answer of the administration")
    NOMINATED = "nominated", _("Nomination")
    CORRECTED = "corrected", _("Correction")
    SUBSTITUTED = "substituted", _("Replacement")
    WITHDRAWN = "withdrawn", _("Withdrawal")


ACTIVE = frozenset({ReviewState.REVIEW, ReviewState.RETURNED, ReviewState.APPROVED})
ENDED = frozenset(set(ReviewState) - ACTIVE)

# Who reads every delegation, for their work or for the audit.
READING = frozenset({RoleName.REGISTRAR, RoleName.MANAGER, RoleName.AUDITOR})
