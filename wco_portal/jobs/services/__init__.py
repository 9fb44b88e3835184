from wco_portal.jobs.services import jobs

__all__ = ["jobs"]
