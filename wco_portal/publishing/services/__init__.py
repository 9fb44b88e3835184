from wco_portal.publishing.services import (
    copies,
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
    "copies",
    "documents",
    "exchanges",
    "frozen",
    "sittings",
    "steps",
    "suggestions",
    "threads",
    "writers",
]
