from wco_portal.publishing.services import (
    documents,
    frozen,
    sittings,
    steps,
    suggestions,
    threads,
    writers,
)

__all__ = ["documents", "frozen", "sittings", "steps", "suggestions", "threads", "writers"]
