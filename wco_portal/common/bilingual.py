"""Content in two columns, `title_en` and `title_fr`, and one helper that says when it fell back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, override

LANGUAGES = ("en", "fr")


_WORD: Final = re.compile(r"[^\W\d_]+")
# Small words that the other language does not have.
ENGLISH: Final = (
    "the of and to in is are was for that with this these be we our should must not it by as from "
    "has have will they their which more before after than"
)
FRENCH: Final = (
    "le la les des de du et est sont pour que qui dans avec une nous notre nos ne pas par sur aux "
    "au ce cette ces il elle être doit doivent leur leurs plus avant après l d qu n"
)
SMALL: Final = {"en": frozenset(ENGLISH.split()), "fr": frozenset(FRENCH.split())}


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text in a language; `is_fallback` when it is not the language that was asked for."""

    value: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def active() -> str:
    """Return the content language of the moment: en or fr."""
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def colon() -> str:
    """Return the colon as the language sets it: after a no-break space in French."""
    return "\u00a0:" if active() == "fr" else ":"


def language_of(words: str) -> str:
    """Return en or fr, in which a person wrote; nothing where the words do not tell.

    The commonest small words of each language are counted: people are not asked, and a screen
    reader reads French aloud as English otherwise.
    """
    written = _WORD.findall(words.lower())
    found = {code: sum(each in small for each in written) for code, small in SMALL.items()}
    if found["en"] == found["fr"]:
        return ""
    return max(found, key=lambda code: found[code])


def as_written(words: str) -> LocalText:
    """Return what a person wrote, with its language where that can be told."""
    language = language_of(words) or active()
    return LocalText(words, language, is_fallback=language != active())


def pick(*, en: str, fr: str, language: str | None = None) -> LocalText:
    """Choose the text of the language, or the other one and say so."""
    wanted = language or active()
    texts = {"en": en, "fr": fr}
    if texts[wanted]:
        return LocalText(texts[wanted], wanted, is_fallback=False)
    other = "en" if wanted == "fr" else "fr"
    return LocalText(texts[other], other, is_fallback=bool(texts[other]))


def local(obj: object, field: str, *, language: str | None = None) -> LocalText:
    """Choose the text of `field_en` and `field_fr` of an object."""
    wanted = language or active()
    if text := getattr(obj, f"{field}_{wanted}"):
        return LocalText(text, wanted, is_fallback=False)
    return pick(en=getattr(obj, f"{field}_en"), fr=getattr(obj, f"{field}_fr"), language=wanted)


def in_both(words: str | Promise, **values: object) -> dict[str, str]:
    """Say something in both languages at once, for what is kept and read later."""
    said = {}
    for code in LANGUAGES:
        with override(code):
            said[code] = str(words) % values if values else str(words)
    return said


def both(obj: object, field: str) -> dict[str, str | None]:
    """Return `{"en": ..., "fr": ...}` with null where a text is missing, as the API shows it."""
    return {code: getattr(obj, f"{field}_{code}") or None for code in LANGUAGES}
