"""What holds for names: pure, no queries."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that NFKD does not take apart, as they are commonly written without their mark.
SPELLED: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
)
WORD: Final = re.compile(r"\w+")


def name_key(*names: str) -> str:
    """Reduce a name so that the same person has the same key.

    Accents, case, hyphens, the order of the words and of the two fields do not count.
    """
    folded = unicodedata.normalize("NFKD", " ".join(names).casefold().translate(SPELLED))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(sorted(WORD.findall(bare)))[:200]
