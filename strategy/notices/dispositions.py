"""Who is told that what they said was answered: once, however much of theirs it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Disposition
from wco_portal.audit.models import Event
from wco_portal.directory.models import Person, Role
from wco_portal.notifications.tables import Recipient, add_group, add_notice, because

OF_MEMBER = _("Your administration, %(member)s, was heard on this plan.")
OF_REGION = _("A workshop of your region, %(region)s, was heard on this plan.")


def given_in(event: Event) -> list[Disposition]:
    """Return the answers that an event is about."""
    public_ids = event.data.get("dispositions", [event.target])
    return list(selectors.dispositions.of_event(public_ids))


def contributors(event: Event) -> Iterator[Recipient]:
    """The focal points of the Members, who raised a challenge, and who speaks for a region."""
    given, told = given_in(event), set[int]()
    for role in selectors.dispositions.heard(given):
        if role.person_id not in told:
            told.add(role.person_id)
            yield Recipient(role.person, _why(role))
    for raised in (each.challenge for each in given):
        if raised and raised.raised_by and raised.raised_by.pk not in told:
            told.add(raised.raised_by.pk)
            yield Recipient(raised.raised_by, because(OF_MEMBER, member=raised.member))


def _why(role: Role) -> Any:
    if role.member is not None:
        return because(OF_MEMBER, member=role.member)
    return because(OF_REGION, region=role.region)


def words(event: Event) -> dict[str, Any]:
    """Return the plan, and all the answers."""
    given = given_in(event)
    return {"plan": given[0].plan, "given": given}


def own_words(_event: Event, person: Person, words: dict[str, Any]) -> dict[str, Any]:
    """Return which of the answers are to what the person's side said."""
    given = words["given"]
    mine = [each for each in given if selectors.dispositions.is_of(each, person)]
    address = selectors.dispositions.own(given[0].plan)
    return {"given": mine, "address": mine[0].get_absolute_url() if len(mine) == 1 else address}


def register() -> None:
    """Fill the rows of answers in the table."""
    add_group("consultations", _("Consultations"))
    for name, event in (
        ("inputs_answered", "strategy.plan.answered"),
        ("answer_corrected", "strategy.disposition.corrected"),
    ):
        add_notice(
            name,
            event=event,
            group="consultations",
            audience=contributors,
            context=words,
            own=own_words,
        )
