"""The words of an element, as a plan has them and as an amendment would have them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final, TypedDict

from strategy.enums.plans import STANDING_AT_THE_TOP, ElementKind
from wco_portal.publishing.rules import markdown, schema
from wco_portal.publishing.rules.schema import Node

# The coarser stands above the finer; two of one level stand beside each other.
LEVELS: Final = {
    **dict.fromkeys(STANDING_AT_THE_TOP, 0),
    ElementKind.OBJECTIVE: 1,
    ElementKind.PROCESS: 2,
    ElementKind.LEARNING: 2,
    ElementKind.FUNCTION: 2,
    ElementKind.ACTION: 3,
}


class Worded(TypedDict):
    """A title and a text as restricted Markdown, each by language."""

    title: dict[str, str]
    text: dict[str, str]


def worded(titles: Mapping[str, str], texts: Mapping[str, str]) -> Worded:
    """Put a title and a text together."""
    return Worded(title=dict(titles), text=dict(texts))


def of_bodies(titles: Mapping[str, str], bodies: Mapping[str, Node], section: str) -> Worded:
    """Return the words that a section has in the bodies of a plan."""
    texts = {code: markdown.write(blocks(body, section)) for code, body in bodies.items()}
    return worded(titles, texts)


def blocks(body: Node, section: str) -> list[Node]:
    """Return the blocks of a section."""
    return schema.blocks(body, section=section)


def digest(words: Worded) -> str:
    """Return the SHA-256 of words."""
    return schema.digest(words)


def body(text: str, *, before: Node | None = None) -> Node:
    """Read restricted Markdown as a text; its blocks continue those of the text before.

    Raises InvalidText for what no text may hold.
    """
    read = markdown.read(text, previous=schema.blocks(before) if before else [])
    return schema.with_blocks(schema.empty(), read)


def same_structure(texts: Mapping[str, str]) -> bool:
    """Say whether all languages have the same kinds of blocks in the same order."""
    shapes = [[_kind(block) for block in schema.blocks(body(text))] for text in texts.values()]
    return all(shape == shapes[0] for shape in shapes)


def _kind(block: Node) -> tuple[Any, Any]:
    return block["type"], block.get("attrs", {}).get("level")


def kinds_under(kind: str) -> list[ElementKind]:
    """Return the kinds of parts that may be added under one of a kind: the finer ones."""
    level = LEVELS[ElementKind(kind)]
    return [each for each in ElementKind if LEVELS[each] > level]


def fallen(parents: Mapping[int, int | None], dropped: Collection[int]) -> dict[int, int]:
    """Return what stands under dropped parts, however deep, by the nearest dropped one above it.

    `parents` holds the key of the part above each part that stands in the plan.
    """
    found = {}
    for key in parents.keys() - set(dropped):
        above = parents[key]
        while above is not None and above not in dropped:
            above = parents.get(above)
        if above is not None:
            found[key] = above
    return found


def is_whole(words: Worded) -> bool:
    """Say whether the title and the text are there in every language."""
    return all(each.strip() for part in (words["title"], words["text"]) for each in part.values())
