"""The life of a theme activity."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from strategy.enums.themes import ActivityState as S
from wco_portal.access.permissions import Permission
from wco_portal.publishing.workflow import Transition, Workflow

ACTIVITY: Final = Workflow(
    transitions={
        "publish": Transition(
            "publish",
            {S.PROPOSED, S.DECLINED},
            S.PUBLISHED,
            Permission.ACTIVITY_REVIEW,
            "strategy.activity.published",
            _("Publish"),
        ),
        "decline": Transition(
            "decline",
            {S.PROPOSED, S.PUBLISHED},
            S.DECLINED,
            Permission.ACTIVITY_REVIEW,
            "strategy.activity.declined",
            _("Decline"),
        ),
    }
)
