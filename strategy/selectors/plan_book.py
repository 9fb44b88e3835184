"""What stands in a plan that is printed: its cover, its elements with their words and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import phrases
from strategy.enums.plans import DECIDED, NAMED, STEERING, ElementKind, PlanState
from strategy.models import CoreFunction
from strategy.selectors import indicators, plan_outlines
from strategy.selectors.indicators import Reading
from strategy.selectors.plan_outlines import Edition
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import LANGUAGES, colon, local, pick
from wco_portal.files.rules import (
    LINE_BREAK,
    Node,
    Print,
    bullets,
    deeper,
    heading,
    in_language,
    note,
    text,
)
from wco_portal.files.rules import table as sheet
from wco_portal.links import selectors as links
from wco_portal.links.selectors.threads import Knot, Thread
from wco_portal.publishing import selectors as publishing


def of(given: Edition, language: str, actor: Actor) -> Print:
    """Return a plan in the active language, ready to be printed."""
    plan, about = given.plan, given.content["plan"]
    day = dates.day(
        given.frozen.at.astimezone(clock.zone()).date() if given.frozen else clock.today()
    )
    return Print(
        language=language,
        title=pick(**about["title"], language=language).value,
        kicker=_("Strategic plan"),
        lede=dates.span(plan.starts_on, plan.ends_on),
        organisation=_(settings.PORTAL_ORGANISATION),
        running=f"{version(given)} · {day}",
        address=settings.PORTAL_BASE_URL + _page(given),
        sha256=given.frozen.sha256 if given.frozen else "",
        mark=demonstration(given),
        facts=_facts(given, day),
        content=content(given, language, actor),
        words=words(),
        origin=_origin(given, language),
    )


def _origin(given: Edition, language: str) -> str:
    """Say from which version of the text a file leaves, so that it can come back."""
    if given.frozen is not None:
        return ""
    document = publishing.documents.without_body(given.plan.text, language)
    return f"{given.plan.slug} {language} {document.version}"


def words() -> dict[str, str]:
    """Return the words that the frame of a printed file is made of."""
    return {
        "contents": _("Contents"),
        "page": _("Page"),
        "of": _("of"),
        "mark": _("Demonstration data"),
    }


def demonstration(given: Edition) -> str:
    """Say what of a plan is invented: its text, its figures, or both."""
    found = []
    if given.is_demonstration:
        found.append(_("The text of this plan is invented; titles and facts are not."))
    if any(each.is_demonstration for group in given.indicators.values() for each in group):
        found.append(_("Indicators and their figures are invented."))
    return " ".join(found)


def version(given: Edition) -> str:
    """Say which version of a plan it is."""
    if given.frozen is None:
        return _("Working text") if given.plan.is_editable else _("Text in the portal")
    return _("Version %(number)s") % {"number": given.frozen.number}


def _page(given: Edition) -> str:
    if given.frozen is None:
        return given.plan.get_absolute_url()
    return reverse("plan-version", args=[given.plan.slug, given.frozen.number])


def _facts(given: Edition, day: str) -> list[tuple[str, str]]:
    plan, frozen = given.plan, given.frozen
    told = f"{version(given)}, {day}"
    if frozen is not None:
        told = f"{told}{colon()} {local(frozen, 'reason')}"
    found = [
        (_("State"), capfirst(str(PlanState(plan.state).label))),
        (_("Version"), told),
    ]
    for decision in plan_outlines.decisions_known(plan):
        said = f"{decision.get_outcome_display()}, {dates.day(decision.decided_on)}"
        where = ", ".join(str(each) for each in (decision.meeting, decision.reference) if each)
        found.append((_("Decision"), str(capfirst(f"{said}{colon()} {where}" if where else said))))
    if given.indicators and plan.state in DECIDED:
        found.append((_("Figures as of"), dates.day(clock.today())))
    found.append((_("Address"), settings.PORTAL_BASE_URL + _page(given)))
    return found


def content(given: Edition, language: str, actor: Actor, *, level: int = 1) -> list[Node]:
    """Return introduction and elements, in the groups of the plan's page."""
    book = Book(given, language, _readings(given), _threads(given, actor), _functions())
    introduction = list(book.section("", level))
    found = [heading(_("Introduction"), level=level), *introduction] if introduction else []
    for title, kinds in _groups():
        group = [each for each in book.under.get("", []) if each["kind"] in kinds]
        if group:
            found.append(heading(title, level=level))
            for element in group:
                found.extend(book.element(element, level + 1))
    return found


def _groups() -> list[tuple[str, frozenset[ElementKind]]]:
    return [
        (_("Goals and objectives"), STEERING),
        (_("Priorities"), NAMED),
        (_("Layers and processes"), frozenset(ElementKind) - STEERING - NAMED),
    ]


def _readings(given: Edition) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for reading in indicators.of_elements(given.plan.elements.all()):
        found.setdefault(reading.indicator.element.public_id, []).append(reading)
    return found


def _threads(given: Edition, actor: Actor) -> dict[str, Thread]:
    return links.threads.of_many([each["id"] for each in given.content["elements"]], actor=actor)


def _functions() -> dict[str, str]:
    return {each.code: str(each) for each in CoreFunction.objects.all()}


