"""The app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Regions, Members, people and their dated roles."""

    name = "wco_portal.directory"
    label = "directory"

    def ready(self) -> None:
        """Fill this app's row of the reference table."""
        from wco_portal.common.reference import BUNDLES  # noqa: PLC0415 -- app ready
        from wco_portal.directory.services import reference  # noqa: PLC0415 -- app ready

        BUNDLES.append(reference.BUNDLE)
