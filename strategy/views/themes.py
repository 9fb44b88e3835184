"""Pages of the annual themes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.enums.themes import ActivityKind
from strategy.forms.themes import ActivityForm
from strategy.models import AnnualTheme, ThemeActivity
from strategy.rules.motif import FRAGMENT, motif
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common import days
from wco_portal.common.forms import attempt

# So many other years stand at the foot of a theme.
OTHERS = 4


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show every theme announced by a day."""
    form = days.as_of(request.GET)
    known = selectors.themes.announced(on=form.day)
    themes = [(theme, motif(theme.year, frame=FRAGMENT)) for theme in known]
    context = {"themes": themes, "form": form}
    return render(request, "strategy/themes.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.themes.by_year)
def detail(request: AnyRequest, theme: AnnualTheme) -> HttpResponse:
    """Show a theme: its identity, its principles and what stands behind each."""
    form = days.as_of(request.GET).since(theme.public_from)
    rows = selectors.themes.matrix(theme, actor=request.user, on=form.day)
    others = [each for each in selectors.themes.announced(on=form.day) if each != theme]
    done = selectors.themes.activities(theme, on=form.day)
    letters = "".join(row.principle.letter for row in rows)
    context = {
        "theme": theme,
        "form": form,
        "drawn": motif(theme.year, letters),
        "rows": rows,
        "gaps": sum(row.gaps for row in rows),
        "activities": [(each, motif(each.pk, frame=FRAGMENT)) for each in done],
        "proposed": selectors.themes.proposed(theme),
        "others": [(each, motif(each.year, frame=FRAGMENT)) for each in others[:OTHERS]],
    }
    return render(request, "strategy/theme.html", context, status=form.status)


@page(Permission.ACTIVITY_PROPOSE, on=selectors.themes.by_year)
def activity_new(request: PersonRequest, theme: AnnualTheme) -> HttpResponse:
    """Propose what an administration does with the theme."""
    members = selectors.themes.members_of(request.user)
    form = ActivityForm(theme, members, request.POST or None)
    made = attempt(form, lambda: _propose(form, theme, request)) if request.POST else None
    if made is None:
        context = {"form": form, "theme": theme}
        status = 422 if request.POST else 200
        return render(request, "strategy/activity_form.html", context, status=status)
    messages.success(request, _("Thank you. The Secretariat will review your activity."))
    return redirect(theme)


def _propose(form: ActivityForm, theme: AnnualTheme, request: PersonRequest) -> ThemeActivity:
    data = form.cleaned_data
    return services.activities.propose(
        theme,
        member=data["member"],
        kind=ActivityKind(data["kind"]),
        title={"en": data["title_en"], "fr": data["title_fr"]},
        happened_on=data["happened_on"],
        principles=data["principles"],
        with_partners=data["with_partners"],
        by=request.user,
    )


@require_POST
@page(Permission.ACTIVITY_REVIEW, on=selectors.themes.activity)
def activity_publish(request: PersonRequest, activity: ThemeActivity) -> HttpResponse:
    """Publish a proposed activity."""
    services.activities.follow(activity, arrow="publish", by=request.user)
    messages.success(request, _("The activity is on the page of the theme."))
    return redirect(activity.theme)


@require_POST
@page(Permission.ACTIVITY_REVIEW, on=selectors.themes.activity)
def activity_decline(request: PersonRequest, activity: ThemeActivity) -> HttpResponse:
    """Decline a proposed activity."""
    services.activities.follow(activity, arrow="decline", by=request.user)
    messages.success(request, _("The activity was declined."))
    return redirect(activity.theme)
