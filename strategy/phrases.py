"""Words that several pages of the strategy use."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

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


def ordinal(place: int) -> str:
    """Write a place as a word, up to ten."""
    if place <= len(ORDINALS):
        return str(ORDINALS[place - 1])
    return str(IN_PLACE) % {"place": place}
