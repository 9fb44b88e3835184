from conferences.selectors import conferences, delegations, receipts, registrations, search, work

__all__ = ["conferences", "delegations", "receipts", "registrations", "search", "work"]
