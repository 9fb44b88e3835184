"""The app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunicationsConfig(AppConfig):
    """The handbook, practices, common messages, audiences, channels, and the forum."""

    name = "communications"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from communications import notices, policies  # noqa: PLC0415 -- app ready
        from communications.selectors import search  # noqa: PLC0415 -- app ready
        from communications.services import reference  # noqa: PLC0415 -- app ready

        policies.register()
        notices.register()
        search.register()
        reference.register()
        _write_chapters()
        _link()
        _stand_behind_principles()


def _write_chapters() -> None:
    from communications.services import chapters  # noqa: PLC0415 -- app ready
    from wco_portal.access.permissions import Permission  # noqa: PLC0415 -- app ready
    from wco_portal.publishing.tables import Kind, add_kind  # noqa: PLC0415 -- app ready

    add_kind(
        Kind(
            "chapter",
            view=Permission.CHAPTER_VIEW_DRAFT,
            edit=Permission.CHAPTER_EDIT,
            event="communications.chapter.written",
            remarked="communications.chapter.remarked",
            owner=chapters.of_text,
            lock=chapters.locked_of_text,
            sections=lambda _chapter: (),
            written=chapters.written,
            address=chapters.desk_address,
        )
    )


def _link() -> None:
    from communications.selectors import cards  # noqa: PLC0415 -- app ready
    from wco_portal.links.tables import add_kind  # noqa: PLC0415 -- app ready

    add_kind("practice", _("Practice"), cards=cards.of_practices, options=cards.any_practice)
    add_kind("chapter", _("Chapter"), cards=cards.of_chapters, options=cards.any_chapter)
    add_kind("message", _("Common message"), cards=cards.of_messages, options=cards.any_message)
    add_kind("topic", _("Topic of the forum"), cards=cards.of_topics, options=cards.any_topic)


def _stand_behind_principles() -> None:
    from communications.selectors import cards  # noqa: PLC0415 -- app ready
    from strategy.tables import THEME_COLUMNS, Column  # noqa: PLC0415 -- app ready

    THEME_COLUMNS.append(Column(_("Practices shared"), _("No practice yet"), cards.behind))
