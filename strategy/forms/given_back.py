"""What an answer said that could not be kept, in words: by titles, as its page shows them."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.forms.positions import PLACE, REMARK, PositionForm, field_of, remark_of
from strategy.models import ConsultationItem, Position
from wco_portal.access.policies import Actor
from wco_portal.common.forms import TOLD, Said
from wco_portal.common.ids import PATTERN

ITEM: Final = re.compile(f"(?:{PLACE}|{REMARK})({PATTERN})")


def answer(sent: MultiValueDict[str, Any], reader: Actor) -> list[Said]:
    """Return what each item was to get, and the comments; of items that the reader may see."""
    named = [found[1] for name in sent if (found := ITEM.fullmatch(name))]
    items = selectors.consultations.items_named(named, reader) if named else []
    if not items:
        return []
    form = PositionForm(Position(consultation=items[0].consultation), items, sent)
    given = "\n".join(line for item in items if (line := _line(form, item)))
    words = [*(remark_of(item) for item in items), "comment"]
    return [
        *([Said(PLACE, given, _("Your answer"))] if given else []),
        *(
            Said(name, str(sent[name]), str(form.fields[name].label))
            for name in words
            if name in form.fields and str(sent.get(name, "")).strip()
        ),
    ]


def _line(form: PositionForm, item: ConsultationItem) -> str:
    """Say what an item was to get: the words of its choice, else what was typed."""
    typed = str(form.data.get(field_of(item), "")).strip()
    choices = getattr(form.fields[field_of(item)], "choices", ())
    words = {str(value): str(word) for value, word in choices}
    return f"{form.fields[field_of(item)].label}: {words.get(typed, typed)}" if typed else ""


def register() -> None:
    """Fill this app's row of the table."""
    TOLD.append(answer)
