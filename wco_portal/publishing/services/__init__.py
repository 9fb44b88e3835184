from wco_portal.publishing.services import (
    documents,
    exchanges,
    frozen,
    sittings,
    steps,
    suggestions,
    threads,
    writers,
)

__all__ = [
    "documents",
    "exchanges",
    "frozen",
    "sittings",
    "steps",
    "suggestions",
    "threads",
    "writers",
]
