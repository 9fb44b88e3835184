"""What stands in the Vice-Chair's briefing before a Policy Commission: two pages, no more.

Every reader gets the same: comments that Members made in confidence are counted, not quoted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from strategy.enums.dispositions import InputKind
from strategy.enums.workshops import ChallengeState
from strategy.models import Challenge, Consultation, PlanInput, Synthesis
from strategy.selectors import consultations as asking
from strategy.selectors import inputs, plan_book, regional, results, turnout, workshops
from strategy.selectors.participation import ASKED
from strategy.selectors.regional import Dashboard, Part
from strategy.selectors.results import Outcome
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.directory.models import Region
from wco_portal.files.rules import Node, Print, bullets, heading, local_text, note, paragraph, table
from wco_portal.publishing.models import GoverningMeeting

# What two pages hold: names in a list, lines of a table, letters of a quotation.
NAMES: Final = 20
PLACES: Final = 9
INPUTS: Final = 5
WORKSHOPS: Final = 3
ROUNDS: Final = 3
LETTERS: Final = 90


@dataclass(frozen=True)
class Briefing:
    """A region before a meeting of the Policy Commission, if one is known."""

    region: Region
    meeting: GoverningMeeting | None
    asked: Sequence[Consultation]
    boards: Sequence[Dashboard]

    @cached_property
    def said(self) -> list[PlanInput]:
        """Return what the region and its Members said of the plans that were consulted on."""
        plans = {each.plan_id for each in self.asked if each.plan_id}
        rows = PlanInput.objects.filter(plan__in=plans, region=self.region)
        found = inputs.with_rows(rows).prefetch_related("clause__contribution__redactions")
        return list(found.order_by("-at", "public_id"))

    @cached_property
    def syntheses(self) -> list[tuple[Consultation, Synthesis]]:
        """Return what the region says together on the newest consultations."""
        rows = Synthesis.objects.filter(consultation__in=self.asked, region=self.region)
        found = {each.consultation_id: each for each in rows}
        return [(each, found[each.pk]) for each in self.asked if each.pk in found]

    @property
    def counted(self) -> Dashboard | None:
        """Return the newest consultation of all Members whose result may be shown."""
        shown = (each for each in self.boards if each.outcome)
        return next((each for each in shown if each.consultation.region is None), None)

    def part(self, board: Dashboard) -> Part:
        """Return the region's part of a consultation."""
        return next(each for each in board.parts if each.turnout.region == self.region)

    @property
    def is_demonstration(self) -> bool:
        """Say whether some of it is invented."""
        return any(each.is_demonstration for each in self.asked)


def read(region: Region, meeting: GoverningMeeting | None, actor: Actor) -> Briefing:
    """Read the newest consultations as the reader may see them."""
    listed = [each for each in asking.listed(actor).asking(region) if each.phase in ASKED]
    # The newest of a workshop stands beside those of all Members, not in the place of one.
    surveys = [each for each in listed if each.region is None][:ROUNDS]
    held = [each for each in listed if each.region is not None][:1]
    asked = sorted([*surveys, *held], key=lambda each: each.opens_at, reverse=True)
    return Briefing(region, meeting, asked, [_board(each, actor) for each in asked])


def _board(asked: Consultation, actor: Actor) -> Dashboard:
    """Return a consultation region by region; of what is no ranking a briefing has the turnout."""
    outcome = results.shown_to(actor, asked)
    return regional.of(asked, outcome if isinstance(outcome, Outcome) else None)


def of(found: Briefing, language: str, actor: Actor) -> Print:
    """Return the briefing in the active language, ready to be printed."""
    region, today = found.region, clock.today()
    mark = _("Some answers and figures in this briefing are invented to show the portal.")
    return Print(
        language=language,
        title=_("Briefing for the Vice-Chair: %(region)s") % {"region": region},
        kicker=str(found.meeting) if found.meeting else _("Policy Commission"),
        lede=_meeting(found.meeting),
        organisation=_(settings.PORTAL_ORGANISATION),
        running=dates.day(today),
        address=settings.PORTAL_BASE_URL + reverse("briefing", args=[region.code]),
        mark=mark if found.is_demonstration else "",
        is_brief=True,
        content=[
            *_turnout(found),
            *_order(found),
            *_synthesis(found),
            *_inputs(found),
            *_workshops(found, actor),
            *_open_points(found),
        ],
        words=plan_book.words(),
    )


def _meeting(meeting: GoverningMeeting | None) -> str:
    if meeting is None:
        return _("No meeting of the Policy Commission is known yet.")
    is_exact = meeting.precision == Precision.DAY
    last = meeting.ends_on if is_exact else None
    when = dates.span(meeting.starts_on, last, precision=meeting.precision)
    return _("Before the meeting of %(when)s") % {"when": when}


