"""Whom amendments of the plan in force tell what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.enums.plans import Outcome
from strategy.notices.plans import approvers, editors, everybody
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice


def authors(event: Event) -> Iterator[Recipient]:
    """Tell the editors who wrote its words or its findings, or laid it before the Council."""
    wrote = selectors.amendments.authors(selectors.amendments.of_event(event.target))
    for person in people.in_secretariat(RoleName.EDITOR, on=clock.today()).filter(key__in=wrote):
        if person.key != event.actor:
            yield Recipient(person, _("You worked on this amendment."))


def hands(event: Event) -> Iterator[Recipient]:
    """Tell its authors; where none of them is an editor any more, all editors."""
    found = list(authors(event))
    yield from found or editors(event)


def told_before(event: Event) -> Iterator[Recipient]:
    """Tell its hands, and who was asked to record the decision on it."""
    if selectors.amendments.of_event(event.target).submissions.exists():
        yield from approvers(event)
    yield from hands(event)


def writers(event: Event) -> Iterator[Recipient]:
    """Tell who was told of its adoption: who writes plans, and who approves them."""
    yield from approvers(event)
    yield from editors(event)


def lapsed(event: Event) -> Iterator[Recipient]:
    """Tell who was told of its adoption; of one that was not adopted, as of a withdrawal."""
    decided = selectors.amendments.of_event(event.target).decisions
    is_adopted = decided.filter(outcome=Outcome.ADOPTED).exists()
    yield from writers(event) if is_adopted else told_before(event)


def context(event: Event) -> dict[str, Any]:
    """Return the amendment with its plan, its latest submission and the decision told of."""
    amendment = selectors.amendments.of_event(event.target)
    return {
        "amendment": amendment,
        "plan": amendment.plan,
        "submission": selectors.amendments.last_submission(amendment),
        "decision": selectors.amendments.decision_of(amendment, event.data.get("decision")),
        "address": amendment.get_absolute_url(),
    }


def register() -> None:
    """Fill the rows of amendments in the table."""
    add_group("plans", _("Strategic plans"))
    for name, audience in (
        ("submitted", approvers),
        ("returned", hands),
        ("adopted", editors),
        ("in_effect", everybody),
        ("withdrawn", told_before),
        ("lapsed", lapsed),
    ):
        add_notice(
            f"amendment_{name}",
            event=f"strategy.amendment.{name}",
            group="plans",
            audience=audience,
            context=context,
        )
