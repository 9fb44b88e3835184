"""Join the wording of a proposal with the draft, with credit to the Member that wrote it."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.contributions import ContributionState
from strategy.enums.dispositions import Answer
from strategy.models import Contribution, PlanInput
from strategy.services import contributions, dispositions, plans
from strategy.services.dispositions import Given
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.selectors.wordings import Joined
from wco_portal.publishing.services import documents

MAY_BE_LAID: Final = frozenset(
    {ContributionState.PROPOSED, ContributionState.ACCEPTED, ContributionState.PARTLY}
)


@transaction.atomic
def lay(contribution: Contribution, *, by: Person, version: int | None = None) -> Contribution:
    """Write a proposal's wording into the draft; what others changed meanwhile stays.

    Raises ChangedMeanwhile where both changed the same words: then nothing is written.
    """
    plan = plans.locked(contribution.plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    found = contributions.locked(contribution)
    _require(found, version)
    joined = selectors.contributions.joined(found)
    if any(each.clashes for each in joined.values()):
        raise ChangedMeanwhile(
            _("The draft was changed in the same words since: write this passage by hand."),
            code="wording_clash",
        )
    versions = _retitled(found, by=by) if found.is_on_title else _written(found, joined, by=by)
    if versions and not found.is_on_title:
        plans.bump(plan)
        data = {"section": found.section, "versions": versions}
        audit.record("strategy.plan.edited", target=plan, by=by, data=data)
    found.laid_at, found.laid_by = clock.now(), by
    found.version += 1
    found.save(update_fields=["laid_at", "laid_by", "version", "updated_at"])
    data = {"versions": versions, "member": found.member.code if found.member else ""}
    audit.record("strategy.contribution.laid", target=found, by=by, data=data)
    _answer(found, joined, by=by)
    return found


def _require(found: Contribution, version: int | None) -> None:
    if version is not None and version != found.version:
        raise ChangedMeanwhile(
            _("Somebody changed it before you; read it again."), code="changed_meanwhile"
        )
    if not found.is_proposal or found.state not in MAY_BE_LAID:
        raise DomainError(
            _("Only a proposal that stands is written into the draft."), code="wrong_state"
        )
    if found.laid_at is not None:
        raise DomainError(_("Its wording is in the draft already."), code="laid_already")


def _retitled(found: Contribution, *, by: Person) -> dict[str, int]:
    """Give the element the proposed titles; a language that stays keeps its own."""
    element = found.element
    assert element is not None  # noqa: S101 -- a constraint: other titles are proposed of elements
    said = {code: found.said.wording(code) for code in ("en", "fr")}
    renamed = plans.rename(
        element,
        title_en=said["en"] or element.title_en,
        title_fr=said["fr"] or element.title_fr,
        base_version=element.version,
        by=by,
    )
    return {code: renamed.version for code, words in said.items() if words}


def _written(found: Contribution, joined: dict[str, Joined], *, by: Person) -> dict[str, int]:
    """Save what changed in each language; the history names the Member."""
    reason = _("Proposal %(id)s of %(member)s") % {"id": found.public_id, "member": found.member}
    versions: dict[str, int] = {}
    for code, document in publishing.documents.both(found.plan.text).items():
        if code in joined and joined[code].changed:
            saved = documents.save_body(
                document,
                body=joined[code].body,
                base_version=document.version,
                by=by,
                reason=reason[:200],
            )
            versions[code] = saved.document.version
    return versions


def _answer(found: Contribution, joined: dict[str, Joined], *, by: Person) -> None:
    """Let the sentence that changed lead back to the Member, from the draft of the answer on."""
    said = PlanInput.objects.select_related("disposition").get(pk=found.said.public_id)
    given = said.disposition
    if given is not None and (given.is_published or given.element_id or given.block):
        return
    block = next((block for each in joined.values() for block in each.changed), "")
    here = {
        key
        for document in publishing.documents.both(found.plan.text).values()
        for key, _place, _words in publishing.documents.blocks(document.body)
    }
    dispositions.answer(
        found.plan,
        said=said,
        given=Given(
            Answer(given.answer) if given else Answer.ACCEPTED,
            {"en": given.reason_en, "fr": given.reason_fr} if given else {},
            found.element,
            block if block in here else "",
        ),
        by=by,
    )
