"""The table of collections; each app's `api/urls.py` fills its rows."""

from __future__ import annotations

from typing import Any

from rest_framework.routers import SimpleRouter

# Every collection, in the order of the line of apps: the root of the API lists them.
COLLECTIONS: list[str] = []


class Router(SimpleRouter):
    """`register("plans", Plans)` gives `/api/v1/plans/` and the URL names `api-plans-...`."""

    def register(self, prefix: str, viewset: Any, basename: str | None = None) -> None:
        """Add a collection."""
        super().register(prefix, viewset, basename=basename or f"api-{prefix}")
        if prefix not in COLLECTIONS:
            COLLECTIONS.append(prefix)
