"""The tour: what the portal is for, statement by statement, each with its page and an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.access.permissions import PUBLIC
from wco_portal.directory.models import Person

DOMAIN: Final = "demo.example"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, and the account that one enters it as; nobody's is empty."""

    page: str
    words: tuple[str, ...] = ()
    account: str = ""

    @property
    def address(self) -> str:
        """Return the address of the page."""
        return reverse(self.page, args=self.words)

    @property
    def is_open(self) -> bool:
        """Say whether anybody may open the page."""
        return bool(resolve(self.address).func.permission == PUBLIC)  # type: ignore[attr-defined]  # -- @page sets it


@dataclass(frozen=True, slots=True)
class Stop:
    """A statement, what to do to see it, and where: one entry for each who acts."""

    number: int
    statement: str | Promise
    todo: str | Promise
    entries: tuple[Entry, ...]

    @property
    def open_address(self) -> str:
        """Return the address of the page that anybody may open, if there is one."""
        return next((each.address for each in self.entries if each.is_open), "")


STOPS: Final = (
    Stop(
        1,
        _("The priorities of the year on one page."),
        _("Read the theme, the step of the plan, the workshops, the handbook and the conference."),
        (Entry("home"),),
    ),
    Stop(
        2,
        _("Performance is reviewed and objectives are readjusted."),
        _("Close the review: keep, change or drop each objective; an amendment is born of it."),
        (Entry("plan-reviews", ("2016-2019",), account="editor"),),
    ),
    Stop(
        3,
        _("The Secretariat prepares the plan 2019–2022 in the browser."),
        _("Change an objective in both languages, then look at the history."),
        (Entry("plan-edit", ("2019-2022",), account="editor"),),
    ),
    Stop(
        4,
        _("Regional structures take part: workshops, challenges, priorities."),
        _("Rank in French, leave, return, send; remind as coordinator; clear as Vice-Chair."),
        (
            Entry("consultations", account="focal.sen"),
            Entry("my-work", account="coordinator.wca"),
            Entry("my-work", account="vicechair.wca"),
        ),
    ),
    Stop(
        5,
        _("The plan goes to the Council of June 2019 and is in effect from 1 July 2019."),
        _(
            "Read what Members were answered; as editor, answer what was said since and submit; "
            "decide as approver, then move the clock to 1 July 2019."
        ),
        (
            Entry("plan-answers", ("2019-2022",)),
            Entry("plan-submit", ("2019-2022",), "editor"),
            Entry("plan-adopt", ("2019-2022",), "approver"),
            Entry("clock", account="admin"),
        ),
    ),
    Stop(
        6,
        _("The plan 2016–2019 has seven goals and serves three core functions."),
        _("Open the plan and follow a goal to the functions that it serves."),
        (Entry("plan", ("2016-2019",)),),
    ),
    Stop(
        7,
        _("Four priorities, each with where it comes from, what serves it, how it is measured."),
        _("Read where a priority comes from and how it is measured; walk its thread both ways."),
        (Entry("plan-priority", ("2016-2019", "trade-facilitation")),),
    ),
    Stop(
        8,
        _("A theme each year, announced, drives the year’s reflections and activities."),
        _("Add what your administration does with the theme of the year."),
        (Entry("theme", ("2019",), "focal.jor"),),
    ),
    Stop(
        9,
        _("The theme of 2019 and its five SMART principles, as a matrix with its gaps."),
        _("Find the gaps: principles without an activity or a practice."),
        (Entry("theme", ("2019",)),),
    ),
    Stop(
        10,
        _("Customs works with other border agencies."),
        _("See the partners among the audiences, and the activities marked as joint ones."),
        (Entry("audiences"),),
    ),
    Stop(
        11,
        _("Workshops in all six regions, with places, dates and attendance where known."),
        _("Schedule a workshop and look at the mails that it sends."),
        (Entry("workshops", account="editor"), Entry("mail", account="focal.sen")),
    ),
    Stop(
        12,
        _("Data strategy and research on disruptive technologies."),
        _("Read the study; its editions appear on the days on which they came out."),
        (Entry("research"),),
    ),
    Stop(
        13,
        _("Communication strategies are enhanced: audiences, tools and channels."),
        _("Look at the audiences, and at the messages made for each."),
        (Entry("audiences", account="communications"),),
    ),
    Stop(
        14,
        _("The handbook gathers best practices and guidance."),
        _("Submit a practice of your administration; the Secretariat reviews it."),
        (Entry("handbook", account="focal.jpn"), Entry("my-work", account="communications")),
    ),
    Stop(
        15,
        _("Delegations register for the Global Communication Strategy Conference."),
        _("Nominate a head of delegation and two delegates; confirm them as registrar."),
        (Entry("conferences", account="focal.sen"), Entry("my-work", account="registrar")),
    ),
    Stop(
        16,
        _("A forum on new communication tools, whose conclusions become something."),
        _("Open a topic; the moderator closes it with a conclusion that becomes a practice."),
        (Entry("forum", account="focal.can"), Entry("forum", account="moderator")),
    ),
    Stop(
        17,
        _("Common messages for target audiences, endorsed by Members."),
        _("Endorse a message; the public page says who does."),
        (Entry("messages", account="focal.fra"),),
    ),
    Stop(
        18,
        _("The golden thread runs through all of it."),
        _("Open an objective of the draft and walk “Comes from” and “Leads to” both ways."),
        (Entry("plan", ("2019-2022",)),),
    ),
    Stop(
        19,
        _("A program can do all of it."),
        _("Read the documentation of the API and try an operation."),
        (Entry("api-docs"),),
    ),
)


def stops() -> tuple[Stop, ...]:
    """Return the stops in order."""
    return STOPS


def account(word: str) -> Person | None:
    """Return a demonstration account that one may enter as, or nobody."""
    person = Person.objects.active().filter(email=f"{word}@{DOMAIN}", is_demonstration=True).first()
    return person if person is not None and person.has_usable_password() else None


def place(number: str, *, account: str) -> str:
    """Return where an entrance leads: the account's page of the stop, else one's own work."""
    entries = [each for stop in STOPS if str(stop.number) == number for each in stop.entries]
    found = next((each for each in entries if each.account == account), None)
    return found.address if found else reverse("my-work")
