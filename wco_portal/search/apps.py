"""The app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One box that finds everything one may see, in both languages."""

    name = "wco_portal.search"
    label = "search"

    def ready(self) -> None:
        """Add the platform's own sources; bring the index up to date after events."""
        from wco_portal.audit.tables import add_effect  # noqa: PLC0415 -- app ready
        from wco_portal.search import tables  # noqa: PLC0415 -- app ready
        from wco_portal.search.selectors import directory  # noqa: PLC0415 -- app ready
        from wco_portal.search.services import index  # noqa: PLC0415 -- app ready

        directory.register()
        add_effect("search", owed_by=tables.is_followed, act=index.follow)
