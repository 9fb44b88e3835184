from conferences.services import (
    conferences,
    delegations,
    nominations,
    places,
    receipts,
    registrations,
)

__all__ = ["conferences", "delegations", "nominations", "places", "receipts", "registrations"]
