"""Whom plans tell what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice

MEMBERS_AND_REGIONS = (RoleName.FOCAL_POINT, RoleName.COORDINATOR, RoleName.VICE_CHAIR)


def approvers(event: Event) -> Iterator[Recipient]:
    """Tell who approves plans, but not whoever did it."""
    for person in people.in_secretariat(RoleName.APPROVER, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You approve plans."))


def editors(event: Event) -> Iterator[Recipient]:
    """Tell who writes plans, but not whoever did it."""
    for person in people.in_secretariat(RoleName.EDITOR, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You write plans."))


def everybody(_event: Event) -> Iterator[Recipient]:
    """Tell the writers, every Member's focal point, the coordinators and Vice-Chairs."""
    names = (RoleName.EDITOR, RoleName.APPROVER, *MEMBERS_AND_REGIONS)
    for person in people.in_secretariat(*names, on=clock.today()):
        yield Recipient(person, _("The plan concerns every Member, region and writer."))


def context(event: Event) -> dict[str, Any]:
    """Return the plan with its latest submission and decision."""
    plan = selectors.lives.of_event(event.target)
    return {
        "plan": plan,
        "submission": selectors.lives.last_submission(plan),
        "decision": selectors.lives.last_decision(plan),
        "address": plan.get_absolute_url(),
    }


def desk(event: Event) -> dict[str, Any]:
    """Return the same with the address of the editor's page."""
    told = context(event)
    return told | {"address": selectors.lives.desk_address(told["plan"])}


def named(event: Event) -> Iterator[Recipient]:
    """Tell whom a comment names, or who is to see to it."""
    for key in event.data["mentioned"]:
        for person in people.by_key(key):
            yield Recipient(person, _("Somebody named you in a comment."))


def remark(event: Event) -> dict[str, Any]:
    """Return the plan, the thread with its last comment, and where it stands."""
    plan = selectors.lives.of_event(event.target)
    thread = selectors.writing.thread(event.data["thread"])
    address = selectors.writing.desk_address(plan, event.data["section"])
    comment = thread.comments.latest("pk")
    return {
        "plan": plan,
        "thread": thread,
        "comment": comment,
        "address": f"{address}#thread-{thread.public_id}",
    }


def register() -> None:
    """Fill the rows of plans in the table."""
    add_group("plans", _("Strategic plans"))
    for name, audience, told in (
        ("submitted", approvers, desk),
        ("returned", editors, desk),
        ("endorsed", editors, desk),
        ("adopted", editors, desk),
        ("in_force", everybody, context),
    ):
        add_notice(
            f"plan_{name}",
            event=f"strategy.plan.{name}",
            group="plans",
            audience=audience,
            context=told,
        )
    add_notice(
        "plan_remarked",
        event="strategy.plan.remarked",
        group="plans",
        audience=named,
        context=remark,
    )
