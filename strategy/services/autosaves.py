"""Keep a draft that its page saves by itself, at the price of three statements.

It is the one thing that hundreds of people do at once, and through `positions.save` most of its
price was the building of questions. Here is what is ordinary only: a draft that exists, in the
version that the writer saw, of somebody who may write it, in an open window, with marks that the
instrument knows. Whatever else it may be is left to `positions.save`, which does it or says why
not; the same tests ask both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from strategy.enums.consultations import PositionState, RevisionKind
from strategy.enums.contributions import Consent
from strategy.models import Consultation, Position
from strategy.rules import ballots
from strategy.workflows.consultations import POSITION
from wco_portal.access.services import once
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.ids import public_id
from wco_portal.directory.models import Member, Person, Role
from wco_portal.publishing.workflow import Transition

TERMS: Final = (
    "pk",
    "instrument",
    "top",
    "allows_ties",
    "allows_no_opinion",
    "dots",
    "asks_remarks",
)
# The draft under a lock, with all that the rules ask for: one row, or none where the draft, its
# version, the window of the region or the membership on the closing day is not as it should be.
OPEN: Final = """
SELECT p.id, p.public_id, p.state, p.consent, p.sent_id, m.id, m.kind, m.region_id, c.region_id,
    c.id, c.instrument, c.top, c.allows_ties, c.allows_no_opinion, c.dots, c.asks_remarks,
    ARRAY(SELECT i.public_id FROM strategy_consultationitem i WHERE i.consultation_id = c.id),
    (SELECT jsonb_agg(jsonb_build_array(r.name, r.region_id, r.member_id, o.kind, o.region_id))
        FROM directory_role r LEFT JOIN directory_member o ON o.id = r.member_id
        WHERE r.person_id = %(person)s AND r.since <= %(day)s
        AND (r.until IS NULL OR r.until > %(day)s))
FROM strategy_consultation c
JOIN strategy_position p ON p.consultation_id = c.id
JOIN directory_member m ON m.id = p.member_id
LEFT JOIN strategy_regionwindow w ON w.consultation_id = c.id AND w.region_id = m.region_id
CROSS JOIN LATERAL (SELECT
    ((c.closes_at - interval '1 microsecond') AT TIME ZONE c.zone)::date AS last_day) AS d
WHERE c.slug = %(slug)s AND m.code = %(code)s AND p.version = %(version)s
AND c.state NOT IN ('draft', 'published', 'withdrawn')
AND coalesce(w.opens_at, c.opens_at) <= portal_now()
AND coalesce(w.closes_at, c.closes_at) > portal_now()
AND m.kind = 'member' AND (m.joined_on IS NULL OR m.joined_on <= d.last_day)
AND (m.left_on IS NULL OR m.left_on > d.last_day)
FOR UPDATE OF p
"""
# The revision, the event and the draft; nothing is owed by this event.
WRITE: Final = """
WITH revision AS (
    INSERT INTO strategy_positionrevision
        (public_id, position_id, number, kind, ranking, remarks, comment, consent, made_at, by_id)
    VALUES (%(revision)s, %(position)s, %(version)s, %(kind)s, %(ranking)s::jsonb,
        %(remarks)s::jsonb, %(comment)s, %(consent)s, %(at)s, %(person)s)
), event AS (
    INSERT INTO audit_event (public_id, type, actor, subject, target_kind, target, data,
        happened_at, recorded_at)
    VALUES (%(event)s, %(type)s, %(actor)s, '', %(target_kind)s, %(target)s, %(data)s::jsonb,
        %(happened_at)s, %(recorded_at)s)
)
UPDATE strategy_position
SET state = %(state)s, version = %(version)s, ranking = %(ranking)s::jsonb,
    remarks = %(remarks)s::jsonb, comment = %(comment)s, consent = %(consent)s,
    saved_at = %(at)s, saved_by_id = %(person)s, updated_at = %(recorded_at)s
WHERE id = %(position)s
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the page sends, made clean: numbers and comments by the items' ids.

    Without a word on consent, what the Member allowed before stays.
    """

    marks: Mapping[str, int]
    remarks: Mapping[str, str]
    comment: str
    consent: Consent | None
    version: int


@dataclass(frozen=True, slots=True)
class Press:
    """The one-time token of the form, its address, and the one where what it kept is read.

    The digest is of all that was sent.
    """

    token: str
    path: str
    digest: str
    location: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The draft under its lock, the items that it is asked about, and who may write what today."""

    position: Position
    items: list[str]
    actor: Person


