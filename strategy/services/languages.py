"""Take in what a translator of a plan sent."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import selectors
from strategy.models import Plan
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors as reading
from wco_portal.publishing.selectors.exchanges import TAKEN, Read
from wco_portal.publishing.services import exchanges


@transaction.atomic
def take_in(plan: Plan, read: Read, *, expected: Collection[str], name: str, by: Person) -> int:
    """Write the titles and blocks of a translator's file that were promised; return how many."""
    plan = plans.locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    reason = in_both(gettext_lazy("Translation taken in from the file %(name)s"), name=name[-100:])
    own = {pair.block for pair in selectors.languages.titles(plan)}
    titles, blocks = set(expected) & own, set(expected) - own
    _retitle(plan, read, own, expected=titles, by=by)
    data = {"language": read.language, "blocks": len(blocks), "titles": len(titles)}
    if blocks or not titles:
        rest = Read(read.language, [each for each in read.entries if each.block not in own])
        saved = exchanges.take_in(
            plan.text, rest, expected=blocks, by=by, reason=reason[read.language]
        )
        data |= {"version": saved.document.version}
    plans.bump(Plan.objects.get(pk=plan.pk))
    data |= {"file": name[-100:]}
    audit.record("strategy.plan.translation_taken_in", target=plan, by=by, data=data)
    return len(expected)


def _retitle(
    plan: Plan, read: Read, own: Collection[str], *, expected: Collection[str], by: Person
) -> None:
    """Give elements the titles that were promised; judged anew, as the blocks are."""
    entries = [each for each in read.entries if each.block in own]
    found = selectors.languages.titles(plan)
    judged = reading.exchanges.fates(found, read.language, entries)
    taken = {
        entry.block: reading.exchanges.plain(entry)
        for entry, fate in zip(entries, judged, strict=True)
        if fate in TAKEN
    }
    if set(taken) != set(expected):
        raise ChangedMeanwhile(
            _("The text changed after the file was checked: check the file again."),
            code="changed_meanwhile",
        )
    for element in plan.elements.filter(public_id__in=taken).select_related("plan"):
        titles = {"title_en": element.title_en, "title_fr": element.title_fr}
        titles[f"title_{read.language}"] = taken[element.public_id]
        plans.rename(element, **titles, base_version=element.version, by=by)
