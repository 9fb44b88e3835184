"""The app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files in and out: kept under the owner's policy, read under limits, printed."""

    name = "wco_portal.files"
    label = "files"

    def ready(self) -> None:
        """Forget files whose time is over."""
        from wco_portal.audit import tables  # noqa: PLC0415 -- app ready
        from wco_portal.files.services import files  # noqa: PLC0415 -- app ready

        tables.add_clock_act("files.forget", files.forget_due)