def cut(words: Iterable[object], most: int) -> str:
    """Write names one after the other; of a long list the rest is counted."""
    found = [str(each) for each in words]
    more = len(found) - most
    if more <= 0:
        return ", ".join(found)
    rest = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return f"{', '.join(found[:most])} {rest}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LETTERS else f"{line[:LETTERS].rsplit(' ', 1)[0]}…"


def _turnout(found: Briefing) -> Iterator[Node]:
    yield heading(_("Who has answered"), level=1)
    if not found.asked:
        yield paragraph(_("No consultation has been opened yet."))
        return
    yield bullets(_told(found, board) for board in found.boards)
    newest = found.asked[0]
    lines = turnout.lines(newest, region=found.region)
    silent = [line.member for line in lines if not line.has_answered]
    heard = [line.member for line in lines if line.has_answered]
    yield note(_short(str(newest)))
    yield paragraph(
        _("Have not answered: %(names)s.") % {"names": cut(silent, NAMES)}
        if silent
        else _("All Members of the region have answered.")
    )
    if heard:
        yield paragraph(_("Have answered: %(names)s.") % {"names": cut(heard, NAMES)})


def _told(found: Briefing, board: Dashboard) -> str:
    here, everybody = found.part(board).turnout, board.overall
    if board.consultation.region is not None:
        return _(
            "%(title)s (%(phase)s), at a workshop: %(answered)s of %(members)s Members of the "
            "region."
        ) % {
            "title": _short(str(board.consultation)),
            "phase": board.consultation.phase_word,
            "answered": here.answered,
            "members": here.members,
        }
    return _(
        "%(title)s (%(phase)s): %(answered)s of %(members)s Members of the region, %(all)s of "
        "%(total)s of all Members."
    ) % {
        "title": _short(str(board.consultation)),
        "phase": board.consultation.phase_word,
        "answered": here.answered,
        "members": here.members,
        "all": everybody.answered,
        "total": everybody.members,
    }


def _order(found: Briefing) -> Iterator[Node]:
    yield heading(_("The region’s order beside that of all Members"), level=1)
    board = found.counted
    if board is None or board.outcome is None:
        yield paragraph(_("There is no result that may be shown yet."))
        return
    part = found.part(board)
    yield note(_short(str(board.consultation)))
    yield paragraph(_agreement(board, part))
    if part.stratum is None or not part.is_shown:
        return
    rows = sorted(board.outcome.rows, key=lambda row: part.stratum.places[row.line.item])  # type: ignore[union-attr]  # -- seen above
    place = pgettext("in an order", "Place")
    yield table(
        [place, _("Place, all Members"), _("Priority"), _("Mean rank")],
        [
            [
                str(part.stratum.places[row.line.item]),
                str(row.line.place),
                _short(results.title(row)),
                dates.number(round(float(part.stratum.means[row.line.item]), 2)),
            ]
            for row in rows[:PLACES]
        ],
        widths=(1, 1.6, 6, 1.4),
    )
    if len(rows) > PLACES:
        yield note(_more(len(rows) - PLACES))


def _more(count: int) -> str:
    return str(capfirst(ngettext("and %(count)s more", "and %(count)s more", count))) % {
        "count": count
    }


def _agreement(board: Dashboard, part: Part) -> str:
    """Say the agreement within the region and among all Members in words."""
    if part.w is None:
        return _("Agreement within the region: %(why)s") % {"why": part.said}
    here = _("Agreement within the region is %(word)s (Kendall’s W = %(w)s).") % {
        "word": part.said,
        "w": dates.number(part.w),
    }
    everybody = board.outcome.w if board.outcome else None
    if everybody is None:
        return here
    return f"{here} " + _("Among all Members it is %(word)s (W = %(w)s).") % {
        "word": regional.strength(everybody),
        "w": dates.number(everybody),
    }


def _synthesis(found: Briefing) -> Iterator[Node]:
    yield heading(_("What the region says together"), level=1)
    if not found.syntheses:
        yield paragraph(_("There is no synthesis to write yet."))
        return
    yield bullets(
        _("%(title)s: %(state)s")
        % {"title": _short(str(asked)), "state": synthesis.get_state_display()}
        for asked, synthesis in found.syntheses
    )


