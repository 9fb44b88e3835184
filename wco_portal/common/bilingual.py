"""Content in two columns, `title_en` and `title_fr`, and one helper that says when it fell back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, override

LANGUAGES = ("en", "fr")


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


def in_both(words: Promise, **values: object) -> dict[str, str]:
    """Say something in both languages at once, for what is kept and read later."""
    said = {}
    for code in LANGUAGES:
        with override(code):
            said[code] = str(words) % values if values else str(words)
    return said


def both(obj: object, field: str) -> dict[str, str | None]:
    """Return `{"en": ..., "fr": ...}` with null where a text is missing, as the API shows it."""
    return {code: getattr(obj, f"{field}_{code}") or None for code in LANGUAGES}
