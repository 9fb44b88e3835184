"""Show the thread at a thing: `{% thread objective %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import RequestContext

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.links import selectors
from wco_portal.links.selectors.threads import Thread

register = template.Library()


@register.inclusion_tag("links/_thread.html", takes_context=True)
def thread(
    context: RequestContext,
    obj: Any,
    *,
    kind: str = "",
    about: object = "",
    found: Thread | None = None,
) -> dict[str, Any]:
    """Show "Comes from" and "Leads to" of a record, or of a public id with its kind.

    Where a page shows several threads, `about` tells them apart for who hears the page, and `found`
    hands over the one that the page has looked up with the others.
    """
    actor = context.get("user") or AnonymousUser()
    public_id = obj if isinstance(obj, str) else obj.public_id
    may_edit = bool(policies.check(actor, Permission.LINK_EDIT))
    found = found or selectors.threads.of(public_id, actor=actor)
    return {
        "thread": found,
        # The thing of a page always says where it stands; one among several only when it does.
        "is_shown": not about or may_edit or found.comes_from or found.leads_to,
        "may_edit": may_edit,
        "about": about,
        "kind": kind or type(obj).__name__.lower(),
        "public_id": public_id,
        "csrf_token": context.get("csrf_token"),
    }
