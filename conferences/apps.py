"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
        _link()


def _link() -> None:
    from conferences.selectors import cards  # noqa: PLC0415 -- app ready
    from wco_portal.links.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind(
        "conference", _("Conference"), cards=cards.of_conferences, options=cards.any_conference
    )
    add_kind(
        "session",
        pgettext_lazy("of a conference", "Session"),
        cards=cards.of_sessions,
        options=cards.any_session,
    )
    add_kind("registration", _("Registration"), cards=cards.of_registrations)
