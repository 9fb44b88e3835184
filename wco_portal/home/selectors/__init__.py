"""Reads of the front pages."""

from wco_portal.home.selectors import guides, samples, tour

__all__ = ["guides", "samples", "tour"]
