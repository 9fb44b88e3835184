from wco_portal.publishing.selectors import (
    differences,
    documents,
    frozen,
    log,
    meetings,
    pairs,
    remarks,
)

__all__ = ["differences", "documents", "frozen", "log", "meetings", "pairs", "remarks"]
