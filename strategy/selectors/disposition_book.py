"""What Members said and what was answered, as a file: what everybody may read, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from strategy.enums.dispositions import Answer
from strategy.models import Plan
from strategy.selectors import dispositions, inputs, plan_book, plans
from strategy.selectors.dispositions import Answered, Wanted
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import active, colon, local
from wco_portal.files.rules import (
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

FORMS: Final = ("answers.xlsx", "answers.docx")
COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("What was said"),
    gettext_lazy("Where it was said"),
    gettext_lazy("Who"),
    gettext_lazy("Inputs"),
    gettext_lazy("Words"),
    pgettext_lazy("to a Member", "Answer"),
    gettext_lazy("Reason (English)"),
    gettext_lazy("Reason (French)"),
    gettext_lazy("Leads to"),
    gettext_lazy("Address"),
    gettext_lazy("Published on"),
    gettext_lazy("Times corrected"),
)


@dataclass(frozen=True, slots=True)
class Compilation:
    """All published answers on a plan, in one of its files' forms."""

    plan: Plan
    form: str

    @property
    def name(self) -> str:
        """Return the name of the file, without its ending."""
        return f"answers-{self.plan.slug}-{clock.today()}-{active()}"

    @property
    def is_sheet(self) -> bool:
        """Say whether it is a spreadsheet."""
        return self.form == "answers.xlsx"


def compilation(slug: str, kind: str, actor: Actor) -> Compilation:
    """Return the compilation of a visible plan in a form, or 404."""
    if kind not in FORMS:
        raise Plan.DoesNotExist
    return Compilation(plans.by_slug(slug, actor), kind)


def public(plan: Plan) -> list[Answered]:
    """Return what everybody may read, whoever asks: a paper goes to all Members."""
    return dispositions.answered(plan, Wanted(), actor=AnonymousUser())


def rows(plan: Plan) -> list[list[object]]:
    """Return the compilation as rows under a head."""
    return [[str(title) for title in COLUMNS], *(_row(each) for each in public(plan))]


def _row(each: Answered) -> list[object]:
    given = each.disposition
    at = given.published_at
    return [
        str(capfirst(each.first.get_kind_display())),
        inputs.place(each.first),
        each.who,
        len(each.said),
        str(each.words or ""),
        str(capfirst(given.get_answer_display())),
        given.reason_en,
        given.reason_fr,
        each.target.title if each.target else "",
        settings.PORTAL_BASE_URL + given.get_absolute_url(),
        at.astimezone(clock.zone()).date().isoformat() if at else "",
        len(each.corrections),
    ]


def of(plan: Plan, language: str) -> Print:
    """Return the compilation in the active language, ready to be printed."""
    day = dates.day(clock.today())
    found = public(plan)
    return Print(
        language=language,
        title=_("You said, we did"),
        kicker=str(local(plan, "title")),
        lede=_("What Members and workshops said of the plan, and what was answered"),
        organisation=_(settings.PORTAL_ORGANISATION),
        running=day,
        address=settings.PORTAL_BASE_URL + reverse("plan-answers", args=[plan.slug]),
        mark=_("Inputs and answers are invented.") if _is_invented(found) else "",
        facts=[
            (_("Period of the plan"), dates.span(plan.starts_on, plan.ends_on)),
            (_("Date"), day),
        ],
        content=list(content(found, level=1)),
        words=plan_book.words(),
    )


def _is_invented(found: Iterable[Answered]) -> bool:
    return any(each.disposition.is_demonstration for each in found)


def part(plan: Plan, *, level: int) -> Iterator[Node]:
    """Print the answers as a part of a paper; nothing where nothing was answered."""
    found = public(plan)
    if found:
        yield heading(_("You said, we did"), level=level)
        yield from content(found, level=level + 1)


def content(found: list[Answered], *, level: int) -> Iterator[Node]:
    """Print how many inputs got which answer, then each place where something was said."""
    if not found:
        yield paragraph(_("Nothing has been answered yet."))
        return
    yield bullets(_counted(found))
    yield note(
        _("What a Member does not want published is not: its region stands here, not its words.")
    )
    places: dict[str, list[Answered]] = {}
    for each in found:
        places.setdefault(inputs.place(each.first), []).append(each)
    for place, answers in places.items():
        yield heading(place, level=level)
        head = [_("What was said"), pgettext("to a Member", "Answer"), _("Reason"), _("Leads to")]
        yield table(head, [_line(each) for each in answers], widths=(3, 1.5, 3.5, 2.5))


def _counted(found: list[Answered]) -> list[str]:
    counted: Counter[str] = Counter()
    for each in found:
        counted[each.disposition.answer] += len(each.said)
    return [
        ngettext("%(answer)s: %(count)d input", "%(answer)s: %(count)d inputs", counted[answer])
        % {"answer": capfirst(str(answer.label)), "count": counted[answer]}
        for answer in Answer
        if counted[answer]
    ]


def _line(each: Answered) -> list[str | list[Node]]:
    given, target = each.disposition, each.target
    said: list[Node] = [text(each.who)]
    if each.words:
        said += [text(f"{colon()} "), local_text(each.words)]
    reason = local(given, "reason")
    leads = [local_text(target.words, href=target.address)] if target else []
    return [
        said,
        str(capfirst(given.get_answer_display())),
        [local_text(reason)] if reason else [],
        leads,
    ]
