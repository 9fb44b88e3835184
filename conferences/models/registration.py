"""One person in one conference in one capacity, on two axes: the review and the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.enums import ACTIVE, ENDED, READING, DelegationRole, PlaceState, ReviewState
from conferences.models.conference import Conference
from conferences.models.delegation import Delegation
from wco_portal.access.policies import Actor
from wco_portal.common.addresses import address
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Person

IS_ACTIVE = Q(review_state__in=sorted(ACTIVE))


@dataclass(frozen=True, slots=True)
class Standing:
    """What people read of the two axes: a word, and the tone of its shape."""

    tone: str
    word: str | Promise


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Chainable filters."""

    def active(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(IS_ACTIVE)

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may see: own, own Member's, own region's, or all."""
        if not isinstance(actor, Person) or not actor.is_active:
            return self.none()
        if actor.holds(*READING):
            return self
        return self.filter(
            Q(person=actor)
            | Q(delegation__member__in=actor.member_ids(RoleName.FOCAL_POINT))
            | Q(delegation__member__region__in=actor.region_ids(*REGIONAL))
        )

    def with_waiting_no(self) -> Self:
        """Add `waiting_no`: how many wait up to and with this one, counted now."""
        before = (
            Registration.objects.filter(
                conference=OuterRef("conference"),
                place_state=PlaceState.WAITING,
                arrival_no__lte=OuterRef("arrival_no"),
            )
            .order_by()
            .values("conference")
            .annotate(number=Count("pk"))
            .values("number")
        )
        waiting = Q(place_state=PlaceState.WAITING)
        return self.annotate(
            waiting_no=models.Case(
                models.When(waiting, then=Coalesce(Subquery(before), 1)),
                default=None,
                output_field=models.IntegerField(null=True),
            )
        )


class Registration(TimeStamped):
    """A delegate. The place and the arrival number are written by `services.places` only."""

    public_id = PublicIdField()
    conference = models.ForeignKey(Conference, models.PROTECT, related_name="registrations")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    title = models.CharField(_("function in the administration"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(
        _("language of mails and badge"),
        max_length=2,
        choices=[("en", _("English")), ("fr", _("French"))],
    )
    role = models.CharField(_("role"), max_length=10, choices=DelegationRole.choices)
    review_state = models.CharField(
        max_length=12, choices=ReviewState.choices, default=ReviewState.REVIEW, editable=False
    )
    place_state = models.CharField(max_length=8, choices=PlaceState.choices, editable=False)
    arrival_no = models.PositiveIntegerField(null=True, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    remark = models.TextField(blank=True, editable=False)
    nominated_at = models.DateTimeField(editable=False)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RegistrationQuerySet.as_manager()

    if TYPE_CHECKING:
        waiting_no: int | None  # -- an annotation of `with_waiting_no()`

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review_state__in=sorted(ENDED), place_state=PlaceState.NONE)
                | IS_ACTIVE & Q(place_state__in=[PlaceState.HELD, PlaceState.WAITING]),
                name="conferences_registration_place_while_active",
            ),
            models.CheckConstraint(
                condition=Q(review_state=ReviewState.SUBSTITUTED, arrival_no=None)
                | ~Q(review_state=ReviewState.SUBSTITUTED) & Q(arrival_no__isnull=False),
                name="conferences_registration_arrived_once",
            ),
            models.UniqueConstraint(
                fields=["conference", "arrival_no"],
                name="conferences_registration_arrival_no_once",
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=IS_ACTIVE & Q(role=DelegationRole.HEAD),
                name="conferences_registration_one_head",
                violation_error_message=_("The delegation already has a head."),
            ),
            models.UniqueConstraint(
                fields=["conference", "person"],
                condition=IS_ACTIVE,
                name="conferences_registration_person_once",
                violation_error_message=_("This person is already registered for the conference."),
            ),
            models.UniqueConstraint(
                "delegation",
                "name_key",
                Lower("email"),
                condition=IS_ACTIVE,
                name="conferences_registration_nominated_once",
                violation_error_message=_("The delegation has already nominated this person."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["conference", "arrival_no"],
                condition=Q(place_state=PlaceState.WAITING),
                name="conferences_registration_queue",
            ),
            GinIndex(
                fields=["name_key"],
                opclasses=["gin_trgm_ops"],
                name="conferences_registration_find",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the registration."""
        return address("registration", self.conference.slug, self.public_id)

    @property
    def name(self) -> str:
        """Return the name as it is said."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def role_word(self) -> str:
        """Return the role as a list shows it."""
        return capfirst(str(DelegationRole(self.role).label))

    @property
    def state(self) -> str:
        """Return the state that the workflow moves: the review's."""
        return self.review_state

    @property
    def standing(self) -> Standing:
        """Say in one word where the person stands, from both axes."""
        number = self.__dict__.get("waiting_no")
        if self.review_state == ReviewState.RETURNED:
            return Standing("bad", _("Action required"))
        if not self.is_active:
            return Standing("idle", capfirst(self.get_review_state_display()))
        if self.is_waiting and number is None:
            return Standing("warn", _("Waiting list"))
        if self.is_waiting:
            return Standing("warn", gettext("Waiting list no. %(number)s") % {"number": number})
        if self.review_state == ReviewState.APPROVED:
            return Standing("good", _("Confirmed"))
        return Standing("brand", _("Under review, place reserved"))

    @property
    def is_active(self) -> bool:
        """Say whether the registration has not ended."""
        return self.review_state in ACTIVE

    @property
    def is_waiting(self) -> bool:
        """Say whether the person waits for a place."""
        return self.place_state == PlaceState.WAITING

    @property
    def is_head(self) -> bool:
        """Say whether the person leads the delegation."""
        return self.role == DelegationRole.HEAD


BY_ARRIVAL = F("arrival_no").asc(nulls_last=True)
