"""Steps: the small changes of which every text is made, as ProseMirror writes them.

A step counts its positions inside one section (or inside the text's own blocks), as if that
section were a text of its own: whoever writes in another section never gets in the way.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Final, TypeAlias, cast

from django.utils.translation import gettext as _
from prosemirror.model import Node as TreeNode
from prosemirror.model import Slice
from prosemirror.transform import ReplaceStep, Step

from wco_portal.publishing.rules import schema
from wco_portal.publishing.rules.schema import SCHEMA, InvalidText, Node, block_id

StepJson: TypeAlias = dict[str, Any]
# By section: the steps inside it.
Parts: TypeAlias = dict[str, list[StepJson]]

MOST_STEPS: Final = 400
MOST_STEP_BYTES: Final = 200_000
# Everything that prosemirror raises on what is not a step, or does not fit.
WRONG: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    AssertionError,
    NotImplementedError,
)


class InvalidStep(InvalidText):
    """A step cannot be done; carries which one, counted from 0."""

    def __init__(self, message: str, number: int = 0) -> None:
        """Keep the number of the step."""
        super().__init__(message)
        self.number = number


def alone(blocks: list[Node]) -> Node:
    """Return the blocks of a section as a text of their own."""
    return {"type": "doc", "content": blocks} if blocks else {"type": "doc"}


def apply(blocks: list[Node], steps: list[StepJson]) -> list[Node]:
    """Do steps on the blocks of a section; return its new blocks, checked, or raise."""
    return checked(_done(blocks, steps).get("content", []), number=len(steps) - 1)


def checked(blocks: object, *, number: int = 0) -> list[Node]:
    """Check what is to stand in a section, and return its blocks in their canonical form."""
    if not isinstance(blocks, list):
        raise InvalidStep(_("The blocks of a section are a list."), number)
    found: list[Node] = schema.parse(alone(blocks)).get("content", [])
    if any(block["type"] == "section" for block in found):
        raise InvalidStep(_("A section does not stand inside another."), number)
    return found


def replay(blocks: list[Node], steps: list[StepJson]) -> list[Node]:
    """Do steps that were checked when they were accepted."""
    return list(schema.pruned(_done(blocks, steps)).get("content", []))


def _done(blocks: list[Node], steps: list[StepJson]) -> Node:
    tree = _tree(blocks)
    for number, raw in enumerate(steps):
        try:
            result = Step.from_json(SCHEMA, cast("Any", raw)).apply(tree)
        except InvalidText as wrong:
            raise InvalidStep(str(wrong), number) from wrong
        except WRONG as wrong:
            raise InvalidStep(
                _("This is not a step: %(why)s") % {"why": str(wrong)[:200]}, number
            ) from wrong
        if result.doc is None:
            raise InvalidStep(_("The step does not fit: %(why)s") % {"why": result.failed}, number)
        tree = result.doc
    return cast("Node", tree.to_json())


def _tree(blocks: list[Node]) -> TreeNode:
    return TreeNode.from_json(SCHEMA, cast("Any", alone(blocks)))


def bounded(raw: object) -> list[StepJson]:
    """Refuse what is not a list of steps of a sensible size before anything reads into it."""
    if not isinstance(raw, list) or not raw or not all(isinstance(step, dict) for step in raw):
        raise InvalidStep(_("Steps are a list of objects."))
    schema.bounded(raw)
    for number, step in enumerate(raw):
        places = [step[name] for name in ("from", "gapFrom", "gapTo", "to") if name in step]
        if any(type(place) is not int or place < 0 for place in places) or places != sorted(places):
            raise InvalidStep(_("The places of a step are whole numbers in their order."), number)
    return raw


def too_large(raw: object, size: int) -> bool:
    """Say whether there is more in one act than a person writes."""
    return size > MOST_STEP_BYTES or (isinstance(raw, list) and len(raw) > MOST_STEPS)


def between(old: list[Node], new: list[Node]) -> list[StepJson]:
    """Write the change from one list of blocks to another as few small steps.

    Blocks keep apart, so that what somebody else is writing in another block stays theirs.
    """
    steps: list[StepJson] = []
    before, after = _tree(old), _tree(new)
    starts = _starts(before)
    # From the end to the beginning, so that the positions of the old text hold.
    for tag, start, end, first, last in reversed(_runs(old, new)):
        at, until = starts[start], starts[end]
        if tag == "inside":
            steps += _inside(before.child(start), after.child(first), at)
            continue
        content = after.content.cut(_starts(after)[first], _starts(after)[last])
        steps.append(_json(ReplaceStep(at, until, Slice(content, 0, 0))))
    if schema.pruned(_done(old, steps)) != alone(new):
        return [_json(ReplaceStep(0, before.content.size, Slice(after.content, 0, 0)))]
    return steps


def _json(step: ReplaceStep) -> StepJson:
    return cast("StepJson", step.to_json())


def _starts(tree: TreeNode) -> list[int]:
    """Return where each block begins, and where the last one ends."""
    starts = [0]
    for number in range(tree.child_count):
        starts.append(starts[-1] + tree.child(number).node_size)
    return starts


def _runs(old: list[Node], new: list[Node]) -> list[tuple[str, int, int, int, int]]:
    """List what changed: blocks that came or went, and those that changed inside."""
    one, other = ([_name(block) for block in blocks] for blocks in (old, new))
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    found: list[tuple[str, int, int, int, int]] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            found.append((tag, start, end, first, last))
            continue
        found += [
            ("inside", start + step, start + step + 1, first + step, first + step + 1)
            for step in range(end - start)
            if old[start + step] != new[first + step]
        ]
    return found


def _name(block: Node) -> tuple[str, str, object]:
    return block_id(block), block["type"], block.get("attrs", {}).get("level")


def _inside(old: TreeNode, new: TreeNode, at: int) -> list[StepJson]:
    """Replace the smallest stretch in which two forms of one block differ."""
    start = old.content.find_diff_start(new.content)
    ends = old.content.find_diff_end(new.content)
    if start is None or ends is None:
        return []
    end, new_end = ends["a"], ends["b"]
    overlap = start - min(end, new_end)
    if overlap > 0:
        end, new_end = end + overlap, new_end + overlap
    return [_json(ReplaceStep(at + 1 + start, at + 1 + end, new.slice(start, new_end)))]


def changed(old: list[Node], new: list[Node]) -> list[str]:
    """Name the blocks that are new or say something else than before."""
    before = {block_id(block): block for block in old}
    return [block_id(block) for block in new if before.get(block_id(block)) != block]


def compare(before: Node, after: Node) -> Parts:
    """Write the change from one whole text to another, section by section."""
    found: Parts = {}
    for section in dict.fromkeys(["", *_sections(before), *_sections(after)]):
        old, new = (schema.blocks(body, section=section) for body in (before, after))
        if old != new:
            found[section] = between(old, new)
    return found


def replayed(body: Node, acts: Iterable[Parts]) -> Node:
    """Do acts of the log on a text."""
    sections: dict[str, list[Node]] = {}
    for act in acts:
        for name, steps in act.items():
            before = sections[name] if name in sections else schema.blocks(body, section=name)
            sections[name] = replay(before, steps)
    for name, blocks in sections.items():
        body = schema.with_blocks(body, blocks, section=name)
    return body


def parted(body: Node) -> dict[str, list[Node]]:
    """Return the blocks of each section that has any: what two equal texts have in common."""
    found = {name: schema.blocks(body, section=name) for name in ("", *_sections(body))}
    return {name: blocks for name, blocks in found.items() if blocks}


def _sections(body: Node) -> list[str]:
    return [block_id(section) for section in schema.sections(body)]
