"""Keep mails where no mail server is set: in the database and as files."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from wco_portal.common import clock
from wco_portal.notifications.models import Delivery, KeptMail

UNSAFE: Final = re.compile(r"[^A-Za-z0-9@._-]+")


def keep(message: EmailMessage) -> KeptMail:
    """Keep a mail as it left; a second hand-over with the same Message-ID changes nothing."""
    built: Message = message.message()
    source = built.as_bytes()
    message_id = str(built["Message-ID"]).strip("<>")
    key = message.extra_headers.get("X-Dedupe-Key", "")
    kept, is_new = KeptMail.objects.get_or_create(
        message_id=message_id,
        defaults={
            "delivery": Delivery.objects.filter(public_id=key).first(),
            "recipient": message.to[0],
            "subject": message.subject[:300],
            "text": str(message.body),
            "html": _html(message),
            "source": source,
            "kept_at": clock.now(),
        },
    )
    if is_new:
        _write(Path(settings.MAIL_DIRECTORY), kept, source)
    return kept


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(each[0]) for each in message.alternatives if each[1] == "text/html"), "")


def _write(folder: Path, kept: KeptMail, source: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = UNSAFE.sub("_", f"{kept.kept_at:%Y%m%dT%H%M%S}-{kept.recipient}-{kept.public_id}.eml")
    (folder / name).write_bytes(source)
