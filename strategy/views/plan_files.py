"""Files of plans, and the feed of what happens to them: for everybody who may read the plan."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors
from strategy.selectors.plan_files import PlanFile
from strategy.views import downloads
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.common.bilingual import active


@require_safe
@page(PUBLIC, on=selectors.plan_files.current)
def current(request: AnyRequest, file: PlanFile) -> HttpResponse:
    """Hand out a plan as its reader may see it now."""
    return _hand_out(request, file)


@require_safe
@page(PUBLIC, on=selectors.plan_files.numbered)
def numbered(request: AnyRequest, file: PlanFile) -> HttpResponse:
    """Hand out a frozen version: always the same words."""
    return _hand_out(request, file)


def _hand_out(request: AnyRequest, file: PlanFile) -> HttpResponse:
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return downloads.conditional(request, response)


@require_safe
@page(PUBLIC)
def feed(request: AnyRequest) -> HttpResponse:
    """Show the versions and decisions of plans as an Atom feed."""
    made = Atom1Feed(
        title=_("Strategic plans: versions and decisions"),
        link=settings.PORTAL_BASE_URL + reverse("plans"),
        description=None,
        language=active(),
        feed_url=settings.PORTAL_BASE_URL + reverse("plan-feed"),
        author_name=settings.PORTAL_ORGANISATION,
    )
    for entry in selectors.plan_feed.entries():
        made.add_item(
            title=entry.title,
            link=entry.address,
            description=entry.words,
            unique_id=entry.id,
            updateddate=entry.at,
            pubdate=entry.at,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml")
    return downloads.conditional(request, response)
