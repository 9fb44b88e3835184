"""A region's page of a consultation: who has answered, the reminder, the synthesis."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.consultations import ReturnForm, SynthesisForm
from strategy.forms.positions import SendForm
from strategy.models import Synthesis
from strategy.workflows.consultations import SYNTHESIS
from wco_portal.access import policies
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt, is_outrun, status_of


@page(Permission.REGION_FOLLOW, on=selectors.consultations.synthesis)
def detail(request: PersonRequest, synthesis: Synthesis) -> HttpResponse:
    """Follow a region's Members, and draft what the region says."""
    form = SynthesisForm(synthesis, request.POST or None)
    saved = attempt(form, lambda: _save(form, synthesis, request)) if request.POST else None
    if saved is None:
        context = _following(request, synthesis, form)
        return render(request, "strategy/region.html", context, status=status_of(form))
    messages.success(request, _("The draft of the synthesis is saved."))
    return redirect(saved)


def _save(form: SynthesisForm, synthesis: Synthesis, request: PersonRequest) -> Synthesis:
    data = form.cleaned_data
    return services.syntheses.save(
        synthesis,
        text_en=data["text_en"],
        text_fr=data["text_fr"],
        version=data["version"],
        by=request.user,
    )


def _following(
    request: PersonRequest,
    synthesis: Synthesis,
    form: SynthesisForm,
    returning: ReturnForm | None = None,
) -> dict[str, Any]:
    consultation, region = synthesis.consultation, synthesis.region
    lines = selectors.turnout.lines(consultation, region=region)
    return {
        "synthesis": selectors.consultations.synthesis(
            consultation.slug, region.code, request.user
        ),
        "consultation": consultation,
        "region": region,
        "lines": lines,
        "answered": sum(line.has_answered for line in lines),
        "outcome": selectors.results.of_region(consultation, region),
        "reminder": selectors.turnout.last_reminder(consultation, region=region),
        "may_remind": policies.check(request.user, Permission.REGION_REMIND, synthesis),
        "acts": {
            open_.transition.name: open_.decision
            for open_ in SYNTHESIS.offered(synthesis, by=request.user)
        },
        "form": form,
        "is_outrun": is_outrun(form),
        "returning": returning or ReturnForm(),
    }


@require_POST
@page(Permission.REGION_REMIND, on=selectors.consultations.synthesis)
def remind(request: PersonRequest, synthesis: Synthesis) -> HttpResponse:
    """Remind the Members that have not answered."""
    reminder = services.reminders.remind(synthesis, by=request.user)
    messages.success(
        request,
        _("The focal points of %(count)s Members get a reminder.") % {"count": reminder.members},
    )
    return redirect(synthesis)


@require_POST
@page(Permission.SYNTHESIS_DRAFT, on=selectors.consultations.synthesis)
def propose(request: PersonRequest, synthesis: Synthesis) -> HttpResponse:
    """Propose the synthesis to the Vice-Chair."""
    seen = SendForm(request.POST).seen
    services.syntheses.propose(synthesis, version=seen, by=request.user)
    messages.success(request, _("The Vice-Chair is asked to clear the synthesis."))
    return redirect(synthesis)


@require_POST
@page(Permission.SYNTHESIS_CLEAR, on=selectors.consultations.synthesis)
def clear(request: PersonRequest, synthesis: Synthesis) -> HttpResponse:
    """Clear the synthesis."""
    seen = SendForm(request.POST).seen
    services.syntheses.clear(synthesis, version=seen, by=request.user)
    messages.success(request, _("The synthesis is cleared; it stands beside the result."))
    return redirect(synthesis)


@require_POST
@page(Permission.SYNTHESIS_CLEAR, on=selectors.consultations.synthesis)
def send_back(request: PersonRequest, synthesis: Synthesis) -> HttpResponse:
    """Return the synthesis to the coordinator."""
    form = ReturnForm(request.POST)
    done = attempt(
        form,
        lambda: services.syntheses.send_back(
            synthesis,
            version=SendForm(request.POST).seen,
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )
    if done is None:
        context = _following(request, synthesis, SynthesisForm(synthesis), form)
        return render(request, "strategy/region.html", context, status=status_of(form))
    messages.success(request, _("The synthesis went back to the coordinator."))
    return redirect(synthesis)
