"""Who takes part in a workshop for which administration, and who came."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import TONES, Attending, ParticipantState, Tongue
from strategy.models.workshop import Workshop
from wco_portal.access.policies import Actor
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Member, Person

# Who reads all lists of participants.
READING = frozenset({RoleName.EDITOR, RoleName.APPROVER, RoleName.AUDITOR})


class WorkshopParticipantQuerySet(models.QuerySet["WorkshopParticipant"]):
    """Chainable filters."""

    def registered(self) -> Self:
        """Leave out who was withdrawn."""
        return self.filter(state=ParticipantState.REGISTERED)

    def visible_to(self, actor: Actor) -> Self:
        """Keep whom the actor may know of: the own Member's, the own region's, or all."""
        if not isinstance(actor, Person) or not actor.is_active:
            return self.none()
        if actor.holds(*READING):
            return self
        return self.filter(
            Q(member__in=actor.member_ids(RoleName.FOCAL_POINT))
            | Q(workshop__region__in=actor.region_ids(*REGIONAL))
        )


class WorkshopParticipant(TimeStamped):
    """A person whom an administration registers; name and function go when their time is over."""

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="participants")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    function = models.CharField(_("function in the administration"), max_length=160, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Tongue.choices), default=list, blank=True
    )
    # Into which language the person needs interpretation; empty where none is needed.
    needs = models.CharField(
        _("needs interpretation into"), max_length=2, choices=Tongue.choices, blank=True
    )
    attending = models.CharField(
        _("takes part"), max_length=8, choices=Attending.choices, default=Attending.ON_SITE
    )
    state = models.CharField(
        max_length=10, choices=ParticipantState.choices, default=ParticipantState.REGISTERED
    )
    # Unknown until the sheet of the day is filled in.
    was_present = models.BooleanField(_("was present"), null=True, blank=True)
    registered_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    registered_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = WorkshopParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | Q(forgotten_at__isnull=False, function=""),
                name="strategy_workshopparticipant_has_a_name",
                violation_error_message=_("Write the name."),
            ),
            models.UniqueConstraint(
                "workshop",
                "member",
                Lower("name"),
                condition=Q(state=ParticipantState.REGISTERED, forgotten_at=None),
                name="strategy_workshopparticipant_registered_once",
                violation_error_message=_(
                    "This person is already registered for the administration."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=ParticipantState.REGISTERED) | Q(was_present=None),
                name="strategy_workshopparticipant_withdrawn_was_not_there",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("name no longer kept"))

    def get_absolute_url(self) -> str:
        """Return the place on the list of its workshop."""
        return f"{self.workshop.get_absolute_url()}participants/#participant-{self.public_id}"

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return TONES[ParticipantState(self.state)]

    @property
    def tongues(self) -> list[str]:
        """Return the names of the languages."""
        return [str(Tongue(code).label) for code in self.languages]

    @property
    def needed(self) -> str:
        """Return the name of the language into which interpretation is needed."""
        return str(Tongue(self.needs).label) if self.needs else ""
