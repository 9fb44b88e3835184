"""Roles and kinds of Member."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberKind(models.TextChoices):
    """What an administration is to the organisation."""

    MEMBER = "member", _("Member")
    PARTICIPANT = "participant", _("participant, not counted as a Member")


class RoleName(models.TextChoices):
    """What a person may be, for the Secretariat, a region or an administration."""

    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    COMMUNICATIONS = "communications", _("communications officer")
    REGISTRAR = "registrar", _("registration officer")
    MANAGER = "manager", _("conference manager")
    MODERATOR = "moderator", _("moderator")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")
    COORDINATOR = "coordinator", _("regional coordinator")
    VICE_CHAIR = "vice_chair", _("Vice-Chair")
    HEAD = "head", _("head of administration")
    FOCAL_POINT = "focal_point", _("focal point")
    DELEGATE = "delegate", _("delegate")


SECRETARIAT = frozenset(
    {
        RoleName.EDITOR,
        RoleName.APPROVER,
        RoleName.COMMUNICATIONS,
        RoleName.REGISTRAR,
        RoleName.MANAGER,
        RoleName.MODERATOR,
        RoleName.AUDITOR,
        RoleName.ADMINISTRATOR,
    }
)
REGIONAL = frozenset({RoleName.COORDINATOR, RoleName.VICE_CHAIR})
OF_MEMBER = frozenset({RoleName.HEAD, RoleName.FOCAL_POINT, RoleName.DELEGATE})
