"""The notification centre: what one was told, and what one wants to hear."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt
from wco_portal.notifications import selectors, services
from wco_portal.notifications.forms import PreferencesForm
from wco_portal.notifications.models import Delivery


@require_safe
@page(Permission.PREFERENCES_EDIT)
def centre(request: PersonRequest) -> HttpResponse:
    """Show what the person was told, all or only the unread."""
    only_unread = request.GET.get("show") == "unread"
    told = selectors.deliveries.in_centre(request.user, only_unread=only_unread)
    words = {
        "page": Paginator(told, 30).get_page(request.GET.get("page")),
        "unread": selectors.deliveries.unread_count(request.user),
        "only_unread": only_unread,
    }
    return render(request, "notifications/centre.html", words)


@require_POST
@page(Permission.PREFERENCES_EDIT, on=selectors.deliveries.own)
def read(request: PersonRequest, delivery: Delivery) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    services.deliveries.read(delivery, by=request.user)
    return redirect(delivery.address or "notifications")


@require_POST
@page(Permission.PREFERENCES_EDIT)
def read_all(request: PersonRequest) -> HttpResponse:
    """Mark everything as read."""
    services.deliveries.read_all(by=request.user)
    messages.success(request, _("Everything is marked as read."))
    return redirect("notifications")


@page(Permission.PREFERENCES_EDIT)
def settings(request: PersonRequest) -> HttpResponse:
    """Choose what one wants to hear, by which channel."""
    choices = selectors.preferences.choices_of(request.user)
    start = selectors.preferences.as_initial(request.user)
    form = PreferencesForm(request.POST or None, choices=choices, initial=start)
    chosen = attempt(
        form,
        lambda: services.preferences.choose_all(
            form.wanted(), reader=form.reader(), times=form.times(), by=request.user
        ),
    )
    if chosen:
        messages.success(request, _("Your choices are saved."))
        return redirect("notification-settings")
    words = {"form": form, "choices": form.rows()}
    status = 422 if form.is_bound else 200
    return render(request, "notifications/settings.html", words, status=status)
