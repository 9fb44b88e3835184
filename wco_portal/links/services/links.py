"""Tie things together and apart."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.links import selectors
from wco_portal.links.models import Anchor, Link
from wco_portal.links.tables import KINDS

End = tuple[str, str]  # kind and public id


@transaction.atomic
def make(origin: End, target: End, *, relation: str, by: Person) -> Link:
    """Link a thing to what it hangs on; both ends must be visible to the person."""
    policies.require(by, Permission.LINK_EDIT)
    for kind, public_id in (origin, target):
        if selectors.threads.card(kind, public_id, actor=by) is None:
            raise DomainError(_("One end of the link does not exist."), code="no_such_end")
    _require_by_hand(origin[0], target[0])
    return join(origin, target, relation=relation, by=by)


@transaction.atomic
def join(
    origin: End,
    target: End,
    *,
    relation: str,
    by: Person | None = None,
    is_demonstration: bool = False,
) -> Link:
    """Link two things for a service that has checked its own permission; once, however often."""
    ends = [_anchor(*origin), _anchor(*target)]
    found = Link.objects.filter(origin=ends[0], target=ends[1], relation=relation).first()
    if found is not None:
        return found
    link = Link(
        origin=ends[0], target=ends[1], relation=relation, is_demonstration=is_demonstration
    )
    link.full_clean()
    link.save()
    audit.record("links.link.made", target=link, by=by, data=_told(link))
    return link


@transaction.atomic
def remove(link: Link, *, by: Person) -> None:
    """Take a link away."""
    policies.require(by, Permission.LINK_EDIT)
    _require_by_hand(link.origin.kind, link.target.kind)
    cut(link, by=by)


@transaction.atomic
def cut(link: Link, *, by: Person | None) -> None:
    """Take a link away for a service that has checked its own permission."""
    audit.record("links.link.removed", target=link, by=by, data=_told(link))
    link.delete()


def _require_by_hand(*kinds: str) -> None:
    if any(name in KINDS and not KINDS[name].by_hand for name in kinds):
        raise DomainError(
            _("This is linked on the page of the thing itself, not by hand."), code="not_by_hand"
        )


def _anchor(kind: str, public_id: str) -> Anchor:
    if kind not in KINDS:
        raise DomainError(_("This kind of thing cannot be linked."), code="no_such_kind")
    return Anchor.objects.get_or_create(public_id=public_id, defaults={"kind": kind})[0]


def _told(link: Link) -> dict[str, str]:
    return {
        "from": link.origin.public_id,
        "to": link.target.public_id,
        "relation": link.relation,
    }
