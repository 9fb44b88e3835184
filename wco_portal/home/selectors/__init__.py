"""Reads of the front pages."""

from wco_portal.home.selectors import events, front, guides, members, samples, sources, tour, work

__all__ = ["events", "front", "guides", "members", "samples", "sources", "tour", "work"]
