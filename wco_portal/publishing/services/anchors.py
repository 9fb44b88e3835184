"""Let threads of comments follow their words when blocks are parted, joined or taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wco_portal.directory.models import Person
from wco_portal.publishing.models import Document, Thread
from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import Node, block_id


def follow(document: Document, *, old: list[Node], new: list[Node], by: Person | None) -> None:
    """Hang threads on the block that has their words now; say of the others that theirs is gone.

    `old` and `new` are the blocks of what was written in, before and after.
    """
    before, after = _words(old), _words(new)
    come, gone = set(after) - set(before), set(before) - set(after)
    if not come and not gone:
        return
    touched = [name for name in after if before.get(name) != after[name]]
    left = [name for name in before if before[name] != after.get(name)]
    for thread in document.threads.filter(block__in=left):
        place = _place(thread, before, after, touched)
        if place != thread.block:
            thread.block = place
            thread.save(update_fields=["block"])
    threads = document.threads
    threads.filter(block__in=come, gone_version__isnull=False).update(
        gone_version=None, gone_by=None
    )
    threads.filter(block__in=gone).update(gone_version=document.version, gone_by=by)


def _words(blocks: Iterable[Node]) -> dict[str, str]:
    return {block_id(block): inline.plain(block) for block in blocks}


def _place(
    thread: Thread, before: Mapping[str, str], after: Mapping[str, str], touched: list[str]
) -> str:
    """Return the block that has the words of a thread; its own as long as that has them.

    A thread on a whole block has that block's words as its own.
    """
    own = thread.block
    words = thread.quote or before[own]
    if not words.strip() or words in after.get(own, "") or (own in after and not thread.quote):
        return own
    found = [
        name for name in touched if after[name].count(words) > before.get(name, "").count(words)
    ]
    exact = (name for name in found if f"{thread.prefix}{words}"[-len(words) - 20 :] in after[name])
    return next(exact, next(iter(found), own))
