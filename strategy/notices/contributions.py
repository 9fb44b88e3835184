"""Whom comments on clauses and proposals tell what: the writers, and the Members they concern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Contribution
from strategy.notices import plans
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice, because

SPOKE = _("Your administration, %(member)s, spoke of this clause.")
STOOD = _("Your administration, %(member)s, spoke of an earlier wording.")


def _speakers(event: Event, members: Iterable[int | None], reason: Any) -> Iterator[Recipient]:
    """The focal points of Members, but not whoever did it, each once."""
    told = set[int]()
    for role in people.focal_points(on=clock.today()).filter(member__in=list(members)):
        if role.person_id not in told and role.person.key != event.actor:
            told.add(role.person_id)
            yield Recipient(role.person, because(reason, member=role.member))


def asked(event: Event) -> Iterator[Recipient]:
    """Tell the Member whose comment or proposal was answered in its thread, if it may read it."""
    made = selectors.contributions.of_event(event.target)
    assert made.to is not None  # noqa: S101 -- only answers come here
    for recipient in _speakers(event, [made.to.member_id], SPOKE):
        if _reads(made, recipient.person):
            yield recipient


def _reads(made: Contribution, person: Person) -> bool:
    return Contribution.objects.visible_to(person).filter(pk=made.pk).exists()


def speaker(event: Event) -> Iterator[Recipient]:
    """Tell the Member of whose words a passage was removed."""
    yield from _speakers(event, [selectors.contributions.of_event(event.target).member_id], SPOKE)


def commentator(event: Event) -> Iterator[Recipient]:
    """Tell the Member of whose comment on a consultation a passage was removed."""
    position = selectors.positions.by_public_id(event.target)
    yield from _speakers(event, [position.member_id], SPOKE)


def stood(event: Event) -> Iterator[Recipient]:
    """Tell the Members that supported or opposed the wording before."""
    found = selectors.contributions.of_event(event.target)
    if found.is_proposal:
        yield from _speakers(event, selectors.contributions.stood_before(found), STOOD)


def about(event: Event) -> dict[str, Any]:
    """Return where something was said."""
    found = selectors.contributions.of_event(event.target)
    return {"found": found, "plan": found.plan, "address": found.get_absolute_url()}


def as_seen(_event: Event, person: Person, words: dict[str, Any]) -> dict[str, Any]:
    """Return what was said as the person may see it."""
    return {"shown": selectors.contributions.shown(words["found"], person)}


def removed(event: Event) -> dict[str, Any]:
    """Return why a passage was removed, and where the whole of it stands."""
    found = selectors.contributions.of_event(event.target)
    return {
        "plan": found.plan,
        "cut": SimpleNamespace(**event.data),
        "address": found.get_absolute_url(),
    }


def removed_comment(event: Event) -> dict[str, Any]:
    """Return the same for the comment of a position, which stands on its receipt."""
    position = selectors.positions.by_public_id(event.target)
    assert position.sent is not None  # noqa: S101 -- what was published was sent
    plan, address = position.consultation.plan, position.sent.get_absolute_url()
    return {"plan": plan, "cut": SimpleNamespace(**event.data), "address": address}


def register() -> None:
    """Fill the rows of this noun in the table."""
    add_group("consultations", _("Consultations"))
    for name, event, audience in (
        ("clause_proposed", "strategy.contribution.proposed", plans.editors),
        ("clause_answered", "strategy.contribution.answered", asked),
        ("clause_reworded", "strategy.contribution.revised", stood),
    ):
        add_notice(
            name,
            event=event,
            group="consultations",
            audience=audience,
            context=about,
            own=as_seen,
        )
    for name, event, audience, told in (
        ("passage_removed", "strategy.contribution.redacted", speaker, removed),
        ("comment_redacted", "strategy.position.redacted", commentator, removed_comment),
    ):
        add_notice(name, event=event, group="consultations", audience=audience, context=told)
