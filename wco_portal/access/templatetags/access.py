"""Ask the policies from a page, and arm a form."""

from __future__ import annotations

import secrets

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wco_portal.access import policies
from wco_portal.access.decisions import Decision
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor

register = template.Library()


@register.simple_tag
def can(actor: Actor, permission: str, obj: Model | None = None) -> Decision:
    """Decide: `{% can user "strategy.plan.edit" plan as may %}{% if may %}`; a no has `.reason`."""
    return policies.check(actor, Permission(permission), obj)


@register.simple_tag
def once() -> SafeString:
    """Arm a form: a second press gives the same receipt."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(24))
