"""Words that several pages of the strategy use."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from wco_portal.common import dates

ORDINALS: Final[tuple[Promise, ...]] = (
    pgettext_lazy("place in an order", "first"),
    pgettext_lazy("place in an order", "second"),
    pgettext_lazy("place in an order", "third"),
    pgettext_lazy("place in an order", "fourth"),
    pgettext_lazy("place in an order", "fifth"),
    pgettext_lazy("place in an order", "sixth"),
    pgettext_lazy("place in an order", "seventh"),
    pgettext_lazy("place in an order", "eighth"),
    pgettext_lazy("place in an order", "ninth"),
    pgettext_lazy("place in an order", "tenth"),
)
NOT_ASKED: Final = gettext_lazy(
    "This consultation is held at a workshop: only the Members of its region answer."
)
WITHDRAWN: Final = gettext_lazy(
    "The consultation was withdrawn: nobody answers any more; what was sent is kept."
)
IN_PLACE: Final = gettext_lazy("in place %(place)s")


def added_on(day: dt.date) -> str:
    """Say when an amendment added a part of a plan."""
    return _("Added on %(day)s") % {"day": dates.day(day)}


def dropped_on(day: dt.date) -> str:
    """Say when an amendment dropped a part of a plan."""
    return _("Dropped on %(day)s") % {"day": dates.day(day)}


def ordinal(place: int) -> str:
    """Write a place as a word, up to ten."""
    if place <= len(ORDINALS):
        return str(ORDINALS[place - 1])
    return str(IN_PLACE) % {"place": place}
