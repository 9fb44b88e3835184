"""Tie things together by hand."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.forms import attempt
from wco_portal.links import selectors, services
from wco_portal.links.forms import LinkForm
from wco_portal.links.models import Link
from wco_portal.links.tables import KINDS, Card, Kind


@dataclass(frozen=True, slots=True)
class End:
    """The thing that a link is made for."""

    kind: Kind
    card: Card


def end(kind: str, public_id: str, actor: Actor) -> End:
    """Return the thing of a URL, or 404."""
    card = selectors.threads.card(kind, public_id, actor=actor)
    if card is None:
        raise ObjectDoesNotExist
    return End(KINDS[kind], card)


@page(Permission.LINK_EDIT, on=end)
def new(request: PersonRequest, this: End) -> HttpResponse:
    """Link a thing to another one."""
    choices = selectors.threads.options(actor=request.user)
    form = LinkForm(request.POST or None, options=choices, without=this.card.public_id)
    kind, public_id = this.kind.name, this.card.public_id
    made = attempt(
        form,
        lambda: services.links.make(
            **form.ends(kind, public_id), relation=form.cleaned_data["relation"], by=request.user
        ),
    )
    if made:
        messages.success(request, _("The two are linked."))
        return redirect(this.card.address)
    return render(
        request, "links/new.html", {"form": form, "this": this}, status=422 if form.errors else 200
    )


@require_POST
@page(Permission.LINK_EDIT, on=selectors.threads.link)
def remove(request: PersonRequest, link: Link) -> HttpResponse:
    """Take a link away and go back to the thing where the button stood."""
    here = link.target if request.POST.get("side") == "target" else link.origin
    card = selectors.threads.card(here.kind, here.public_id, actor=request.user)
    services.links.remove(link, by=request.user)
    messages.success(request, _("The link is gone."))
    return redirect(card.address if card else "my-work")
