"""A Member's delegation to a conference: the unit of registration."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conferences.enums import READING, Answer
from conferences.models.conference import Conference
from wco_portal.access.policies import Actor
from wco_portal.common.addresses import address
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Member, Person


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: own Member, own region, or all for the registrars."""
        if not isinstance(actor, Person) or not actor.is_active:
            return self.none()
        if actor.holds(*READING):
            return self
        return self.filter(
            Q(member__in=actor.member_ids(RoleName.FOCAL_POINT))
            | Q(member__region__in=actor.region_ids(*REGIONAL))
        )


class Delegation(TimeStamped):
    """An invited Member, its answer and how many it may send.

    `active_count` is written by `services.places` only.
    """

    public_id = PublicIdField()
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="delegations")
    member = models.ForeignKey(Member, models.PROTECT, related_name="delegations")
    quota = models.PositiveSmallIntegerField(_("places of the delegation"))
    active_count = models.PositiveSmallIntegerField(default=0, editable=False)
    answer = models.CharField(
        _("answer"), max_length=8, choices=Answer.choices, default=Answer.NONE
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_demonstration = models.BooleanField(default=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "member"], name="conferences_delegation_one_per_member"
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.NONE, answered_at=None)
                | ~Q(answer=Answer.NONE) & Q(answered_at__isnull=False),
                name="conferences_delegation_answer_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return _("Delegation of %(member)s") % {"member": self.member}

    def get_absolute_url(self) -> str:
        """Return the page of the delegation."""
        return address("delegation", self.conference.slug, self.member.code)

    @property
    def answer_word(self) -> str:
        """Return the answer as a list shows it."""
        return str(Answer(self.answer).label)

    @property
    def free_count(self) -> int:
        """Return how many more the delegation may nominate."""
        return max(0, self.quota - self.active_count)