@transaction.atomic
def save(slug: str, code: str, draft: Draft, *, press: Press, by: Person) -> Position | None:
    """Keep an ordinary draft of the Member; None, with nothing done, where it is not ordinary."""
    # First, as everywhere: who presses twice waits here and not for the draft.
    is_first = once.claim(
        press.token, person=by, path=press.path, digest=press.digest, location=press.location
    )
    opened = _opened(slug, code, version=draft.version, by=by) if is_first else None
    if opened is None or not _may_keep(opened, draft):
        transaction.set_rollback(True)
        return None
    return _keep(opened, draft, by=by)


def _opened(slug: str, code: str, *, version: int, by: Person) -> Opened | None:
    asked: dict[str, Any] = {"slug": slug, "code": code, "version": version}
    asked |= {"person": by.pk, "day": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(OPEN, asked)
        found = cursor.fetchone()
    if found is None:
        return None
    pk, public_id, state, consent, sent, *member = found[:8]
    position = Position(
        pk=pk,
        public_id=public_id,
        state=state,
        consent=consent,
        sent_id=sent,
        version=version,
        consultation=_asked(slug, *found[8:16]),
        member=_member(code, *member),
    )
    return Opened(position, found[16], _actor(by, json.loads(found[17] or "[]")))


def _asked(slug: str, held_in: int | None, *terms: Any) -> Consultation:
    """Return the consultation with what its rules ask for, and nothing else."""
    known = dict(zip(TERMS, terms, strict=True))
    return Consultation(slug=slug, region_id=held_in, **known)


def _member(code: str, pk: int, kind: str, region: int) -> Member:
    return Member(pk=pk, code=code, kind=kind, region_id=region)


def _actor(by: Person, roles: list[list[Any]]) -> Person:
    """Return a copy of the person with the roles of the day: Members stand in them bare."""
    actor = copy(by)
    actor.remember(
        [
            Role(name=name, region_id=region, member=_member("", *member) if member[0] else None)
            for name, region, *member in roles
        ]
    )
    return actor


def _may_keep(opened: Opened, draft: Draft) -> bool:
    """Say whether the policy lets the draft be saved and each item may get what it gets."""
    position = opened.position
    if not POSITION.decide(_arrow(position).name, position, by=opened.actor):
        return False
    low, high = ballots.Terms.of(position.consultation).span(len(opened.items))
    given = ballots.known(draft.marks, opened.items)
    return all(low <= mark <= high for mark in given.values())


def _arrow(position: Position) -> Transition:
    return POSITION.transitions["save" if position.state == PositionState.DRAFT else "revise"]


def _keep(opened: Opened, draft: Draft, *, by: Person) -> Position:
    position, arrow = opened.position, _arrow(opened.position)
    remarks = draft.remarks if position.consultation.asks_remarks else {}
    position.ranking = ballots.known(draft.marks, opened.items)
    position.remarks = ballots.remarks(remarks, opened.items)
    position.comment, position.state = draft.comment, arrow.target
    position.consent = position.consent if draft.consent is None else draft.consent
    position.version, position.saved_at, position.saved_by = draft.version + 1, clock.now(), by
    told = audit.happened(arrow.event, target=position, by=by, data={"version": position.version})
    with connection.cursor() as cursor:
        cursor.execute(WRITE, _written(position, told))
    return position


def _written(position: Position, told: Event) -> dict[str, Any]:
    """Return what the statement writes: the draft and, of its revision and its event, the rest."""
    return {
        **{name: getattr(position, name) for name in ("state", "version", "comment", "consent")},
        **{name: json.dumps(getattr(position, name)) for name in ("ranking", "remarks")},
        "position": position.pk,
        "at": position.saved_at,
        "person": position.saved_by_id,
        "revision": public_id(),
        "kind": RevisionKind.SAVED,
        "event": told.public_id,
        "type": told.type,
        "actor": told.actor,
        "target_kind": told.target_kind,
        "target": told.target,
        "data": json.dumps(told.data),
        "happened_at": told.happened_at,
        "recorded_at": told.recorded_at,
    }
