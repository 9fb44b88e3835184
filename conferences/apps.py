"""The app."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Conferences, their programme, delegations and registrations."""

    name = "conferences"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from conferences import notices, policies  # noqa: PLC0415 -- app ready
        from conferences.selectors import search  # noqa: PLC0415 -- app ready
        from conferences.services import reference  # noqa: PLC0415 -- app ready
        from wco_portal.common.reference import BUNDLES  # noqa: PLC0415 -- app ready

        policies.register()
        notices.register()
        search.register()
        BUNDLES.append(reference.BUNDLE)
