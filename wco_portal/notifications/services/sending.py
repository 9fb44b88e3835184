"""Hand waiting deliveries over: claim under a lease, write the letter, hand over, then mark.

The claim commits before the hand-over and the mark after it, so a process that dies between the two
leaves a lease that runs out; the next one hands over again with the same Message-ID. A refusal for
now (4xx, no connection) is tried again after a growing pause with jitter; a refusal for good (5xx)
is a dead letter that officers see.

One line to the mail server is kept for a round. Whoever stops for want of time wakes the next one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import secrets
import smtplib
import time
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.notifications import selectors
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.selectors.audiences import Audiences
from wco_portal.notifications.selectors.letters import Letter

log = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 12
MOST_SECONDS: Final = 60.0
REFUSED_FOR_GOOD: Final = 500

CLAIM: Final = """
UPDATE notifications_delivery
SET lease_until = clock_timestamp() + make_interval(secs => %s), attempts = attempts + 1
WHERE id = (
    SELECT id FROM notifications_delivery
    WHERE state = 'waiting' AND due_at <= clock_timestamp()
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


class Unreachable(Exception):  # noqa: N818 -- it is what the mail server is
    """The mail server does not answer: the others can wait for the next tick."""


def send_waiting(at: dt.datetime) -> int:
    """Hand over everything that waits, for at most a minute; return how much was settled."""
    del at
    line, stop, settled = get_connection(), time.monotonic() + MOST_SECONDS, 0
    audiences = Audiences()
    try:
        while (pk := _claim()) is not None:
            delivery = Delivery.objects.select_related("event", "recipient").get(pk=pk)
            _hand_over(delivery, line, audiences)
            settled += 1
            if time.monotonic() > stop:
                audit.wake_after_commit()
                break
    except Unreachable as away:
        log.warning("The mail server does not answer: %s", away)
    finally:
        _hang_up(line)
    return settled


def _claim() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [settings.DELIVERY_LEASE])
        found = cursor.fetchone()
    return found[0] if found else None


def _hang_up(line: BaseEmailBackend) -> None:
    """Close the line; a server that is away or says no to the last word has taken its mails."""
    with contextlib.suppress(OSError):
        line.close()


def _hand_over(delivery: Delivery, line: BaseEmailBackend, audiences: Audiences) -> None:
    if not delivery.recipient.is_active or not audiences.still_told(delivery):
        _mark(delivery, DeliveryState.DROPPED)
        return
    try:
        if delivery.channel == Channel.MAIL:
            letter = selectors.letters.write(delivery)
            delivery.subject, delivery.address = letter.subject[:300], letter.address[:400]
            line.open()
            line.send_messages([message(delivery, letter)])
        else:
            item = selectors.letters.headline(delivery)
            address = item.link.removeprefix(settings.PORTAL_BASE_URL)
            delivery.subject, delivery.address = item.subject[:300], address[:400]
    except Exception as problem:
        _hang_up(line)
        _refused(delivery, problem)
        if isinstance(problem, ConnectionError | TimeoutError | smtplib.SMTPConnectError):
            raise Unreachable(str(problem)) from problem
        return
    _mark(delivery, DeliveryState.SENT)


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


def _mark(delivery: Delivery, state: DeliveryState) -> None:
    """Settle the delivery, unless another process has taken it over since."""
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(
        state=state,
        subject=delivery.subject,
        address=delivery.address,
        lease_until=None,
        problem=delivery.problem,
        sent_at=clock.now() if state == DeliveryState.SENT else None,
    )


def _refused(delivery: Delivery, problem: Exception) -> None:
    """Try again later with a growing pause, or give up visibly."""
    log.warning("Delivery %s was refused: %r", delivery.public_id, problem)
    delivery.problem = repr(problem)[:2000]
    if _is_for_good(problem) or delivery.attempts >= MOST_ATTEMPTS:
        _mark(delivery, DeliveryState.DEAD)
        return
    pause = min(5 * 2**delivery.attempts, 3600) * (0.75 + secrets.randbelow(500) / 1000)
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(
        lease_until=None,
        problem=delivery.problem,
        due_at=timezone.now() + dt.timedelta(seconds=pause),
    )


def _is_for_good(problem: Exception) -> bool:
    """Tell a wrong address from a server that cannot just now; a wrong password is ours to mend."""
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPResponseException):
        return problem.smtp_code >= REFUSED_FOR_GOOD
    return False
