"""Pages of the challenges that Members raise."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.enums.workshops import ChallengeState
from strategy.forms.workshops import ChallengeForm, SetAsideForm, TakeUpForm
from strategy.models import Challenge, Workshop
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """List the challenges that the reader may see, all or only those that wait."""
    only_waiting = request.GET.get("state") == ChallengeState.RAISED
    shown = selectors.challenges.visible(request.user)
    if only_waiting:
        shown = selectors.challenges.waiting(request.user)
    words = {
        "page": Paginator(shown, 30).get_page(request.GET.get("page")),
        "only_waiting": only_waiting,
    }
    return render(request, "strategy/challenges.html", words)


@require_safe
@page(PUBLIC, on=selectors.challenges.by_id)
def detail(request: AnyRequest, challenge: Challenge) -> HttpResponse:
    """Show a challenge, and to the editor what can be done with it."""
    words = {"challenge": challenge, "given": selectors.dispositions.to(challenge)}
    return render(request, "strategy/challenge.html", words)


@page(Permission.CHALLENGE_RAISE, on=selectors.workshops.by_slug)
def new(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Raise a challenge at a workshop."""
    members = selectors.challenges.members_of(request.user, workshop)
    form = ChallengeForm(request.POST or None, members=members)
    made = attempt(
        form,
        lambda: services.challenges.raise_at(workshop, by=request.user, **form.values()),
    )
    if made:
        messages.success(
            request, _("The challenge is raised. Receipt: %(number)s.") % {"number": made.receipt}
        )
        return redirect(made)
    words = {"form": form, "workshop": workshop}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/challenge_form.html", words, status=status)


@page(Permission.CHALLENGE_ANSWER, on=selectors.challenges.by_id)
def take_up(request: PersonRequest, challenge: Challenge) -> HttpResponse:
    """Take a challenge up under an objective or a priority."""
    elements = selectors.challenges.elements(request.user).standing()
    form = TakeUpForm(request.POST or None, elements=elements, version=challenge.version)
    made = attempt(
        form, lambda: services.challenges.take_up(challenge, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The challenge is taken up and linked."))
        return redirect(made)
    words = {"form": form, "challenge": challenge, "title": _("Take up under an objective")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/challenge_answer.html", words, status=status)


@page(Permission.CHALLENGE_ANSWER, on=selectors.challenges.by_id)
def set_aside(request: PersonRequest, challenge: Challenge) -> HttpResponse:
    """Set a challenge aside, with a reason for the Member."""
    form = SetAsideForm(request.POST or None, version=challenge.version)
    made = attempt(
        form, lambda: services.challenges.set_aside(challenge, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The challenge is set aside; the Member reads why."))
        return redirect(made)
    words = {"form": form, "challenge": challenge, "title": _("Set aside with a reason")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/challenge_answer.html", words, status=status)
