"""What a page that saves by itself sends, read without a form where nothing about it is unusual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from strategy.enums.contributions import Consent
from strategy.forms.positions import LONGEST_COMMENT, PLACE, REMARK
from strategy.rules.ballots import LONGEST_REMARK
from strategy.services.autosaves import Draft

# As the page itself writes a number; what a form would read besides is left to the form.
WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,3}", re.ASCII)


def read(sent: Mapping[str, str]) -> Draft | None:
    """Return what was sent; None for whatever the form has to read, to mend or to refuse."""
    marks = _named(sent, PLACE)
    remarks = {item: words.strip() for item, words in _named(sent, REMARK).items()}
    comment, allowed = sent.get("comment", "").strip(), sent.get("allowed", "")
    version = sent.get("version", "")
    is_plain = (
        all(WHOLE.fullmatch(number) for number in [version, *marks.values()])
        and allowed in {"", *Consent.values}
        and all(len(words) <= LONGEST_REMARK for words in remarks.values())
        and len(comment) <= LONGEST_COMMENT
        and not any("\0" in words for words in [comment, *remarks.values()])
    )
    # A first draft has no row yet.
    if sent.get("act") != "autosave" or version == "0" or not is_plain:
        return None
    given = {item: int(number) for item, number in marks.items()}
    return Draft(given, remarks, comment, Consent(allowed) if allowed else None, int(version))


def _named(sent: Mapping[str, str], start: str) -> dict[str, str]:
    """Return by items' ids what is not empty in their fields."""
    names = (name for name in sent if name.startswith(start))
    return {name.removeprefix(start): sent[name] for name in names if sent[name]}
