"""Hand waiting deliveries over: claim under a lease, write the letter, hand over, then mark.

The claim commits before the hand-over and the mark after it, so a process that dies between the two
leaves a lease that runs out; the next one hands over again with the same Message-ID. A refusal for
now (4xx, no connection) is tried again after a growing pause with jitter; a refusal for good (5xx)
is a dead letter that officers see.

Some are claimed together, but a mail is marked before the next one is handed over: a second copy
can come of one only. One line to the mail server is kept for a round, and what an event tells all
people of one language and zone is written once in some seconds. Whoever stops for want of time
wakes the next one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import secrets
import smtplib
import time
from collections import deque
from collections.abc import Collection, Sequence
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.selectors import people
from wco_portal.notifications import selectors
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.selectors.audiences import Audiences
from wco_portal.notifications.selectors.letters import Bodies, Letter

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 12
MOST_SECONDS: Final = 60.0
REFUSED_FOR_GOOD: Final = 500

# So many are claimed at once; who is killed leaves those not yet handed over to their lease.
AT_ONCE: Final = 20
# So many seconds what was written for one is told to others too.
FRESH: Final = 5.0

CLAIM: Final = """
UPDATE notifications_delivery
SET lease_until = clock_timestamp() + make_interval(secs => %s), attempts = attempts + 1
WHERE id IN (
    SELECT id FROM notifications_delivery
    WHERE state = 'waiting' AND due_at <= clock_timestamp()
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
# Both leave alone what another process has taken over since.
MARK: Final = """
UPDATE notifications_delivery AS row
SET state = told.state, subject = told.subject, address = told.address, problem = told.problem,
    lease_until = NULL, sent_at = CASE WHEN told.state = 'sent' THEN %s END
FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS told (id, attempts, state, subject, address, problem)
WHERE row.id = told.id AND row.attempts = told.attempts
"""
GIVE_BACK: Final = """
UPDATE notifications_delivery AS row SET lease_until = NULL, attempts = row.attempts - 1
FROM unnest(%s::bigint[], %s::int[]) AS claimed (id, attempts)
WHERE row.id = claimed.id AND row.attempts = claimed.attempts
"""


class Unreachable(Exception):  # noqa: N818 -- it is what the mail server is
    """The mail server does not answer: the others can wait for the next tick."""


class Round:
    """What all mails of a round share: the line, who is told, and what was written just now."""

    def __init__(self) -> None:
        self.line: BaseEmailBackend = get_connection()
        self.audiences = Audiences()
        self.ends_at = time.monotonic() + MOST_SECONDS
        self._bodies, self._since = Bodies(), time.monotonic()

    @property
    def bodies(self) -> Bodies:
        """Return what was written in the last seconds."""
        if time.monotonic() - self._since > FRESH:
            self._bodies, self._since = Bodies(), time.monotonic()
        return self._bodies


def send_waiting(at: dt.datetime) -> int:
    """Hand over everything that waits, for at most a minute; return how much was settled."""
    del at
    shared, settled = Round(), 0
    try:
        while rows := _claim():
            settled += _settle(rows, shared)
            if time.monotonic() > shared.ends_at:
                audit.wake_after_commit()
                break
    except Unreachable as away:
        log.warning("The mail server does not answer: %s", away)
    finally:
        _hang_up(shared.line)
    return settled


def _claim() -> list[Delivery]:
    """Take the next under a lease; an event or a person is one object for all of its rows."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [settings.DELIVERY_LEASE, AT_ONCE])
        taken = [pk for (pk,) in cursor.fetchall()]
    if not taken:
        return []
    rows = Delivery.objects.filter(pk__in=taken).prefetch_related("event", "recipient")
    claimed = list(rows.order_by("due_at", "pk"))
    people.remember_roles({row.recipient for row in claimed})
    return claimed


def _settle(rows: Sequence[Delivery], shared: Round) -> int:
    """Tell all that is for the centre, then hand the mails over, each marked before the next.

    Before the lease could run out, or where the server is away, the rest is given back.
    """
    until = min(shared.ends_at, time.monotonic() + settings.DELIVERY_LEASE / 2)
    lines = [row for row in rows if row.channel != Channel.MAIL]
    mails = deque(row for row in rows if row.channel == Channel.MAIL)
    if told := [row for row in lines if _is_settled(row, shared)]:
        _mark(told)
    try:
        while mails:
            mail = mails.popleft()
            if _is_settled(mail, shared):
                _mark([mail])
            if time.monotonic() > until:
                break
    finally:
        _give_back(mails)
    return len(rows) - len(mails)


def _hang_up(line: BaseEmailBackend) -> None:
    """Close the line; a server that is away or says no to the last word has taken its mails."""
    with contextlib.suppress(OSError):
        line.close()


def _is_settled(delivery: Delivery, shared: Round) -> bool:
    """Tell it, drop it or give it up; what was refused for now is to be tried again later."""
    try:
        if delivery.recipient.is_active and shared.audiences.still_told(delivery):
            _tell(delivery, shared)
            delivery.state = DeliveryState.SENT
        else:
            delivery.state = DeliveryState.DROPPED
    except Exception as problem:
        _hang_up(shared.line)
        is_given_up = _refused(delivery, problem)
        if isinstance(problem, ConnectionError | TimeoutError | smtplib.SMTPConnectError):
            raise Unreachable(str(problem)) from problem
        return is_given_up
    return True


def _tell(delivery: Delivery, shared: Round) -> None:
    if delivery.channel == Channel.MAIL:
        letter = selectors.letters.write(delivery, shared.bodies)
        delivery.subject, delivery.address = letter.subject[:300], letter.address[:400]
        shared.line.open()
        shared.line.send_messages([message(delivery, letter)])
    else:
        item = selectors.letters.headline(delivery, shared.bodies)
        address = item.link.removeprefix(settings.PORTAL_BASE_URL)
        delivery.subject, delivery.address = item.subject[:300], address[:400]


def message(delivery: Delivery, letter: Letter) -> EmailMultiAlternatives:
    """Put the letter in its envelope: one recipient, a Message-ID that a second try repeats."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {
        "Message-ID": f"<{delivery.public_id.lower()}@{host}>",
        "X-Dedupe-Key": delivery.public_id,
        "Auto-Submitted": "auto-generated",
    }
    if letter.stop_link:
        headers["List-Unsubscribe"] = f"<{letter.stop_link}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, to=[delivery.recipient.email], headers=headers
    )
    mail.attach_alternative(letter.html, "text/html")
    for each in letter.attachments:
        if each.is_alternative:
            mail.attach_alternative(each.content, each.media_type)
        else:
            mail.attach(each.name, each.content, each.media_type)
    return mail


