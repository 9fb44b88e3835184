"""Bring Members' activities under a theme to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.themes import ActivityKind
from strategy.models import AnnualTheme, ThemeActivity, ThemePrinciple
from strategy.workflows.themes import ACTIVITY
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Member, Person


@transaction.atomic
def propose(
    theme: AnnualTheme,
    *,
    member: Member,
    kind: ActivityKind,
    title: dict[str, str],
    happened_on: dt.date,
    principles: Iterable[ThemePrinciple] = (),
    with_partners: bool = False,
    by: Person,
) -> ThemeActivity:
    """Propose what an administration does with the theme; `title` is `{"en": ..., "fr": ...}`."""
    policies.require(by, Permission.ACTIVITY_PROPOSE)
    _require_own_and_past(member, happened_on, by)
    activity = ThemeActivity(
        theme=theme,
        member=member,
        kind=kind,
        title_en=title.get("en", ""),
        title_fr=title.get("fr", ""),
        happened_on=happened_on,
        with_partners=with_partners,
        proposed_by=by,
        is_demonstration=by.is_demonstration,
    )
    activity.full_clean()
    activity.save()
    activity.principles.set(principles)
    audit.record("strategy.activity.proposed", target=activity, by=by)
    return activity


def _require_own_and_past(member: Member, happened_on: dt.date, by: Person) -> None:
    if member.pk not in by.member_ids():
        raise DomainError(_("You can only speak for your own administration."), code="not_yours")
    if happened_on > clock.today():
        raise DomainError(
            _("The date lies ahead: propose the activity once it has taken place."), code="ahead"
        )


@transaction.atomic
def follow(activity: ThemeActivity, *, arrow: str, by: Person) -> ThemeActivity:
    """Publish or decline a proposed activity."""
    activity = ThemeActivity.objects.select_for_update().get(pk=activity.pk)
    transition = ACTIVITY.follow(arrow, activity, by=by)
    activity.state = transition.target
    activity.version += 1
    activity.save(update_fields=["state", "version", "updated_at"])
    audit.record(transition.event, target=activity, by=by)
    return activity
