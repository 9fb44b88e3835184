from conferences.selectors import conferences, delegations, receipts, registrations

__all__ = ["conferences", "delegations", "receipts", "registrations"]
