"""Reads of the front pages."""

from wco_portal.home.selectors import samples

__all__ = ["samples"]
