"""Read receipts."""

from __future__ import annotations

from django.db.models import QuerySet

from conferences.models import Receipt, ReceiptLine
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event


def seen_by(actor: Actor) -> QuerySet[Receipt]:
    """Return the receipts that the actor may see, with their lines."""
    found = Receipt.objects.visible_to(actor).select_related("delegation__member")
    return found.prefetch_related("lines__registration")


def by_id(public_id: str, actor: Actor) -> Receipt:
    """Return the receipt of a URL, or 404 through `Receipt.DoesNotExist`."""
    return (
        Receipt.objects.visible_to(actor)
        .select_related("delegation__member", "delegation__conference", "by")
        .get(public_id=public_id)
    )


def of_event(event: Event) -> Receipt:
    """Return the receipt that an event tells of."""
    return Receipt.objects.select_related("delegation__member", "delegation__conference", "by").get(
        public_id=event.target
    )


def lines(receipt: Receipt) -> list[ReceiptLine]:
    """Return the persons of a receipt, in order of arrival."""
    found = receipt.lines.select_related("registration__conference")
    return list(found.order_by("pk"))
