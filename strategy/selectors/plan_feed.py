"""What happened to plans, newest first: versions and decisions that the public knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from strategy.models import Plan, PlanDecision
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.publishing.models import FrozenVersion

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A version or a decision."""

    id: str
    title: str
    address: str
    at: dt.datetime
    words: str


def entries() -> list[Entry]:
    """Return the newest versions and decisions of the plans that everybody may know of."""
    known = {plan.public_id: plan for plan in Plan.objects.known(clock.today())}
    versions = FrozenVersion.objects.filter(owner__in=known, at__lte=clock.now())
    decisions = PlanDecision.objects.filter(
        plan__in=known.values(), decided_on__lte=clock.today(), at__lte=clock.now()
    ).select_related("meeting")
    newest = versions.defer("content").order_by("-at")[:MOST]
    found = [_version(known[each.owner], each) for each in newest]
    plans = {plan.pk: plan for plan in known.values()}
    latest = decisions.order_by("-at")[:MOST]
    found += [_decision(plans[each.plan_id], each) for each in latest if each.plan_id]
    return sorted(found, key=lambda entry: entry.at, reverse=True)[:MOST]


def _version(plan: Plan, frozen: FrozenVersion) -> Entry:
    words = _("%(plan)s: version %(number)s") % {"plan": plan, "number": frozen.number}
    address = reverse("plan-version", args=[plan.slug, frozen.number])
    reason = f"{local(frozen, 'reason')}. SHA-256: {frozen.sha256}."
    return _entry(frozen.public_id, words, address, frozen.at, _marked(reason, frozen))


def _decision(plan: Plan, decision: PlanDecision) -> Entry:
    told = {"plan": plan, "outcome": decision.get_outcome_display()}
    words = [str(decision.meeting or ""), decision.reference, str(local(decision, "reasons"))]
    address = reverse("plan-history", args=[plan.slug])
    text = _marked(", ".join(word for word in words if word), decision)
    title = _("%(plan)s: %(outcome)s") % told
    return _entry(decision.public_id, title, address, decision.at, text)


def _marked(words: str, row: FrozenVersion | PlanDecision) -> str:
    return f"{words} ({_('Demonstration data')})".strip() if row.is_demonstration else words


def _entry(key: str, title: str, address: str, at: dt.datetime, words: str) -> Entry:
    where = settings.PORTAL_BASE_URL + address
    return Entry(f"{where}#{key}", title, where, at, words)
