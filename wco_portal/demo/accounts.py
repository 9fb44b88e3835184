"""The invented people of the demonstration; nobody can take them for real."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.contrib.auth.hashers import make_password

from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role

PASSWORD: Final = "portal-demo"  # noqa: S105 -- public by design; refused outside this machine
DOMAIN: Final = "demo.example"
SINCE: Final = dt.date(2018, 1, 1)

STAFF: Final = {
    "editor": (RoleName.EDITOR, "Editor (Secretariat)"),
    "approver": (RoleName.APPROVER, "Approver (Secretariat)"),
    "communications": (RoleName.COMMUNICATIONS, "Communications officer (Secretariat)"),
    "registrar": (RoleName.REGISTRAR, "Registration officer (Secretariat)"),
    "manager": (RoleName.MANAGER, "Conference manager (Secretariat)"),
    "moderator": (RoleName.MODERATOR, "Moderator (Secretariat)"),
    "auditor": (RoleName.AUDITOR, "Auditor (Secretariat)"),
    "admin": (RoleName.ADMINISTRATOR, "Administrator (Secretariat)"),
}
# Members whose people one may enter as: language and time zone of their administration.
MEMBERS: Final = {
    "bra": ("en", "America/Sao_Paulo"),
    "can": ("en", "America/Toronto"),
    "fra": ("fr", "Europe/Paris"),
    "aze": ("en", "Asia/Baku"),
    "ken": ("en", "Africa/Nairobi"),
    "mus": ("en", "Indian/Mauritius"),
    "mar": ("fr", "Africa/Casablanca"),
    "jor": ("en", "Asia/Amman"),
    "sen": ("fr", "Africa/Dakar"),
    "cmr": ("fr", "Africa/Douala"),
    "jpn": ("en", "Asia/Tokyo"),
    "idn": ("en", "Asia/Jakarta"),
}
FRENCH_REGIONS: Final = {"wca"}


def make() -> int:
    """Make every account; the password is hashed once."""
    password = make_password(PASSWORD)
    for word, (role, name) in STAFF.items():
        _person(word, name, password=password, role=role)
    for region in Region.objects.order_by("order"):
        _regional(region, password=password)
    for member in Member.objects.counted().order_by("code"):
        _of_member(member, password=password)
    return Person.objects.count()


def _regional(region: Region, *, password: str) -> None:
    language = "fr" if region.code in FRENCH_REGIONS else "en"
    for word, role, name in (
        ("coordinator", RoleName.COORDINATOR, "Coordinator"),
        ("vicechair", RoleName.VICE_CHAIR, "Vice-Chair"),
    ):
        _person(
            f"{word}.{region.code}",
            f"{name} ({region.short_en})",
            password=password,
            role=role,
            region=region,
            language=language,
        )


def _of_member(member: Member, *, password: str) -> None:
    """Give every Member a focal point; only the named Members' people can sign in."""
    language, zone = MEMBERS.get(member.code, ("", ""))
    is_open = member.code in MEMBERS
    _person(
        f"focal.{member.code}",
        f"Focal point ({member.name_en})",
        password=password if is_open else "!",
        role=RoleName.FOCAL_POINT,
        member=member,
        language=language or "en",
        zone=zone,
    )
    if is_open:
        for word, name, role in (
            ("head", "Head of administration", RoleName.HEAD),
            ("delegate", "Delegate A", RoleName.DELEGATE),
        ):
            _person(
                f"{word}.{member.code}",
                f"{name} ({member.name_en})",
                password=password,
                role=role,
                member=member,
                language=language,
                zone=zone,
            )


def _person(
    word: str,
    name: str,
    *,
    password: str,
    role: RoleName,
    member: Member | None = None,
    region: Region | None = None,
    language: str = "en",
    zone: str = "",
) -> Person:
    person = Person(
        email=f"{word}@{DOMAIN}",
        name=name,
        language=language,
        time_zone=zone,
        is_demonstration=True,
        password=password,
    )
    person.full_clean()
    person.save()
    Role.objects.create(
        person=person, name=role, member=member, region=region, since=_since(member)
    )
    return person


def _since(member: Member | None) -> dt.date:
    """Begin in 2018, or when the Member joined."""
    joined = member.joined_on if member else None
    return max(SINCE, joined) if joined else SINCE
