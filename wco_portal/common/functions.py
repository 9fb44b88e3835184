"""Expressions of the database that every app may use."""

from __future__ import annotations

from django.db import models


class PortalNow(models.Func):
    """The business time as the database knows it, the same through a transaction."""

    function = "portal_now"
    template = "%(function)s()"
    output_field = models.DateTimeField()
