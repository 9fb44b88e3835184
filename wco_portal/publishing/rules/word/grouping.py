"""Which paragraphs of a file belong together: lists, quotations, ends that were added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from wco_portal.publishing.rules.word.blocks import Block, Line
from wco_portal.publishing.rules.word.findings import short
from wco_portal.publishing.rules.word.spans import Lines, Para
from wco_portal.publishing.rules.word.styles import Form

# What people type where they mean a list.
SIGN: Final = re.compile(r"[•‣▪◦●○·–—*-]\s+")
NUMBER: Final = re.compile(r"(\d{1,2})[.)]\s+")
LETTER: Final = re.compile(r"([a-z])\)\s+")


def joined(found: Iterable[Para | Block]) -> list[Line | Block]:
    """Join each paragraph whose end was added to the next: before the change they were one."""
    made: list[Line | Block] = []
    held: list[Para] = []
    for each in found:
        if isinstance(each, Para):
            held.append(each)
            if each.added is not None:
                continue
        if held:
            made.append(Line(held))
            held = []
        if isinstance(each, Block):
            made.append(each)
    if held:
        made.append(Line(held))
    return made


def grouped(found: Iterable[Line | Block], lines: Lines) -> list[Block]:
    """Make blocks of lines: neighbours of one list are one block, so are those of a quotation."""
    made: list[Block] = []
    for each in found:
        if isinstance(each, Block):
            made.append(each)
            continue
        # LibreOffice writes where a bookmark over several paragraphs begins once more at the last.
        known = made[-1].ids if made else []
        ids = [name for para in each.paras for name in para.ids if name not in known]
        last = made[-1] if made and not ids else None
        if last is None or not _goes_on(last, each, lines):
            made.append(_begun(each, ids))
    return made


def _begun(line: Line, ids: list[str]) -> Block:
    form = line.form
    kind = form.list_kind or ("blockquote" if form.role == "quote" else "paragraph")
    return Block(kind, [[line]], ids=ids, place=line.paras[0].place, form=form)


def _goes_on(last: Block, line: Line, lines: Lines) -> bool:
    """Put a line into the block before it, where it belongs there."""
    form = line.form
    if form.role == "quote" and last.kind == "blockquote":
        last.items.append([line])
        return True
    if not last.form.list_kind:
        return False
    if form.role in {"goes_on", "loose"} and line.views(None):
        last.items[-1].append(line)
        return True
    # LibreOffice gives the items after the first a number of their own, which counts on.
    counts_on = bool(form.series) and form.series == last.form.series and not form.restarts
    is_same = counts_on or form.list_key == last.form.list_key
    is_same = is_same and form.list_kind == last.form.list_kind
    if not form.list_kind or not (is_same or form.depth):
        return False
    if form.depth > last.form.depth:
        words = "".join(token.text for token in line.paras[-1].tokens(None))
        lines.tell_at(line.paras[-1].place, "nested_list", words=short(words))
    last.items.append([line])
    return True


def typed(found: list[Line | Block], lines: Lines) -> None:
    """Make lists of neighbours that begin with signs or numbers that somebody typed."""
    at = 0
    while at < len(found):
        stretch = _stretch(found, at)
        if len(stretch) > 1:
            words = "".join(token.text for token in stretch[0][0].tokens(None))
            lines.tell_at(stretch[0][0].place, "manual_list", words=short(words))
            for para, length, kind in stretch:
                first = next(n for n, span in enumerate(para.spans) if span.text)
                span = para.spans[first]
                para.spans[first] = span._replace(text=span.text[length:])
                para.form = Form("", 0, kind, f"typed {at}")
        at += max(len(stretch), 1)


def _stretch(found: list[Line | Block], start: int) -> list[tuple[Para, int, str]]:
    """List the paragraphs from here on that count on, with the length of what was typed."""
    made: list[tuple[Para, int, str]] = []
    for each in found[start:]:
        if isinstance(each, Block) or len(each.paras) > 1 or each.form != Form(role=each.form.role):
            break
        if each.form.role not in {"", "loose"}:
            break
        sign = _sign(each.paras[0], len(made))
        if sign is None or (made and made[0][2] != sign[1]):
            break
        made.append((each.paras[0], *sign))
    return made


def _sign(para: Para, count: int) -> tuple[int, str] | None:
    span = next((each for each in para.spans if each.text), None)
    if span is None or span.added is not None or span.removed is not None:
        return None
    if (found := SIGN.match(span.text)) and len(span.text) > found.end():
        return found.end(), "bullet_list"
    for pattern, wanted in ((NUMBER, str(count + 1)), (LETTER, chr(ord("a") + min(count, 25)))):
        found = pattern.match(span.text)
        if found and found.group(1) == wanted and len(span.text) > found.end():
            return found.end(), "ordered_list"
    return None
