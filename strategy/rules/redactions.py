"""What the public reads of a text of which passages were removed."""

from __future__ import annotations

from collections.abc import Sequence


def redacted(text: str, cuts: Sequence[tuple[str, str]]) -> str:
    """Return a text with a mark in the place of each passage, wherever it stands.

    `cuts` are passages with the mark that takes their place; where two overlap, the whole stretch
    goes and the mark of the first one stands for both.
    """
    found: list[tuple[int, int, str]] = []
    for passage, mark in cuts:
        at = text.find(passage) if passage else -1
        while at >= 0:
            found.append((at, at + len(passage), mark))
            at = text.find(passage, at + len(passage))
    kept: list[str] = []
    end = 0
    for first, last, mark in sorted(found, key=lambda each: each[:2]):
        if first >= end:
            kept += [text[end:first], mark]
        end = max(end, last)
    return "".join([*kept, text[end:]])