@dataclass(frozen=True)
class Book:
    """All that the elements of an edition are printed from."""

    given: Edition
    language: str
    readings: dict[str, list[Reading]]
    threads: dict[str, Thread]
    functions: dict[str, str]

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Return the numbers of the elements by their ids, in the order of the edition."""
        return {each["id"]: each["number"] for each in self.given.content["elements"]}

    @cached_property
    def under(self) -> dict[str, list[dict[str, Any]]]:
        """Return what stands under each element; under none of this edition as under ""."""
        found: dict[str, list[dict[str, Any]]] = {}
        for each in self.given.content["elements"]:
            parent = self.given.parents.get(each["id"], "")
            found.setdefault(parent if parent in self.numbers else "", []).append(each)
        return found

    @cached_property
    def sections(self) -> dict[str, dict[str, list[Node]]]:
        """Return, by language, the blocks of every section."""
        bodies = self.given.content["documents"]
        return {code: publishing.documents.by_section(body) for code, body in bodies.items()}

    def element(self, element: dict[str, Any], level: int) -> Iterator[Node]:
        """Print an element, and those under it one level deeper."""
        own = element["id"]
        title = pick(**element["title"], language=self.language)
        head = heading(
            title.value or _("Title not known"),
            level=level,
            number=element["number"],
            identity=own,
        )
        yield in_language([head], title.language) if title.is_fallback else head
        yield note(self._said(element))
        yield from self.section(own, level)
        if readings := self.readings.get(own):
            yield measured(readings, is_decided=self.given.plan.state in DECIDED)
        if knots := self._knots(own):
            yield note(_("Linked with:"))
            yield bullets(knots)
        for child in self.under.get(own, []):
            yield from self.element(child, level + 1)

    def section(self, section: str, level: int) -> Iterator[Node]:
        """Print the words of a section; in the other language, and so marked, where they lack."""
        for language in (self.language, *(each for each in LANGUAGES if each != self.language)):
            found = self.sections.get(language, {}).get(section, [])
            if any(each.get("content") for each in found):
                blocks = list(deeper(found, level - 1))
                if language == self.language:
                    yield from blocks
                else:
                    yield note(str(FALLBACK[language]))
                    yield in_language(blocks, language)
                return

    def _said(self, element: dict[str, Any]) -> list[Node]:
        """Say in small print what an element is, which functions it has, what it serves."""
        kind = capfirst(str(ElementKind(element["kind"]).label))
        parts = [kind, *(self.functions.get(code, code) for code in element["functions"])]
        found = [text(" · ".join(parts))]
        serves = set(element["serves"])
        served = [key for key in self.numbers if key in serves] if serves else []
        if served:
            found.append(text(" · " + _("Serves:") + " "))
            for at, key in enumerate(served):
                found += [text(", ")] if at else []
                found.append(text(self.numbers[key], href=f"#b_{key}"))
        for name, told in (("added_on", phrases.added_on), ("dropped_on", phrases.dropped_on)):
            if day := element.get(name):
                found.append(text(f" · {told(dt.date.fromisoformat(day))}"))
        return found

    def _knots(self, own: str) -> list[list[Node]]:
        thread = self.threads[own]
        return [_knot(each) for each in (*thread.comes_from, *thread.leads_to)]


FALLBACK: Final[Mapping[str, Promise]] = {
    "en": gettext_lazy("Not yet in French; the English text:"),
    "fr": gettext_lazy("Not yet in English; the French text:"),
}


def _knot(knot: Knot) -> list[Node]:
    words = {"relation": capfirst(str(knot.relation)), "kind": str(knot.kind.title).lower()}
    before = _("%(relation)s: %(kind)s,") % words
    told = [text(f" ({knot.card.note})")] if knot.card.note else []
    return [text(f"{before} "), text(knot.card.title, href=knot.card.address), *told]


def measured(readings: list[Reading], *, is_decided: bool) -> Node:
    """Print the indicators of an element; figures and status once the plan is adopted."""
    head = [_("Indicator"), _("Baseline"), _("Target")]
    head += [_("Latest approved figure"), _("Status")] if is_decided else []
    rows = [_measured(each, is_decided=is_decided) for each in readings]
    widths = (3, 1.6, 1.6, 1.7, 1.3) if is_decided else (3, 1.6, 1.6)
    return sheet(head, rows, caption=_("Indicators"), widths=widths)


def _measured(reading: Reading, *, is_decided: bool) -> list[str | list[Node]]:
    indicator = reading.indicator
    said = indicators.written
    baseline = said(indicator, indicator.baseline) or _("not known")
    row: list[str | list[Node]] = [
        [text(str(local(indicator, "name")), href=indicator.get_absolute_url())],
        _dated(baseline, indicator.baseline_on),
        _targets(reading),
    ]
    if is_decided:
        last = reading.last
        row.append(_dated(reading.said, last.measured_on) if last else _("none yet"))
        row.append(str(capfirst(str(reading.light.label))))
    return row


def _targets(reading: Reading) -> list[Node]:
    """Write the targets of the periods on the way, and the target at its end."""
    indicator, said = reading.indicator, indicators.written
    way = [
        (point.target, point.period.ends_on)
        for point in reading.points
        if point.target is not None and point.period.ends_on < reading.span.until
    ]
    found: list[Node] = []
    for value, on in [*way, (reading.span.target, reading.span.until)]:
        found += [LINE_BREAK] if found else []
        found += _dated(said(indicator, value), on)
    return found


def _dated(value: str, on: dt.date) -> list[Node]:
    return [text(value), LINE_BREAK, text(dates.day(on).replace(" ", dates.NO_BREAK))]
