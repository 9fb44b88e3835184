"""Reads of the front pages."""

from wco_portal.home.selectors import events, guides, members, samples, sources, tour

__all__ = ["events", "guides", "members", "samples", "sources", "tour"]