def _mark(rows: Sequence[Delivery]) -> None:
    """Write down what became of deliveries."""
    names = ("pk", "attempts", "state", "subject", "address", "problem")
    told = [[getattr(row, name) for row in rows] for name in names]
    with connection.cursor() as cursor:
        cursor.execute(MARK, [clock.now(), *told])


def _give_back(rows: Collection[Delivery]) -> None:
    """Let others take what was claimed and not tried."""
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [[row.pk for row in rows], [row.attempts for row in rows]])


def _refused(delivery: Delivery, problem: Exception) -> bool:
    """Try again later with a growing pause, or say that it is given up, which officers see."""
    log.warning("Delivery %s was refused: %r", delivery.public_id, problem)
    delivery.problem = repr(problem)[:2000]
    if _is_for_good(problem) or delivery.attempts >= MOST_ATTEMPTS:
        delivery.state = DeliveryState.DEAD
        return True
    pause = min(5 * 2**delivery.attempts, 3600) * (0.75 + secrets.randbelow(500) / 1000)
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(
        lease_until=None,
        problem=delivery.problem,
        due_at=timezone.now() + dt.timedelta(seconds=pause),
    )
    return False


def _is_for_good(problem: Exception) -> bool:
    """Tell a wrong address from a server that cannot just now; a wrong password is ours to mend."""
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPResponseException):
        return problem.smtp_code >= REFUSED_FOR_GOOD
    return False
