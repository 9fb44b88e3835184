"""Who may find an entry."""

from django.db import models


class Audience(models.TextChoices):
    """From the widest to the narrowest."""

    PUBLIC = "public"
    MEMBERS = "members"
    SECRETARIAT = "secretariat"
