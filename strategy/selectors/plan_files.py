"""A plan as files: what each is called, what it is, and what stands in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.plans import ElementKind, PlanState
from strategy.models import Commitment, Plan
from strategy.rules import tables
from strategy.rules.stratml.outline import Branch, Measure, Outline, text_of
from strategy.selectors import plan_book, plan_outlines, plan_prints, plans
from strategy.selectors.plan_outlines import Edition
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active, local
from wco_portal.publishing.rules import schema


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a plan is handed out."""

    label: str | Promise
    media_type: str
    make: Callable[[Edition, str], bytes]


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file of a plan, ready to be handed out."""

    name: str
    media_type: str
    data: bytes


def _columns() -> list[object]:
    return [
        _("number"),
        _("kind"),
        _("title"),
        _("part of"),
        _("core functions"),
        _("serves"),
        _("international commitments"),
        _("text"),
        _("dropped on"),
        _("added on"),
    ]


def elements(given: Edition, outline: Outline) -> list[list[object]]:
    """Return the elements of a plan as a table with its headings."""
    numbers = {branch.key: branch.number for branch in outline.branches}
    return [
        _columns(),
        *(_row(branch, numbers, _aligned(given, branch)) for branch in outline.branches),
    ]


def _aligned(given: Edition, branch: Branch) -> list[Commitment]:
    return given.aligned.get(branch.key.removeprefix("_"), [])


def _row(branch: Branch, numbers: Mapping[str, str], aligned: list[Commitment]) -> list[object]:
    return [
        branch.number,
        ElementKind(branch.kind).label,
        branch.title,
        numbers.get(branch.parent, ""),
        ", ".join(branch.functions),
        ", ".join(numbers[key] for key in branch.serves if key in numbers),
        "; ".join(str(local(each, "short")) for each in aligned),
        text_of(branch.words),
        branch.dropped_on,
        branch.added_on,
    ]


def indicators(outline: Outline) -> list[list[object]]:
    """Return the indicators of a plan as a table, a row for each value that is known."""
    rows: list[list[object]] = [
        [_("element"), _("indicator"), _("unit"), _("what"), _("day"), _("value")]
    ]
    for branch in outline.branches:
        for measure in branch.measures:
            first: list[object] = [branch.number, measure.name, measure.unit]
            rows.append([*first, _("baseline"), measure.baseline_on.isoformat(), measure.baseline])
            rows += [
                [*first, what, on.isoformat(), value]
                for what, found in (
                    (_("actual"), measure.values),
                    (_("target of the period"), measure.targets),
                )
                for on, value in found
            ]
            rows.append([*first, _("target"), measure.target_on.isoformat(), measure.target])
    return rows


def _about(given: Edition, outline: Outline) -> list[list[object]]:
    rows: list[list[object]] = [
        [_("plan"), outline.title],
        [_("first day"), outline.starts_on.isoformat()],
        [_("last day"), outline.ends_on.isoformat()],
        [_("state"), str(PlanState(given.plan.state).label)],
        [_("version"), plan_book.version(given)],
        ["SHA-256", given.frozen.sha256 if given.frozen else ""],
        [_("address"), outline.source],
        [_("as of"), clock.today().isoformat()],
    ]
    if given.is_demonstration:
        rows.append([_("demonstration data"), _("yes")])
    return rows


def _csv(given: Edition, language: str) -> bytes:
    return tables.as_csv(elements(given, plan_outlines.outline(given, language)))


def _xlsx(given: Edition, language: str) -> bytes:
    outline = plan_outlines.outline(given, language)
    sheets = {
        _("Plan"): _about(given, outline),
        _("Elements"): elements(given, outline),
        _("Indicators"): indicators(outline),
    }
    return tables.as_xlsx(sheets, title=outline.title, on=clock.today())


def _jsonld(given: Edition, language: str) -> bytes:
    outline = plan_outlines.outline(given, language)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": outline.source,
        "name": outline.title,
        "inLanguage": language,
        "temporalCoverage": f"{outline.starts_on}/{outline.ends_on}",
        "publisher": {"@type": "Organization", "name": outline.organisation},
        "creativeWorkStatus": given.plan.state,
        "version": given.version,
        "text": text_of(outline.words),
        "hasPart": [
            _thing(branch, outline.source, _aligned(given, branch)) for branch in outline.branches
        ],
    }
    if given.frozen is not None:
        found |= {"sha256": given.frozen.sha256, "dateModified": given.frozen.at.isoformat()}
    if given.is_demonstration:
        found["disambiguatingDescription"] = _("Demonstration data")
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def _thing(branch: Branch, source: str, aligned: list[Commitment]) -> dict[str, Any]:
    above = f"{source}elements/{branch.parent.removeprefix('_')}/" if branch.parent else source
    found: dict[str, Any] = {
        "@type": "CreativeWork",
        "@id": f"{source}elements/{branch.key.removeprefix('_')}/",
        "identifier": branch.key.removeprefix("_"),
        "position": branch.number,
        "genre": str(ElementKind(branch.kind).label),
        "name": branch.title,
        "text": text_of(branch.words),
        "keywords": list(branch.functions),
        "creativeWorkStatus": "dropped" if branch.dropped_on else "",
        "expires": branch.dropped_on,
        # From which day on it is part of the plan.
        "temporalCoverage": f"{branch.added_on}/.." if branch.added_on else "",
        "about": [_term(each) for each in aligned],
        "isPartOf": {"@id": above},
        "variableMeasured": [_measured(measure) for measure in branch.measures],
    }
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def _measured(measure: Measure) -> dict[str, Any]:
    """Say where a measure stands, from where and to where: lower may be better."""
    on, value = measure.values[-1] if measure.values else (None, None)
    ends = (
        ("baseline", measure.baseline_on, measure.baseline),
        ("target", measure.target_on, measure.target),
    )
    found: dict[str, Any] = {
        "@type": "PropertyValue",
        "name": measure.name,
        "unitText": measure.unit,
        "value": _number(value),
        "observationDate": on.isoformat() if on else None,
        "valueReference": [
            {
                "@type": "PropertyValue",
                "propertyID": name,
                "value": _number(number),
                "observationDate": day.isoformat(),
            }
            for name, day, number in ends
            if number is not None
        ],
    }
    return {name: each for name, each in found.items() if each not in ("", None)}


def _term(commitment: Commitment) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "@id": settings.PORTAL_BASE_URL + commitment.get_absolute_url(),
        "termCode": commitment.code,
        "name": str(local(commitment, "title")),
        "inDefinedTermSet": settings.PORTAL_BASE_URL + commitment.framework.get_absolute_url(),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _stratml(part: int) -> Callable[[Edition, str], bytes]:
    return lambda given, language: plan_outlines.stratml(given, part, language)


FORMS: Final[Mapping[str, Form]] = {
    "stratml-1.xml": Form(gettext_lazy("StratML, Part 1"), "application/xml", _stratml(1)),
    "stratml-2.xml": Form(
        gettext_lazy("StratML, Part 2, with indicators"), "application/xml", _stratml(2)
    ),
    "plan.xlsx": Form(
        gettext_lazy("Workbook (XLSX)"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsx,
    ),
    "plan.csv": Form(gettext_lazy("Table (CSV)"), "text/csv; charset=utf-8", _csv),
    "plan.jsonld": Form(gettext_lazy("Linked data (JSON-LD)"), "application/ld+json", _jsonld),
    "content.json": Form(
        gettext_lazy("Content in both languages (JSON)"),
        "application/json",
        lambda given, _language: schema.canonical(given.content),
    ),
}


# All forms in the order in which a page offers them; the printed ones are made by a job.
OFFERED: Final[Mapping[str, Form | plan_prints.Kind]] = {**plan_prints.KINDS, **FORMS}


def current(slug: str, kind: str, actor: Actor) -> PlanFile:
    """Return a file of a plan as its reader may see it now, or 404."""
    plan = plans.by_slug(slug, actor)
    _form(kind)
    return file(plan_outlines.edition(plan, actor), kind, active())


def numbered(slug: str, number: int, kind: str, actor: Actor) -> PlanFile:
    """Return a file of a frozen version, or 404."""
    _form(kind)
    return file(plan_outlines.numbered(slug, number, actor), kind, active())


def _form(kind: str) -> Form:
    if kind not in FORMS:
        raise Plan.DoesNotExist
    return FORMS[kind]


def file(given: Edition, kind: str, language: str) -> PlanFile:
    """Make a file; its name says plan, version, language and date."""
    form = _form(kind)
    day = given.frozen.at.astimezone(clock.zone()).date() if given.frozen else clock.today()
    stem, ending = kind.split(".")
    extra = f"-{stem}" if stem != "plan" else ""
    name = f"{given.plan.slug}-{given.version}-{language}-{day}{extra}.{ending}"
    return PlanFile(name, form.media_type, form.make(given, language))


def addresses(plan: Plan, number: int | None = None) -> list[dict[str, Any]]:
    """List every file of a plan, or of a version, in both languages."""
    middle = f"versions/{number}/" if number else ""
    return [
        {
            "kind": kind,
            "language": language,
            "media_type": form.media_type,
            "url": f"{settings.PORTAL_BASE_URL}/{language}/plans/{plan.slug}/{middle}files/{kind}",
        }
        for kind, form in OFFERED.items()
        for language in ("en", "fr")
    ]
