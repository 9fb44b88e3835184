"""People and their dated roles."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from wco_portal.common import clock
from wco_portal.common.ids import subject_key
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.enums import OF_MEMBER, REGIONAL, SECRETARIAT, RoleName
from wco_portal.directory.models.member import Member, Region


class People(BaseUserManager["Person"]):
    """How Django finds a person."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by address, whatever the case."""
        return self.get(email__iexact=username)

    def active(self) -> models.QuerySet[Person]:
        """Keep those who may sign in."""
        return self.filter(is_active=True)


class Person(AbstractBaseUser, TimeStamped):
    """Whoever signs in. The audit trail knows a person by `key` only, never by name."""

    public_id = PublicIdField()
    key = models.CharField(max_length=32, unique=True, default=subject_key, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", _("English")), ("fr", _("French"))], blank=True
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects: ClassVar[People] = People()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="directory_person_email_once",
                violation_error_message=_("Somebody already has this e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the stored address as typed, but for spaces around it."""
        self.email = self.email.strip()

    def roles_held(self) -> list[Role]:
        """Return the roles of the business day, read once for this object."""
        held: list[Role] | None = self.__dict__.get("_roles")
        if held is None:
            held = list(self.roles.on(clock.today()).select_related("member__region", "region"))
            self.__dict__["_roles"] = held
        return held

    def remember(self, roles: list[Role]) -> None:
        """Take all the roles of a new person as read."""
        self.__dict__["_roles"] = roles

    def holds(self, *names: RoleName) -> bool:
        """Say whether the person holds one of these roles today."""
        return any(role.name in names for role in self.roles_held())

    @property
    def is_secretariat(self) -> bool:
        """Say whether the person works for the Secretariat today."""
        return self.holds(*SECRETARIAT)

    def member_ids(self, *names: RoleName) -> set[int]:
        """Return the Members that the person acts for (in one of these roles, if named)."""
        return {
            role.member_id
            for role in self.roles_held()
            if role.member_id is not None and (not names or role.name in names)
        }

    def region_ids(self, *names: RoleName) -> set[int]:
        """Return the regions that the person acts for (in one of these roles, if named)."""
        return {
            role.region_id
            for role in self.roles_held()
            if role.region_id is not None and (not names or role.name in names)
        }


class RoleQuerySet(models.QuerySet["Role"]):
    """Chainable filters."""

    def on(self, day: dt.date) -> Self:
        """Keep the roles that are held on a day."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class Role(TimeStamped):
    """What a person is, from a day until another, for the Secretariat, a region or a Member."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    name = models.CharField(_("role"), max_length=16, choices=RoleName.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="roles")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="roles")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(name__in=sorted(SECRETARIAT), member=None, region=None)
                | Q(name__in=sorted(REGIONAL), member=None, region__isnull=False)
                | Q(name__in=sorted(OF_MEMBER), member__isnull=False, region=None),
                name="directory_role_belongs_where_it_should",
                violation_error_message=_(
                    "A regional role names a region, a Member's role names a Member."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="directory_role_ends_after_it_begins",
                violation_error_message=_("A role must end after it begins."),
            ),
            ExclusionConstraint(
                name="directory_role_one_vice_chair",
                expressions=[
                    ("region", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[)"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(name="vice_chair"),
                violation_error_message=_("The region already has a Vice-Chair at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()} ({self.member or self.region or _('Secretariat')})"
