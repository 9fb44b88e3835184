"""Take in what a translator of a plan sent."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy.models import Plan
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person
from wco_portal.publishing.selectors.exchanges import Read
from wco_portal.publishing.services import exchanges


@transaction.atomic
def take_in(plan: Plan, read: Read, *, expected: Collection[str], name: str, by: Person) -> int:
    """Write the blocks of a translator's file that were promised; return how many."""
    plan = plans.locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    reason = in_both(_("Translation taken in from the file %(name)s"), name=name[-100:])
    saved = exchanges.take_in(
        plan.text, read, expected=expected, by=by, reason=reason[read.language]
    )
    plans.bump(plan)
    data = {
        "language": read.language,
        "blocks": len(expected),
        "version": saved.document.version,
        "file": name[-100:],
    }
    audit.record("strategy.plan.translation_taken_in", target=plan, by=by, data=data)
    return len(expected)
