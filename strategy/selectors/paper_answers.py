"""Answers on paper as the Secretariat sees them, and whose scan they are."""

from __future__ import annotations

from django.db.models import QuerySet

from strategy.enums.paper_answers import PaperState
from strategy.models import Consultation, PaperAnswer, Position
from strategy.selectors import consultations, positions, turnout
from strategy.selectors.positions import AnswerLine
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person
from wco_portal.files.models import File


def visible(actor: Actor) -> QuerySet[PaperAnswer]:
    """Return what an actor may see: the Secretariat all, nobody else anything."""
    found = PaperAnswer.objects.select_related(
        "consultation", "member__region", "scan", "entered_by", "checked_by", "revision"
    )
    if not policies.check(actor, Permission.PAPER_ANSWER_VIEW):
        return found.none()
    return found.order_by("-pk")


def by_public_id(public_id: str, actor: Actor) -> PaperAnswer:
    """Return an answer on paper, or 404 through `PaperAnswer.DoesNotExist`."""
    found = visible(actor).get(public_id=public_id)
    found.consultation = consultations.by_slug(found.consultation.slug, actor)
    return found


def of_consultation(consultation: Consultation, actor: Actor) -> QuerySet[PaperAnswer]:
    """Return the answers of a consultation that came on paper, the newest first."""
    return visible(actor).filter(consultation=consultation)


def lines(paper: PaperAnswer) -> list[AnswerLine]:
    """Return what the paper says, item by item; of a ranking in its order."""
    consultation = paper.consultation
    items = consultations.items(consultation)
    if consultation.is_ranking:
        items.sort(key=lambda item: paper.ranking.get(item.public_id, len(items) + 1))
    said = Position(consultation=consultation, ranking=paper.ranking, remarks=paper.remarks)
    return positions.lines(said, items)


def members(consultation: Consultation) -> QuerySet[Member]:
    """Return the Members whose paper may be entered: asked, and without an answer of their own."""
    own = consultation.positions.answered().filter(sent__paper=None)
    return turnout.members(consultation).exclude(pk__in=own.values("member")).by_name()


def asked(consultation: Consultation, code: str) -> Member | None:
    """Return a Member that is asked, by its code."""
    return turnout.members(consultation).filter(code=code).select_related("region").first()


def waiting(person: Person) -> QuerySet[PaperAnswer]:
    """Return what waits for this person's eyes: entered by somebody else."""
    if not policies.check(person, Permission.PAPER_ANSWER_CONFIRM):
        return PaperAnswer.objects.none()
    found = visible(person).filter(state=PaperState.ENTERED).exclude(entered_by=person)
    return found.annotate(**consultations.due_at("consultation", "member__region"))


def may_read_scan(actor: Actor, file: File) -> bool:
    """Say whether an actor may read a scan: the Secretariat's, and the Member's own people."""
    if policies.check(actor, Permission.PAPER_ANSWER_VIEW):
        return True
    if not isinstance(actor, Person):
        return False
    own = actor.member_ids(RoleName.FOCAL_POINT, RoleName.HEAD)
    found = PaperAnswer.objects.filter(public_id=file.owner, state=PaperState.CONFIRMED)
    return found.filter(member__in=own).exists()
