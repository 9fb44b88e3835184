"""How one thing hangs on another; read each from the later thing to the earlier one."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """The five relations: `from` is the later thing, `to` the earlier one."""

    ARISES_FROM = "arises_from", _("arises from")
    ANSWERS = "answers", _("answers")
    IMPLEMENTS = "implements", _("implements")
    QUOTES = "quotes", _("quotes")
    CARRIES = "carries", _("carries")


# The same relations, read from the earlier thing to the later one.
REVERSE: Final[dict[str, Promise]] = {
    Relation.ARISES_FROM: _("gave rise to"),
    Relation.ANSWERS: _("is answered by"),
    Relation.IMPLEMENTS: _("is implemented by"),
    Relation.QUOTES: _("is quoted by"),
    Relation.CARRIES: _("is carried by"),
}
