"""Pages on which documents that speak for an element are named."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.evidence import EvidenceForm
from strategy.models import Evidence, PlanElement
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.EVIDENCE_EDIT, on=selectors.plans.element)
def new(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Name a document that speaks for an element."""
    form = EvidenceForm(request.POST or None)
    made = attempt(form, lambda: services.evidence.add(element, form.named(), by=request.user))
    if made is not None:
        messages.success(request, _("The evidence is named."))
        return redirect(made)
    context = {"form": form, "element": element, "plan": element.plan}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/evidence_form.html", context, status=status)


@require_POST
@page(Permission.EVIDENCE_EDIT, on=selectors.evidence.by_public_id)
def remove(request: PersonRequest, evidence: Evidence) -> HttpResponse:
    """Take a document back."""
    there = evidence.get_absolute_url()
    services.evidence.remove(evidence, by=request.user)
    messages.success(request, _("The evidence is removed."))
    return redirect(there)
