"""The notes on methods: restricted Markdown in the app's own files, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.safestring import SafeString

from wco_portal.common.bilingual import active
from wco_portal.publishing.rules import markdown, render

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "methods"


@dataclass(frozen=True, slots=True)
class Note:
    """A note, ready to be shown."""

    title: str
    body: SafeString
    contents: Sequence[tuple[str, str]]


def ranking() -> Note:
    """Return how a ranking is counted, in the reader's language."""
    return _note("ranking", active())


def scores() -> Note:
    """Return how a scale, dots and points are counted, in the reader's language."""
    return _note("scores", active())


@lru_cache(maxsize=4)
def _note(name: str, language: str) -> Note:
    head, text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8").split("\n", 1)
    blocks = markdown.read(text, previous=[])
    body = SafeString(render.html(blocks))
    return Note(head.removeprefix("# "), body, render.contents(blocks))
