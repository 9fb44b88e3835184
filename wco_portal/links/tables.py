"""The table of linkable kinds: each app says, per kind, how its things look to a reader.

In `apps.ready()`:

    add_kind("challenge", _("Challenge"), cards=selectors.challenges.cards,
             options=selectors.challenges.options)

`cards(public_ids, actor)` returns a card for each of these things that the actor may see, in any
order, in a fixed number of queries. `options(actor)` lists what a person may choose when making a
link by hand; without it the kind is not offered. The kind is the model's name in lower case. On a
page: `{% load links %}{% thread challenge %}`. With `by_hand=False` only the app's own services
make and remove such links, under their own permission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import LocalText, active, local


@dataclass(frozen=True, slots=True)
class Card:
    """How a thing looks from afar: its title, the title's language, and where it stands."""

    public_id: str
    title: str
    address: str
    language: str
    is_demonstration: bool = False
    # What a reader should know before following it, in the reader's language.
    note: str = ""

    @property
    def words(self) -> LocalText:
        """Return the title, marked when it is not in the reader's language."""
        return LocalText(self.title, self.language, is_fallback=self.language != active())


Cards = Callable[[Sequence[str], Actor], Iterable[Card]]
Options = Callable[[Actor], Iterable[Card]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table."""

    name: str
    title: str | Promise
    cards: Cards
    options: Options | None = None
    # Whether anybody who may link things links it by hand; else a service of its app does.
    by_hand: bool = True


KINDS: dict[str, Kind] = {}


def add_kind(
    name: str,
    title: str | Promise,
    *,
    cards: Cards,
    options: Options | None = None,
    by_hand: bool = True,
) -> None:
    """Fill a row of the table, once."""
    if name in KINDS:
        msg = f"the kind {name} is already there"
        raise ValueError(msg)
    KINDS[name] = Kind(name, title, cards, options, by_hand)


def card_of(obj: object, *, field: str = "title", public_id: str = "", address: str = "") -> Card:
    """Make the card of a record with `title_en`, `title_fr` and a page."""
    title = local(obj, field)
    return Card(
        public_id=public_id or str(getattr(obj, "public_id")),  # noqa: B009 -- any record
        title=title.value,
        address=address or str(getattr(obj, "get_absolute_url")()),  # noqa: B009 -- any record
        language=title.language,
        is_demonstration=bool(getattr(obj, "is_demonstration", False)),
    )
