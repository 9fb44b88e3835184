"""What an act of a Member ends in: number, time, what."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from conferences.enums import READING, Answer, PlaceState, ReceiptAct
from conferences.models.delegation import Delegation
from conferences.models.registration import Registration
from wco_portal.access.policies import Actor
from wco_portal.common.models import PublicIdField
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the receipts of the actor's Member and of the actor; all for the registrars."""
        if not isinstance(actor, Person) or not actor.is_active:
            return self.none()
        if actor.holds(*READING):
            return self
        return self.filter(
            models.Q(by=actor)
            | models.Q(delegation__member__in=actor.member_ids(RoleName.FOCAL_POINT))
        )


class Receipt(models.Model):
    """A receipt; it is written once and shows what was said then."""

    public_id = PublicIdField()
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="receipts")
    act = models.CharField(max_length=12, choices=ReceiptAct.choices)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer.choices)

    objects = ReceiptQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the page of the receipt."""
        return reverse("receipt", args=[self.public_id])

    @property
    def answer_word(self) -> str:
        """Return the answer of the administration as it was then."""
        return capfirst(str(Answer(self.answer).label))

    @property
    def number(self) -> str:
        """Return the number to be read out: the Member and the public id in two halves."""
        return f"{self.delegation.member.code.upper()}-{self.public_id[:5]}-{self.public_id[5:]}"


class ReceiptLine(models.Model):
    """A person of the receipt, with the place as it was then."""

    receipt = models.ForeignKey(Receipt, models.CASCADE, related_name="lines")
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="receipt_lines")
    place_state = models.CharField(max_length=8, choices=PlaceState.choices)
    waiting_no = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["receipt", "registration"], name="conferences_receiptline_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id}/{self.registration_id}"
