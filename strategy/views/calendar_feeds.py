"""Addresses that a person's calendar program asks for the workshops of a region."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.models import CalendarFeed
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.directory.models import Region


@require_safe
@page(Permission.CALENDAR_FEED)
def index(request: PersonRequest) -> HttpResponse:
    """Show the regions, each with the person's address for its calendar."""
    words = {"lines": selectors.calendar_feeds.lines(request.user)}
    return render(request, "strategy/calendar_feeds.html", words)


@require_POST
@page(Permission.CALENDAR_FEED, on=selectors.calendar_feeds.region)
def renew(request: PersonRequest, region: Region) -> HttpResponse:
    """Make an address; an earlier one no longer works."""
    services.calendar_feeds.renew(region, by=request.user)
    messages.success(request, _("The address is ready. An earlier one no longer works."))
    return redirect("calendar-feeds")


@require_POST
@page(Permission.CALENDAR_FEED, on=selectors.calendar_feeds.of_region)
def revoke(request: PersonRequest, feed: CalendarFeed) -> HttpResponse:
    """Take an address back."""
    services.calendar_feeds.revoke(feed, by=request.user)
    messages.success(request, _("The address no longer works."))
    return redirect("calendar-feeds")


@require_safe
@page(PUBLIC, on=selectors.calendar_feeds.by_token)
def feed(request: AnyRequest, feed: CalendarFeed) -> HttpResponse:
    """Give the calendar to whoever has its address; `If-None-Match` saves the way."""
    written = selectors.calendar_feeds.written(feed)
    tag = selectors.calendar_feeds.tag(written)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    asked = request.headers.get("If-None-Match", "")
    if tag in {each.strip().removeprefix("W/") for each in asked.split(",")}:
        return HttpResponse(status=304, headers=headers)
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)
    response.headers["Content-Disposition"] = f'inline; filename="{feed.region.code}.ics"'
    return response
