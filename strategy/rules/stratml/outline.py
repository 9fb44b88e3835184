"""A plan in one language, as it enters and leaves by a file: pure, without rows."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from strategy.rules.stratml.tree import Node
from wco_portal.publishing.rules import markdown, render, schema
from wco_portal.publishing.rules.schema import UNWANTED

MOST_TITLE: Final = 200
MOST_UNIT: Final = 40
MOST_NUMBER: Final = 8
MOST_PIECE: Final = 10_000
# What the standard has no element for stands in OtherInformation, behind this word.
REMARK: Final = "wco-portal: "
_SPACES: Final = re.compile("[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator: from a baseline, where it is known, to a target, with its known values."""

    key: str
    name: str
    unit: str
    baseline: Decimal | None
    baseline_on: dt.date
    target: Decimal
    target_on: dt.date
    values: tuple[tuple[dt.date, Decimal], ...] = ()
    kind: str = "quantitative"
    # Which way is better, where baseline and target do not tell.
    direction: str = ""
    is_cumulative: bool = False
    scores: tuple[tuple[int, str], ...] = ()
    # The targets of single periods on their last days; the last of all is `target`.
    targets: tuple[tuple[dt.date, Decimal], ...] = ()
    kept: Node | None = field(default=None, compare=False, repr=False)

    def state(self) -> dict[str, Any]:
        """Return what it says, as it is kept and compared."""
        return {
            "name": self.name,
            "unit": self.unit,
            "baseline": [
                self.baseline_on.isoformat(),
                None if self.baseline is None else plain_number(self.baseline),
            ],
            "target": [self.target_on.isoformat(), plain_number(self.target)],
            "values": _plain(self.values),
            **self.rule(),
            **({"targets": _plain(self.targets)} if self.targets else {}),
        }

    def rule(self) -> dict[str, Any]:
        """Return what the standard has no element for, where it is not the usual."""
        rule = {
            "kind": "" if self.kind == "quantitative" else self.kind,
            "direction": self.direction,
            "cumulative": self.is_cumulative,
            "scores": [[value, name] for value, name in self.scores],
        }
        return {name: value for name, value in rule.items() if value}


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal, objective or other element; `parent` and `serves` name other branches by key."""

    key: str
    title: str = ""
    number: str = ""
    words: str = ""
    kind: str = ""
    slug: str = ""
    parent: str = ""
    functions: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    # The codes of goals and articles of international frameworks.
    aligned: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    # The days on which amendments added and dropped it: they are told, and do not come in again.
    added_on: str = field(default="", compare=False)
    dropped_on: str = field(default="", compare=False)
    kept: Node | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole plan; its branches stand in the order in which a reader meets them."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    words: str = ""
    branches: tuple[Branch, ...] = ()
    slug: str = field(default="", compare=False)
    organisation: str = field(default="", compare=False)
    type_: str = field(default="Strategic_Plan", compare=False)
    source: str = field(default="", compare=False)
    # In which language a file says that it is; empty where it does not say.
    language: str = field(default="", compare=False)
    # What is known of the plan and leaves with it, but does not come in: state, decisions.
    facts: Mapping[str, Any] = field(default_factory=dict, compare=False)
    kept: Node | None = field(default=None, compare=False, repr=False)


def _plain(figures: tuple[tuple[dt.date, Decimal], ...]) -> list[list[str]]:
    return [[on.isoformat(), plain_number(value)] for on, value in figures]


def plain_number(value: Decimal) -> str:
    """Write a number without needless zeros."""
    return format(value.normalize(), "f")


def one_line(words: str, most: int = MOST_TITLE) -> str:
    """Bring a name on one line of the portal's length."""
    line = _joined(words)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _joined(words: str) -> str:
    """Bring words on one line, without what a text of the portal cannot hold."""
    return _SPACES.sub(" ", UNWANTED.sub("", _SPACES.sub(" ", words))).strip()


def words_of(text: str) -> str:
    """Turn plain words into restricted Markdown: a blank line begins a new paragraph."""
    paragraphs = []
    for part in re.split(r"\n[ \t\r]*\n", text.replace("\r\n", "\n")):
        line = _joined(part)
        paragraphs += [line[at : at + MOST_PIECE] for at in range(0, len(line), MOST_PIECE)]
    blocks = [
        {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in paragraphs
    ]
    return markdown.write(blocks)


def text_of(words: str) -> str:
    """Turn restricted Markdown into plain words."""
    blocks = markdown.read(words, previous=[])
    return "\n\n".join(text for block in blocks if (text := render.plain_blocks([block]).strip()))


def body_of(outline: Outline, ids: Mapping[str, str]) -> dict[str, Any]:
    """Make the text of a plan: its introduction, and a section for each branch with words."""
    body = schema.with_blocks(schema.empty(), markdown.read(outline.words, previous=[]))
    sections = [
        {
            "type": "section",
            "attrs": {"id": ids[branch.key]},
            "content": markdown.read(branch.words, previous=[]),
        }
        for branch in outline.branches
        if branch.words.strip()
    ]
    return schema.parse(body | {"content": [*body.get("content", []), *sections]})


def remark(data: Mapping[str, Any]) -> str:
    """Write the line for OtherInformation; nothing where there is nothing to say."""
    if not data:
        return ""
    return REMARK + json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def remarks(other: str) -> dict[str, Any]:
    """Read our line in OtherInformation; what is not ours is left alone."""
    for line in other.splitlines():
        if line.strip().startswith(REMARK):
            try:
                found = json.loads(line.strip().removeprefix(REMARK))
            except (ValueError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def sound(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of the words in our remarks those that the portal can hold: a file may say anything."""
    lengths = {
        "title": MOST_TITLE,
        "number": MOST_NUMBER,
        "words": 200_000,
        "parent": 200,
        "since": 10,
        "dropped_on": 10,
    }
    return {
        name: value
        for name, most in lengths.items()
        if isinstance(value := extra.get(name), str) and len(value) <= most and is_clean(value)
    }


def is_clean(words: str) -> bool:
    """Say whether a text of the data base can hold the words."""
    return "\x00" not in words and not re.search("[\ud800-\udfff]", words)


def without_remarks(other: str) -> str:
    """Return OtherInformation without our line."""
    lines = other.splitlines()
    if not any(line.strip().startswith(REMARK) for line in lines):
        return other
    return "\n".join(line for line in lines if not line.strip().startswith(REMARK)).strip()
