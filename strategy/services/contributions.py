"""Comment on a clause, propose other words, answer, revise, take back; every revision is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.contributions import (
    ClausePart,
    Consent,
    ContributionKind,
    ContributionState,
)
from strategy.enums.dispositions import Answer
from strategy.models import Contribution, ContributionRevision, Disposition, Plan, PlanElement
from strategy.workflows.contributions import CONTRIBUTION
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Member, Person
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion

# What a published answer makes of a proposal.
DECIDES: Final = {
    Answer.ACCEPTED: "accept",
    Answer.PARTLY: "accept_partly",
    Answer.REJECTED: "reject",
    Answer.OUT_OF_SCOPE: "reject",
    Answer.COVERED: "reject",
}
# So many threads may a Member begin on one element of a plan.
MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: the words, those of the clause that they are about, other wording, consent."""

    words: str
    quote: str = ""
    wording: Mapping[str, str] = field(default_factory=dict)
    consent: Consent = Consent.NONE


@dataclass(frozen=True, slots=True)
class Place:
    """What of an element or of the plan is spoken of: its text or title, or one block of it."""

    part: ClausePart = ClausePart.TEXT
    block: str = ""


WHOLE: Final = Place()


@transaction.atomic
def say(
    on: PlanElement | Plan,
    *,
    member: Member,
    kind: ContributionKind,
    said: Said,
    by: Person,
    place: Place = WHOLE,
) -> Contribution:
    """Comment on a part of a plan for a Member, or draft other wording for it.

    `on` an element: its text or its title; `on` the plan itself: its introduction or its title.
    """
    about = Contribution(**_part(on, place), member=member, kind=kind)
    policies.require(by, Permission.CLAUSE_COMMENT, about)
    _require_room(about)
    about.frozen = _consulted(about.plan)
    _require_part(about)
    is_proposal = kind == ContributionKind.PROPOSAL
    about.state = ContributionState.DRAFT if is_proposal else ContributionState.SAID
    about.is_demonstration = by.is_demonstration
    _save(about, said, by=by)
    audit.record(
        "strategy.contribution.drafted" if is_proposal else "strategy.contribution.made",
        target=about,
        by=by,
        data={"member": member.code, "element": about.section, "part": about.part},
    )
    return about


def _part(on: PlanElement | Plan, place: Place) -> dict[str, Any]:
    where = {"part": place.part, "block": place.block}
    if isinstance(on, Plan):
        return where | {"plan": Plan.objects.select_related("text").get(pk=on.pk)}
    element = PlanElement.objects.select_related("plan__text").get(pk=on.pk)
    return where | {"plan": element.plan, "element": element}


def _consulted(plan: Plan) -> FrozenVersion:
    frozen = selectors.clauses.consulted(plan)
    if frozen is None:
        raise DomainError(_("There is no version yet of which to speak."), code="no_version")
    return frozen


def _require_part(about: Contribution) -> None:
    """Refuse a part that the consulted version does not have."""
    if not selectors.clauses.is_there(about):
        raise DomainError(
            _("The version that is consulted does not have this passage."), code="part_unknown"
        )


@transaction.atomic
def answer(
    to: Contribution, *, said: Said, by: Person, member: Member | None = None
) -> Contribution:
    """Answer a comment or proposal, for a Member or, without one, for the Secretariat."""
    to = locked(to)
    policies.require(by, Permission.CLAUSE_ANSWER, to)
    if to.to is not None:
        raise DomainError(_("Answer the comment that began the thread."), code="one_level")
    if to.state in {ContributionState.DRAFT, ContributionState.WITHDRAWN}:
        raise DomainError(_("It does not stand: nothing is answered to it."), code="wrong_state")
    if member is None and not by.is_secretariat:
        raise DomainError(_("Say for which Member you speak."), code="no_member")
    if member is not None:
        policies.require(by, Permission.CLAUSE_COMMENT, Contribution(plan=to.plan, member=member))
    made = Contribution(
        kind=ContributionKind.ANSWER,
        **{name: getattr(to, name) for name in ("plan", "element", "part", "block", "frozen")},
        member=member,
        to=to,
        state=ContributionState.SAID,
        is_demonstration=to.is_demonstration,
    )
    _require_room(made)
    consent = said.consent if member else Consent.NAMED
    _save(made, Said(said.words, consent=consent), by=by)
    audit.record("strategy.contribution.answered", target=made, by=by, data={"to": to.public_id})
    return made


@transaction.atomic
def revise(
    contribution: Contribution, *, said: Said, by: Person, version: int | None = None
) -> Contribution:
    """Say it anew: what was said before stays readable to who answers, and is answered apart."""
    found = _held(contribution, version)
    policies.require(by, Permission.CLAUSE_COMMENT, found)
    if found.state not in {
        ContributionState.DRAFT,
        ContributionState.PROPOSED,
        ContributionState.SAID,
    }:
        raise DomainError(_("What is decided or withdrawn is not changed."), code="wrong_state")
    _save(found, said, by=by)
    data = {"version": found.version, "number": found.said.number}
    audit.record("strategy.contribution.revised", target=found, by=by, data=data)
    return found


