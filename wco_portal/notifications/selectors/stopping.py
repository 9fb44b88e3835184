"""The address at which whoever holds a letter stops letters of its kind (RFC 8058)."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.functional import Promise

from wco_portal.notifications.enums import Channel
from wco_portal.notifications.models import Delivery, Preference
from wco_portal.notifications.tables import GROUPS, NOTICES

SALT: Final = "notifications.letter.stop"
LONGEST: Final = 80


def address(delivery: Delivery) -> str:
    """Return the address, in the language of the moment."""
    return settings.PORTAL_BASE_URL + reverse("letter-stop", args=[token(delivery)])


def token(delivery: Delivery) -> str:
    """Return the letter's id with its signature: nothing secret is kept."""
    return f"{delivery.public_id}-{_signature(delivery.public_id)}"


def _signature(public_id: str) -> str:
    return signing.Signer(salt=SALT).signature(public_id)


def by_token(word: str) -> Delivery:
    """Return the letter of a token, or 404: made up, a receipt, or of nobody any more."""
    public_id, _dash, signature = word.partition("-")
    if len(word) > LONGEST or not public_id.isalnum():
        raise Delivery.DoesNotExist
    if not constant_time_compare(signature, _signature(public_id)):
        raise Delivery.DoesNotExist
    delivery = Delivery.objects.select_related("recipient").get(
        public_id=public_id, channel=Channel.MAIL, recipient__is_active=True
    )
    if not groups(delivery):
        raise Delivery.DoesNotExist
    return delivery


def groups(delivery: Delivery) -> list[str]:
    """Return the groups that a letter tells of, all of them for a summary; none for a receipt."""
    told = [delivery.notice, *delivery.gathered.values_list("notice", flat=True).distinct()]
    notices = [NOTICES[name] for name in told if name in NOTICES]
    return sorted({each.group for each in notices if not each.is_required})


def wanted(delivery: Delivery) -> list[str]:
    """Return those of the groups that still come by mail."""
    rows = Preference.objects.filter(
        person=delivery.recipient, channel=Channel.MAIL, is_wanted=False
    )
    no = set(rows.values_list("group", flat=True))
    return [group for group in groups(delivery) if group not in no]


def titles(delivery: Delivery) -> list[str | Promise]:
    """Return the names of the groups."""
    return [GROUPS[group] for group in groups(delivery)]
