"""Forms of the front pages."""

from wco_portal.home.forms import sample

__all__ = ["sample"]
