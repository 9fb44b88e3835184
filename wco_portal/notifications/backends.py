"""Django's way out for mail, where no mail server is set."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from wco_portal.notifications import services


class KeptMail(BaseEmailBackend):
    """Keep each mail in the portal, shown at /en/mail/, and as a file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them."""
        for message in email_messages:
            services.mails.keep(message)
        return len(email_messages)
