"""Every permission of the portal, in one enumeration."""

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """`app.noun.verb`: what a policy can allow."""

    # the platform
    WORK_VIEW = "home.work.view"
    CLOCK_STEP = "common.clock.step"
    MAIL_VIEW = "notifications.mail.view"
    PREFERENCES_EDIT = "notifications.preferences.edit"
    EVENTS_VIEW = "audit.events.view"


# The mark of a page that anyone may read.
PUBLIC: Final = "public"
