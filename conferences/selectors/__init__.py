from conferences.selectors import conferences, delegations, receipts, registrations, search

__all__ = ["conferences", "delegations", "receipts", "registrations", "search"]