def _inputs(found: Briefing) -> Iterator[Node]:
    yield heading(_("What the region’s Members said, and what was answered"), level=1)
    said = found.said
    if not said:
        yield paragraph(_("Nothing that is to be answered has been said."))
        return
    answered = [each for each in said if inputs.is_published(each)]
    counted = ngettext(
        "%(count)s input, %(answered)s of them answered.",
        "%(count)s inputs, %(answered)s of them answered.",
        len(said),
    )
    yield paragraph(counted % {"count": len(said), "answered": len(answered)})
    comments = Counter(_answer(each) for each in said if each.kind == InputKind.COMMENT)
    if comments:
        told = (f"{answer} ({count})" for answer, count in comments.most_common())
        yield paragraph(
            _("Comments with answers to consultations: %(answers)s.") % {"answers": ", ".join(told)}
        )
    quoted = [each for each in said if each.kind != InputKind.COMMENT]
    if quoted:
        head = [_("What was said"), _("Who"), pgettext("to a Member", "Answer")]
        yield table(head, [_input(each) for each in quoted[:INPUTS]], widths=(5, 3, 2))
    if len(quoted) > INPUTS:
        yield note(_more(len(quoted) - INPUTS))


def _answer(said: PlanInput) -> str:
    given = said.disposition
    return given.get_answer_display() if given and given.is_published else _("not yet answered")


def _input(said: PlanInput) -> list[str | list[Node]]:
    """Print an input as everybody may read it: its Member did not allow the Vice-Chair more.

    A challenge is read by the people of its region from the start.
    """
    is_ours, nobody = said.challenge is not None, AnonymousUser()
    who = str(inputs.who(said, is_named=is_ours or inputs.may_name(nobody, said)))
    is_told = is_ours or inputs.may_read(nobody, said)
    shown: str | list[Node] = _("The words are not published.")
    if is_told:
        words = inputs.readable(nobody, said)
        shown = [local_text(replace(words, value=_short(words.value)))]
    return [shown, _short(who), str(capfirst(_answer(said)))]


def _workshops(found: Briefing, actor: Actor) -> Iterator[Node]:
    yield heading(_("Coming workshops"), level=1)
    ahead = list(
        workshops.visible(actor).ahead(clock.now()).filter(region=found.region)  # type: ignore[attr-defined]  # -- its own query set
    )
    if not ahead:
        yield paragraph(_("No workshop of the region is announced."))
        return
    lines = [
        " · ".join(
            each
            for each in (
                _short(str(shop)),
                dates.day(shop.begins.date()) if shop.begins else "",
                _short(str(local(shop, "place")) or _("online")),
            )
            if each
        )
        for shop in ahead
    ]
    yield bullets(lines[:WORKSHOPS])
    if len(lines) > WORKSHOPS:
        yield note(_more(len(lines) - WORKSHOPS))


def _open_points(found: Briefing) -> Iterator[Node]:
    yield heading(_("Open points"), level=1)
    points = [*_missing_answers(found), *_missing_texts(found), *_missing_decisions(found)]
    yield bullets(points) if points else paragraph(_("Nothing is open."))


def _missing_answers(found: Briefing) -> Iterator[str]:
    for board in found.boards:
        here = found.part(board).turnout
        missing = here.members - here.answered
        window = asking.window_of(board.consultation, found.region.code)
        if missing and window.opens_at <= clock.now() < window.closes_at:
            last = (window.closes_at - dt.timedelta(microseconds=1)).astimezone(
                ZoneInfo(window.zone)
            )
            yield ngettext(
                "%(count)s Member can still answer “%(title)s” until %(day)s.",
                "%(count)s Members can still answer “%(title)s” until %(day)s.",
                missing,
            ) % {
                "count": missing,
                "title": _short(str(board.consultation)),
                "day": dates.day(last.date()),
            }


def _missing_texts(found: Briefing) -> Iterator[str]:
    for asked, synthesis in found.syntheses:
        if asked.is_over and not synthesis.is_cleared:
            yield _("The synthesis on “%(title)s” is not cleared: %(state)s.") % {
                "title": _short(str(asked)),
                "state": synthesis.get_state_display(),
            }


def _missing_decisions(found: Briefing) -> Iterator[str]:
    waiting = sum(not inputs.is_published(each) for each in found.said)
    if waiting:
        yield ngettext(
            "%(count)s input of the region has no answer yet.",
            "%(count)s inputs of the region have no answer yet.",
            waiting,
        ) % {"count": waiting}
    raised = Challenge.objects.filter(
        workshop__region=found.region, state=ChallengeState.RAISED
    ).count()
    if raised:
        yield ngettext(
            "%(count)s challenge raised at a workshop waits for a decision.",
            "%(count)s challenges raised at workshops wait for a decision.",
            raised,
        ) % {"count": raised}
