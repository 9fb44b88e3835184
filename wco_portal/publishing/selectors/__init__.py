from wco_portal.publishing.selectors import (
    differences,
    documents,
    exchanges,
    frozen,
    laid,
    log,
    meetings,
    pairs,
    remarks,
    wordings,
)

__all__ = [
    "differences",
    "documents",
    "exchanges",
    "frozen",
    "laid",
    "log",
    "meetings",
    "pairs",
    "remarks",
    "wordings",
]
