"""Invented words for the draft plan, a first version for the Policy Commission, a review."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from strategy.enums.plans import Verdict
from strategy.models import Amendment, Commitment, Plan, PlanReview
from strategy.rules.amendments import worded
from strategy.services import alignments, amendments, decisions, plans, reviews
from strategy.services.demonstration import contributions
from strategy.services.plans import Draft
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.publishing.models import GoverningMeeting, Text

WORDS: Final = Path(__file__).resolve().parent.parent.parent / "data" / "plan_demonstration.json"
WRITTEN: Final = dt.datetime(2018, 11, 20, 10, 0, tzinfo=dt.UTC)
OPENED: Final = dt.datetime(2018, 12, 3, 9, 0, tzinfo=dt.UTC)
REVIEWED: Final = dt.datetime(2018, 9, 17, 9, 0, tzinfo=dt.UTC)
DRAFTED_ON: Final = dt.datetime(2019, 3, 12, 14, 0, tzinfo=dt.UTC)

# What the second draft says otherwise: element, language, old words, new words.
REWORDED: Final = (
    (
        "SO1",
        "en",
        "offered to Members.",
        "offered to Members, and other border agencies take part.",
    ),
    (
        "SO1",
        "fr",
        "proposées aux Membres.",
        "proposées aux Membres, et les autres services présents aux frontières y participent.",
    ),
    ("SO1", "en", "to be released.", "to be released and shares its results once a year."),
)
FINDINGS: Final = (
    (
        "1",
        Verdict.KEEP,
        "Release times fell in every region that measured them.",
        "Les délais de mainlevée ont baissé dans toutes les régions qui les ont mesurés.",
    ),
    (
        "2",
        Verdict.KEEP,
        "More Members give rulings in advance.",
        "Davantage de Membres rendent des décisions anticipées.",
    ),
    (
        "5",
        Verdict.CHANGE,
        "Information is exchanged, but seldom answered: say what becomes of it.",
        "L’information est échangée, mais rarement suivie d’effet : dire ce qu’elle devient.",
    ),
)
ALIGNED: Final = {
    "SO1": ("sdg-8", "sdg-9", "tfa-7", "tfa-8", "tfa-10"),
    "SO2": ("sdg-17", "tfa-3"),
    "SO3": ("sdg-16", "tfa-8"),
    "P4": ("sdg-9", "tfa-7"),
}
# What the amendment makes of the goal that is to change: it has no text so far, only a title.
AMENDED: Final = worded(
    {
        "en": "Promote information exchange between all stakeholders, and answer what is exchanged",
        "fr": (
            "Promouvoir l’échange d’informations entre toutes les parties prenantes "
            "et répondre à ce qui est échangé"
        ),
    },
    {
        "en": "Whoever sends information to a partner learns what became of it.",
        "fr": "Quiconque transmet une information à un partenaire apprend ce qu’elle est devenue.",
    },
)
KEPT: Final = ("On course in the first year.", "En bonne voie la première année.")
SUMMARY: Final = (
    "Six goals stay as they are; the exchange of information needs an answer to each message.",
    "Six buts restent tels quels ; l’échange d’informations appelle une réponse à chaque message.",
)


def load() -> None:
    """Write the draft, show its first version, reword it, open a review; set a paper deadline."""
    editor = _who(RoleName.EDITOR)
    plan = Plan.objects.get(slug="2019-2022")
    Text.objects.filter(pk=plan.text_id).update(is_demonstration=True)
    GoverningMeeting.objects.filter(code="council-2019-06").update(
        paper_deadline=dt.date(2019, 5, 16), is_deadline_demonstration=True
    )
    with clock.standing_at(WRITTEN):
        _write(plan, editor)
        _align(plan, editor)
    with clock.standing_at(OPENED):
        decisions.consult(plan, by=editor)
    contributions.said(plan, texts=_texts()["SO3"], editor=editor)
    with clock.standing_at(DRAFTED_ON):
        decisions.resume(plan, by=editor)
        _reword(plan, editor)
        contributions.laid(plan, editor=editor)
    _review(editor)


def _who(role: RoleName) -> Person:
    return Person.objects.filter(roles__name=role, is_demonstration=True).order_by("pk")[0]


def _texts() -> dict[str, dict[str, str]]:
    """Return the first draft: by element and language, as restricted Markdown."""
    found: dict[str, dict[str, str]] = json.loads(WORDS.read_text(encoding="utf-8"))
    return found


def _write(plan: Plan, editor: Person) -> None:
    words = _texts()
    ids = {each.number: each.public_id for each in plan.elements.all()} | {"": ""}
    for number, texts in words.items():
        bases = {each.language: each.version for each in plan.text.documents.all()}
        drafts = {code: Draft(text, bases[code]) for code, text in texts.items()}
        plans.write(plan, drafts=drafts, by=editor, section=ids[number], reason="First draft")


def _align(plan: Plan, editor: Person) -> None:
    known = {each.code: each for each in Commitment.objects.all()}
    for element in plan.elements.filter(number__in=ALIGNED):
        for code in ALIGNED[element.number]:
            alignments.add(element, known[code], by=editor)


def _reword(plan: Plan, editor: Person) -> None:
    words = _texts()
    for number, language, old, new in REWORDED:
        words[number][language] = words[number][language].replace(old, new)
        section = plan.elements.get(number=number).public_id
        document = plan.text.documents.get(language=language)
        draft = Draft(words[number][language], document.version)
        plans.write(
            plan, drafts={language: draft}, by=editor, section=section, reason="Second draft"
        )


def _review(editor: Person) -> None:
    """Close the review of the first year, which calls for an amendment; leave the second open."""
    plan = Plan.objects.get(slug="2016-2019")
    numbers = list(plan.elements.steering().in_order().values_list("number", flat=True))
    known = {finding[0] for finding in FINDINGS}
    kept = [(number, Verdict.KEEP, *KEPT) for number in numbers if number not in known]
    with clock.standing_at(REVIEWED):
        first = reviews.start(
            plan, starts_on=dt.date(2016, 7, 1), ends_on=dt.date(2017, 6, 30), by=editor
        )
        _find(first, [*FINDINGS, *kept], editor)
        made = reviews.close(first, summary_en=SUMMARY[0], summary_fr=SUMMARY[1], by=editor)
    if made:
        _amend(made, editor)
    second = reviews.start(
        plan, starts_on=dt.date(2017, 7, 1), ends_on=dt.date(2018, 6, 30), by=editor
    )
    _find(second, FINDINGS[:2], editor)


def _amend(made: Amendment, editor: Person) -> None:
    """Write the words that the review calls for; the amendment is ready to be submitted."""
    with clock.standing_at(DRAFTED_ON):
        for finding in made.findings():
            if finding.verdict == Verdict.CHANGE:
                amendments.write(
                    made, element=finding.element, words=AMENDED, base_version=0, by=editor
                )


def _find(
    review: PlanReview, findings: Iterable[tuple[str, Verdict, str, str]], editor: Person
) -> None:
    for number, verdict, english, french in findings:
        element = review.plan.elements.get(number=number)
        reviews.find(
            review,
            element=element,
            verdict=verdict,
            finding_en=english,
            finding_fr=french,
            by=editor,
        )
