"""The menus: only what works."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common.addresses import address


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu."""

    title: str | Promise
    address: str
    is_current: bool
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of the work menu under one heading."""

    title: str | Promise
    entries: list[Entry]


# Title and URL name, in the order of the menu.
PUBLIC: tuple[tuple[Promise, str], ...] = (
    (_("Strategic plan"), "plans"),
    (_("Annual theme"), "themes"),
    (_("Consultations"), "consultations"),
    (_("Handbook"), "handbook"),
    (_("Messages"), "messages"),
    (_("Conferences"), "conferences"),
)

# What else anybody may read: the menu at the foot of every page.
FOOT: tuple[tuple[Promise, str], ...] = (
    (_("Regions"), "regions"),
    (_("Members"), "members"),
    (_("Workshops"), "workshops"),
    (_("Research"), "research"),
    (_("Environmental Scan"), "scans"),
    (_("Indicators"), "indicators"),
    (_("Practices"), "practices"),
    (_("Audiences and channels"), "audiences"),
    (_("Sources"), "sources"),
)

# The work menu: heading, then title, URL name, permission, icon of each line.
WORK: tuple[tuple[Promise, tuple[tuple[Promise, str, Permission, str], ...]], ...] = (
    (
        _("Work"),
        (
            (_("My work"), "my-work", Permission.WORK_VIEW, "home"),
            (_("Notifications"), "notifications", Permission.PREFERENCES_EDIT, "bell"),
            (_("Mails"), "mail", Permission.MAIL_VIEW, "mail"),
            (_("Clock"), "clock", Permission.CLOCK_STEP, "clock"),
            (_("Audit trail"), "events", Permission.EVENTS_VIEW, "document"),
        ),
    ),
    (
        _("Strategy"),
        (
            (_("Strategic plans"), "plans", Permission.PLAN_DRAFT_VIEW, "pen"),
            (_("Consultations"), "consultations", Permission.WORK_VIEW, "talk"),
            (_("Indicators"), "indicators", Permission.INDICATOR_EDIT, "flag"),
            (_("Figures"), "measurements", Permission.PLAN_DRAFT_VIEW, "flag"),
            (_("Workshops"), "workshops", Permission.WORK_VIEW, "calendar"),
            (_("Challenges"), "challenges", Permission.WORK_VIEW, "flag"),
        ),
    ),
    (
        _("Communications"),
        (
            (_("Forum"), "forum", Permission.FORUM_VIEW, "talk"),
            (_("Submit a practice"), "practice-new", Permission.PRACTICE_CREATE, "document"),
            (_("Write a message"), "message-new", Permission.MESSAGE_EDIT, "pen"),
        ),
    ),
    (
        _("Conferences"),
        (
            (_("All conferences"), "conferences", Permission.WORK_VIEW, "calendar"),
            (_("My registrations"), "own-registrations", Permission.WORK_VIEW, "person"),
        ),
    ),
)


def public(request: HttpRequest) -> list[Entry]:
    """Return the public menu."""
    return _existing(request, PUBLIC)


def foot(request: HttpRequest) -> list[Entry]:
    """Return the menu at the foot."""
    return _existing(request, FOOT)


def _existing(request: HttpRequest, lines: tuple[tuple[Promise, str], ...]) -> list[Entry]:
    entries = []
    for title, name in lines:
        try:
            found = address(name)
        except NoReverseMatch:
            continue
        entries.append(Entry(title, found, request.path.startswith(found)))
    return entries


def work(request: HttpRequest) -> list[Group]:
    """Return the work menu: what exists and the person may open."""
    groups = []
    for title, lines in WORK:
        entries = [entry for line in lines if (entry := _entry(request, *line))]
        if entries:
            groups.append(Group(title, entries))
    return groups


def _entry(
    request: HttpRequest, title: Promise, name: str, permission: Permission, icon: str
) -> Entry | None:
    try:
        found = address(name)
    except NoReverseMatch:
        return None
    if not policies.check(request.user, permission):
        return None
    return Entry(title, found, request.path == found, icon)
