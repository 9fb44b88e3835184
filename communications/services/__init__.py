from communications.services import (
    chapters,
    demonstration,
    endorsements,
    messages,
    practices,
    proofs,
    topics,
)

__all__ = [
    "chapters",
    "demonstration",
    "endorsements",
    "messages",
    "practices",
    "proofs",
    "topics",
]
