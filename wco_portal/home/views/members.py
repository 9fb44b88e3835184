"""Regions and Members, as they stood on a day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strategy import selectors as strategy
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.common import days
from wco_portal.directory import selectors as directory
from wco_portal.directory.models import Member, Region
from wco_portal.home import selectors


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show all Members of a day, by region."""
    form = days.as_of(request.GET)
    context = {"form": form, "standing": selectors.members.standing(form.day)}
    return render(request, "directory/members.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.members.member)
def member(request: AnyRequest, found: Member) -> HttpResponse:
    """Show a Member: since when it belongs, and what it does."""
    context = {"member": found, "doing": selectors.members.doing(found)}
    return render(request, "directory/member.html", context)


@require_safe
@page(PUBLIC)
def regions(request: AnyRequest) -> HttpResponse:
    """Show the six regions with their Members and their Vice-Chairs on a day."""
    form = days.as_of(request.GET)
    context = {"form": form, "regions": selectors.members.regions(form.day)}
    return render(request, "directory/regions.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=directory.members.region_by_code)
def region(request: AnyRequest, found: Region) -> HttpResponse:
    """Show a region and its Members on a day."""
    form = days.as_of(request.GET)
    standing = selectors.members.standing(form.day, region=found)
    context = {
        "region": found,
        "form": form,
        "standing": standing,
        "named": strategy.workshops.naming_vice_chairs(on=form.day).get(found.pk),
        "workshops": strategy.workshops.of_region(found, request.user),
    }
    return render(request, "directory/region.html", context, status=form.status)
