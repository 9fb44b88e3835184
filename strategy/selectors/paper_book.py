"""What stands in a paper for a meeting: what is asked, what changed, what was said, the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from strategy.models import Challenge, Plan, PlanPaper
from strategy.selectors import (
    comparisons,
    consultations,
    disposition_book,
    plan_book,
    results,
    scores,
    workshops,
)
from strategy.selectors.comparisons import Group
from strategy.selectors.plan_outlines import Edition
from strategy.selectors.results import Outcome
from strategy.selectors.scores import ScoreOutcome
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import local
from wco_portal.common.parts import Piece
from wco_portal.files.rules import (
    PAGE_BREAK,
    Node,
    Print,
    bullets,
    heading,
    local_text,
    note,
    paragraph,
    table,
    text,
)
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.enums import Body

MARKS = {"added": ("added",), "removed": ("removed",)}


def of(paper: PlanPaper, given: Edition, language: str, actor: Actor) -> Print:
    """Return a paper in the active language, ready to be printed."""
    meeting, plan = paper.meeting, paper.plan
    day = dates.day(paper.at.astimezone(clock.zone()).date())
    return Print(
        language=language,
        title=str(local(plan, "title")),
        kicker=" · ".join(each for each in (str(meeting), paper.document_number) if each),
        lede=_("Paper for the meeting"),
        organisation=_(settings.PORTAL_ORGANISATION),
        running=" · ".join(each for each in (paper.document_number, day) if each),
        address=settings.PORTAL_BASE_URL + plan.get_absolute_url(),
        sha256=paper.sha256,
        mark=plan_book.demonstration(given),
        facts=_facts(paper, day),
        content=[
            *_purpose(paper),
            *_changes(paper, language),
            *_said(plan, actor),
            *disposition_book.part(plan, level=1),
            PAGE_BREAK,
            heading(_("The plan"), level=1),
            *plan_book.content(given, language, actor, level=2),
        ],
        words=plan_book.words(),
    )


def _facts(paper: PlanPaper, day: str) -> list[tuple[str, str]]:
    meeting = paper.meeting
    when = dates.span(meeting.starts_on, meeting.ends_on, precision=meeting.precision)
    found = [
        (_("Meeting"), str(meeting)),
        (_("Date of the meeting"), when),
        (_("Place"), str(local(meeting, "place"))),
        (_("Agenda item"), paper.agenda_item),
        (_("Document number"), paper.document_number),
        (_("Date of the paper"), day),
        (_("Period of the plan"), dates.span(paper.plan.starts_on, paper.plan.ends_on)),
    ]
    return [(label, value) for label, value in found if value]


def _purpose(paper: PlanPaper) -> list[Node]:
    if paper.meeting.body == Body.COUNCIL:
        asked = _("The Council is invited to examine the plan and to decide on its adoption.")
    else:
        asked = _("The meeting is invited to examine the plan and to give its opinion.")
    return [heading(_("What is asked of the meeting"), level=1), paragraph(asked)]


def _changes(paper: PlanPaper, language: str) -> Iterator[Node]:
    """Say what changed since the paper before, word by word."""
    yield heading(_("What changed since the last paper"), level=1)
    old = before(paper)
    if old is None:
        yield paragraph(_("This is the first paper on this plan for a meeting."))
        return
    label, content = old
    told = comparisons.between(content, paper.content, language=language)
    yield paragraph(_("Compared with: %(paper)s.") % {"paper": label})
    if not told.groups:
        yield paragraph(_("Not a word has changed."))
        return
    if told.counts:
        yield bullets(told.counts)
    yield note(_("Added words are underlined, removed words are struck through."))
    for group in told.groups:
        yield from _group(group)


def before(paper: PlanPaper) -> tuple[str, dict[str, Any]] | None:
    """Return what the last meeting read and its name: the paper before, else the last version."""
    found = paper.previous
    if found is not None:
        label, at, content = str(found), found.at, found.content
    else:
        frozen = publishing.frozen.latest(paper.plan.public_id, until=paper.at)
        if frozen is None:
            return None
        label = _("Version %(number)s") % {"number": frozen.number}
        at, content = frozen.at, frozen.content
    return f"{label}, {dates.day(at.astimezone(clock.zone()).date())}", content


def _group(group: Group) -> Iterator[Node]:
    yield heading(group.heading, level=2)
    for fate in group.fates:
        yield paragraph([text(fate, "strong")])
    if group.title:
        yield paragraph([text(_("Title:") + " ", "strong"), *_pieces(group.title)])
    for block in group.blocks:
        yield note([text(block.what, "strong")])
        for line in block.lines:
            yield paragraph(_pieces(line))


def _pieces(pieces: list[Piece]) -> list[Node]:
    """Write kept, added and removed words; a space parts what was removed from what came."""
    found: list[Node] = []
    for at, each in enumerate(pieces):
        if at and each.change == "added" and pieces[at - 1].change == "removed":
            found.append(text(" "))
        found.append(text(str(each.text), *MARKS.get(each.change, ())))
    return found


def _said(plan: Plan, actor: Actor) -> Iterator[Node]:
    """Say what Members and regions said, and what became of it."""
    outcomes = [
        (each, results.shown_to(actor, each)) for each in consultations.of_plan(plan, actor)
    ]
    shown = [(each, outcome) for each, outcome in outcomes if outcome is not None]
    challenges = list(
        Challenge.objects.visible_to(actor)
        .filter(workshop__in=workshops.of_plan(plan, actor))
        .select_related("member", "workshop")
        .order_by("raised_at", "pk")
    )
    if not shown and not challenges:
        return
    yield heading(_("What Members said"), level=1)
    for consultation, outcome in shown:
        yield heading([local_text(local(consultation, "title"))], level=2)
        yield from _outcome(outcome)
        for synthesis in consultations.cleared(consultation):
            yield heading(str(synthesis.region), level=3)
            yield paragraph([local_text(local(synthesis, "text"))])
    if challenges:
        yield heading(_("Challenges raised at workshops, and what became of them"), level=2)
        head = [_("Challenge"), _("Raised by"), _("What became of it"), _("Reason")]
        yield table(head, [_challenge(each) for each in challenges], widths=(3, 2, 1.5, 3))


def _scores(outcome: ScoreOutcome) -> Iterator[Node]:
    """Write the result of a scale, of dots or of points."""
    value = _("Mean, 1 to 5") if outcome.is_scale else _("Share, per cent")
    head = [
        pgettext("in an order", "Place"),
        _("Item"),
        value,
        _("How firm"),
        _("Place, regions the same"),
    ]
    rows = [
        [
            str(row.line.place),
            scores.title(row),
            _("not defined") if row.value is None else dates.number(row.value),
            row.firm,
            str(row.line.region_place),
        ]
        for row in outcome.rows
    ]
    yield table(head, rows, caption=_("Result"), widths=(1, 4, 1.5, 1.3, 1.8))


def _outcome(outcome: Outcome | ScoreOutcome) -> Iterator[Node]:
    said = _("%(answered)s of %(members)s Members answered.") % {
        "answered": outcome.overall.answered,
        "members": outcome.overall.members,
    }
    yield paragraph(f"{said} {outcome.sentence} {outcome.difference}")
    if isinstance(outcome, ScoreOutcome):
        yield from _scores(outcome)
        return
    place = pgettext("in an order", "Place")
    head = [place, _("Priority"), _("Mean rank"), _("How firm"), _("Place, regions the same")]
    rows = [
        [
            str(row.line.place),
            results.title(row),
            dates.number(row.mean),
            row.firm,
            str(row.line.region_place),
        ]
        for row in outcome.rows
    ]
    yield table(head, rows, caption=_("Result"), widths=(1, 4, 1.5, 1.3, 1.8))


def _challenge(found: Challenge) -> list[str | list[Node]]:
    return [
        [local_text(local(found, "title"))],
        str(found.member),
        str(capfirst(found.get_state_display())),
        found.answer,
    ]