@transaction.atomic
def propose(contribution: Contribution, *, by: Person, version: int | None = None) -> Contribution:
    """Propose the drafted wording: from now on it counts, and is read as its Member allowed."""
    found = _held(contribution, version)
    arrow = CONTRIBUTION.follow("propose", found, by=by)
    _move(found, arrow.target)
    audit.record(arrow.event, target=found, by=by)
    return found


@transaction.atomic
def withdraw(
    contribution: Contribution, *, reason: str, by: Person, version: int | None = None
) -> Contribution:
    """Take back what a Member said, with the reason that stands in its place."""
    found = _held(contribution, version)
    arrow = CONTRIBUTION.follow("withdraw", found, by=by)
    found.withdrawn_because = reason.strip()
    _move(found, arrow.target, "withdrawn_because")
    audit.record(arrow.event, target=found, by=by)
    return found


def decided(given: Disposition, *, by: Person) -> None:
    """Let the published answer decide the proposal that it is given to; the plan is locked."""
    if given.clause is None:
        return
    found = locked(given.clause.contribution)
    arrow = CONTRIBUTION.transitions[DECIDES[Answer(given.answer)]]
    # A comment has nothing to decide; earlier words of a proposal were said anew.
    if found.state not in arrow.sources or found.current_id != given.clause_id:
        return
    _move(found, arrow.target)
    audit.record(arrow.event, target=found, by=by, data={"disposition": given.public_id})


def locked(contribution: Contribution) -> Contribution:
    """Take the row's lock for the rest of the transaction."""
    rows = Contribution.objects.select_for_update(of=("self",))
    related = rows.select_related(
        "plan__text", "element__plan", "member__region", "current", "frozen", "to"
    )
    return related.defer("frozen__content").get(pk=contribution.pk)


def _held(contribution: Contribution, version: int | None) -> Contribution:
    found = locked(contribution)
    if version is not None and version != found.version:
        raise ChangedMeanwhile(
            _("Somebody changed it before you; read it again."), code="changed_meanwhile"
        )
    return found


def _move(found: Contribution, state: str, *fields: str) -> None:
    found.state = ContributionState(state)
    found.version += 1
    found.full_clean()
    found.save(update_fields=["state", "version", "updated_at", *fields])


def _require_room(about: Contribution) -> None:
    """Keep one Member from filling a page."""
    ours = Contribution.objects.filter(
        plan=about.plan, element=about.element, member=about.member, to=about.to
    ).counted()
    if about.member is not None and ours.count() >= MOST:
        raise DomainError(
            _("Your administration has said %(most)s things here: change one of them.")
            % {"most": MOST},
            code="too_many",
        )


def _save(about: Contribution, said: Said, *, by: Person) -> None:
    """Check what is said against the version, keep it as a revision, and let it stand."""
    wording = _wording(about, said)
    if said.quote.strip() and not selectors.clauses.has_words(about, said.quote):
        raise ValidationError(
            {"quote": _("The version that is consulted does not have these words.")},
            code="quote_unknown",
        )
    if about.current is None:
        about.full_clean(exclude=["current"])
        about.save()
    last = about.current.number if about.current else 0
    made = ContributionRevision(
        contribution=about,
        number=last + 1,
        quote=" ".join(said.quote.split()),
        words=said.words.strip(),
        wording_en=wording.get("en", ""),
        wording_fr=wording.get("fr", ""),
        consent=said.consent,
        by=by,
        made_at=clock.now(),
    )
    made.full_clean()
    made.save()
    about.current = made
    about.version += 1
    about.save(update_fields=["current", "version", "updated_at"])


def _wording(about: Contribution, said: Said) -> dict[str, str]:
    """Return the wording that differs from the version, by language; a proposal has some."""
    if about.kind != ContributionKind.PROPOSAL:
        return {}
    if about.is_on_title:
        return _retitling(about, said)
    key, found = about.section, dict[str, str]()
    bodies = selectors.clauses.base(about.frozen)
    for code in LANGUAGES:
        words = said.wording.get(code, "").strip()
        body = bodies.get(code, {"type": "doc"})
        if words and (wrong := publishing.wordings.fault(body, words, section=key)):
            raise ValidationError({f"wording_{code}": wrong}, code="text_invalid")
        if words and not publishing.wordings.says_the_same(body, words, section=key):
            found[code] = words
    return _changed(found)


def _retitling(about: Contribution, said: Said) -> dict[str, str]:
    """Return the titles that differ from the version, by language; a title is one line."""
    stood, found = selectors.clauses.wording(about), dict[str, str]()
    longest = PlanElement._meta.get_field("title_en").max_length or 0  # noqa: SLF001 -- documented
    for code in LANGUAGES:
        title = " ".join(said.wording.get(code, "").split())
        if len(title) > longest:
            raise ValidationError(
                {f"wording_{code}": _("A title has %(most)s letters at most.") % {"most": longest}},
                code="title_long",
            )
        if title and title != stood[code]:
            found[code] = title
    return _changed(found)


def _changed(found: dict[str, str]) -> dict[str, str]:
    if not found:
        raise ValidationError(
            {"wording_en": _("Change the wording in English or in French.")}, code="unchanged"
        )
    return found
