"""How a position came about, and its release by the head of the administration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.paper_answers import ReasonForm, ReleaseRuleForm
from strategy.forms.positions import SendForm
from strategy.models import Position, Release
from strategy.workflows.paper_answers import RELEASE
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt, status_of
from wco_portal.directory.models import Member


@require_safe
@page(Permission.POSITION_READ, on=selectors.releases.position)
def history(request: PersonRequest, position: Position) -> HttpResponse:
    """Show every revision of the administration's position."""
    context = {
        "position": position,
        "consultation": position.consultation,
        "revisions": selectors.releases.history(position),
        "release": selectors.releases.last(position),
    }
    return render(request, "strategy/position_history.html", context)


@require_safe
@page(Permission.POSITION_READ, on=selectors.releases.by_public_id)
def detail(request: PersonRequest, release: Release) -> HttpResponse:
    """Show what waits for the head, or what became of it."""
    return _page(request, release, ReasonForm())


def _page(request: PersonRequest, release: Release, form: ReasonForm) -> HttpResponse:
    position = release.position
    revision = selectors.releases.passed(release)
    offered = RELEASE.offered(release, by=request.user)
    context = {
        "release": release,
        "position": position,
        "consultation": position.consultation,
        "revision": revision,
        "lines": selectors.positions.lines(revision, selectors.positions.ranked(revision)),
        "is_newer": position.version != release.draft,
        "acts": {each.transition.name: each.decision for each in offered},
        "form": form,
    }
    return render(request, "strategy/release.html", context, status=status_of(form))


@require_POST
@page(Permission.RELEASE_DECIDE, on=selectors.releases.by_public_id)
def send(request: PersonRequest, release: Release) -> HttpResponse:
    """Send it as the Member's position."""
    services.releases.send(release, version=SendForm(request.POST).seen, by=request.user)
    messages.success(request, _("The Member’s position is sent."))
    return redirect(release)


@require_POST
@page(Permission.RELEASE_DECIDE, on=selectors.releases.by_public_id)
def send_back(request: PersonRequest, release: Release) -> HttpResponse:
    """Return it to the focal point."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: services.releases.send_back(
            release,
            version=SendForm(request.POST).seen,
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )
    if done is None:
        # What was passed meanwhile is shown beside the words, so it is read before the next press.
        newest = selectors.releases.by_public_id(release.public_id, request.user)
        return _page(request, newest, form)
    messages.success(request, _("It went back to the focal point."))
    return redirect(release)


@page(Permission.RELEASE_RULE, on=selectors.releases.member)
def rule(request: PersonRequest, member: Member) -> HttpResponse:
    """Say who sends the positions of the administration."""
    now = "yes" if selectors.releases.is_by_head(member) else "no"
    form = ReleaseRuleForm(request.POST or None, initial={"by_head": now})
    done = attempt(
        form,
        lambda: services.releases.set_rule(
            member, by_head=form.cleaned_data["by_head"], by=request.user
        ),
    )
    if done is None:
        status = 422 if request.POST else 200
        context = {"form": form, "member": member}
        return render(request, "strategy/release_rule.html", context, status=status)
    messages.success(request, _("The rule of your administration is set."))
    return redirect("release-rule", member.code)
