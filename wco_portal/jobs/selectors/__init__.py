from wco_portal.jobs.selectors import jobs

__all__ = ["jobs"]
