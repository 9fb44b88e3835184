"""The app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work that takes longer than a page may."""

    name = "wco_portal.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Do what is due after each sweep; forget what was over long ago."""
        from wco_portal.audit import tables  # noqa: PLC0415 -- app ready
        from wco_portal.jobs.services import jobs  # noqa: PLC0415 -- app ready

        tables.add_clock_act("jobs.forget", jobs.forget_due)
        tables.add_last_act("jobs.run", jobs.run_due)
