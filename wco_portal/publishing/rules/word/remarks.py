"""The comments and notes of a file by their key."""

from __future__ import annotations

from wco_portal.common.guarded_xml import Xml
from wco_portal.publishing.rules.schema import UNWANTED
from wco_portal.publishing.rules.word import names
from wco_portal.publishing.rules.word.draft import Remark
from wco_portal.publishing.rules.word.package import Package

MOST_WORDS = 3_800


def comments(package: Package) -> dict[str, Remark]:
    """Return the comments of a file; answers stand in what they answer."""
    listed = [each for each in package.related("comments") if names.name(each) == "comment"]
    paragraphs = {names.value(each, "id"): _last(each) for each in listed}
    extended = _extended(package)
    parents, done = {}, set()
    by_paragraph = {held: key for key, held in paragraphs.items() if held}
    for held, (parent, is_done) in extended.items():
        key = by_paragraph.get(held, "")
        if parent in by_paragraph:
            parents[key] = by_paragraph[parent]
        if is_done:
            done.add(key)
    found: dict[str, Remark] = {}
    for each in listed:
        key = names.value(each, "id")
        words, author = words_of(each)[:MOST_WORDS], names.author(each)
        if parents.get(key) in found:
            found[parents[key]].answers.append((author, words or "…"))
        elif words:
            found[key] = Remark(author, words, is_done=key in done)
    return found


def notes(package: Package) -> dict[tuple[str, str], str]:
    """Return the words of footnotes and endnotes by (kind, key)."""
    return {
        (kind, names.value(each, "id")): " ".join(words_of(each).split())
        for kind, part in (("footnote", "footnotes"), ("endnote", "endnotes"))
        for each in package.related(part)
        if names.value(each, "type") in {"", "normal"}
    }


def words_of(element: Xml) -> str:
    """Return the words under an element, a paragraph to a line."""
    lines = (names.words(each) for each in element.iter() if names.name(each) == "p")
    return "\n".join(UNWANTED.sub(" ", line) for line in lines).strip()


def _last(comment: Xml) -> str:
    """Return the key of a comment's last paragraph, by which its answers name it."""
    paragraphs = [each for each in comment if names.name(each) == "p"]
    return str(paragraphs[-1].get(f"{names.FIRST}paraId") or "") if paragraphs else ""


def _extended(package: Package) -> dict[str, tuple[str, bool]]:
    found = {}
    for each in package.related("commentsExtended"):
        held = str(each.get(f"{names.SECOND}paraId") or "")
        parent = str(each.get(f"{names.SECOND}paraIdParent") or "")
        found[held] = (parent, each.get(f"{names.SECOND}done") in {"1", "true"})
    return found
