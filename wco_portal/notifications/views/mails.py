"""The mails as they look, each with why it was sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from wco_portal.access import policies
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.middleware import CONTENT_SECURITY_POLICY
from wco_portal.notifications import selectors, services
from wco_portal.notifications.models import Delivery, KeptMail

# The letter stands in a document of its own: no script, no form, no network, only its own style.
LETTER_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
ROWS = 30
AROUND_POLICY = CONTENT_SECURITY_POLICY + "; frame-src 'self'"


@require_safe
@page(Permission.MAIL_VIEW)
def index(request: PersonRequest) -> HttpResponse:
    """List one's own mails; who oversees mail may ask for everybody's."""
    oversees = bool(policies.check(request.user, Permission.MAIL_OVERSEE))
    show_all = oversees and request.GET.get("whose") == "all"
    mails = (
        selectors.deliveries.mails_visible_to(request.user)
        if show_all
        else selectors.deliveries.mails_of(request.user)
    )
    others = selectors.deliveries.on_their_way(request.user)
    # A page of each list stands on a page; where a mail server is set, there are only others.
    kept = Paginator(mails.defer("html", "source"), ROWS)
    away = Paginator(others.none() if show_all else others, ROWS)
    longer: Paginator[Any] = away if away.count > kept.count else kept
    page = longer.get_page(request.GET.get("page"))
    words = {
        "page": page,
        "mails": kept.page(page.number) if page.number <= kept.num_pages else [],
        "on_their_way": selectors.deliveries.fates(
            away.page(page.number) if page.number <= away.num_pages else []
        ),
        "oversees": oversees,
        "show_all": show_all,
        "undelivered": selectors.deliveries.undelivered().count() if oversees else 0,
    }
    return render(request, "notifications/mails.html", words)


@require_safe
@page(Permission.MAIL_VIEW, on=selectors.deliveries.mail)
def item(request: PersonRequest, mail: KeptMail) -> HttpResponse:
    """Show a mail."""
    response = render(request, "notifications/mail.html", {"mail": mail})
    response.headers["Content-Security-Policy"] = AROUND_POLICY
    return response


@require_safe
@xframe_options_sameorigin
@page(Permission.MAIL_VIEW, on=selectors.deliveries.mail)
def letter(request: PersonRequest, mail: KeptMail) -> HttpResponse:
    """Give the HTML part, under a policy that lets it do nothing."""
    del request
    response = HttpResponse(mail.html)
    response.headers["Content-Security-Policy"] = LETTER_POLICY
    return response


@require_safe
@page(Permission.MAIL_VIEW, on=selectors.deliveries.mail)
def source(request: PersonRequest, mail: KeptMail) -> HttpResponse:
    """Give the whole mail as a file, with its headers and attachments."""
    del request
    response = HttpResponse(bytes(mail.source), content_type="message/rfc822")
    response.headers["Content-Disposition"] = f'attachment; filename="{mail.public_id}.eml"'
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_safe
@page(Permission.MAIL_OVERSEE)
def undelivered(request: PersonRequest) -> HttpResponse:
    """List the mails that were given up."""
    shown = Paginator(selectors.deliveries.undelivered(), 30)
    words = {"page": shown.get_page(request.GET.get("page"))}
    return render(request, "notifications/undelivered.html", words)


@require_POST
@page(Permission.MAIL_OVERSEE, on=selectors.deliveries.dead_letter)
def try_again(request: PersonRequest, delivery: Delivery) -> HttpResponse:
    """Hand a given-up mail over again."""
    services.deliveries.try_again(delivery, by=request.user)
    messages.success(request, _("The mail will be handed over again."))
    return redirect("mail-undelivered")
