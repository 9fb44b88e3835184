"""Suggest another wording of a block, comment on it, decide, resolve: all without a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, services, tables
from wco_portal.publishing.forms import (
    AssignForm,
    CommentForm,
    DecideForm,
    QuoteForm,
    SuggestForm,
)
from wco_portal.publishing.models import Suggestion, Text, Thread
from wco_portal.publishing.selectors.remarks import Block
from wco_portal.publishing.services.threads import Said


@page(Permission.TEXT_OPEN, on=selectors.remarks.block)
def suggest(request: PersonRequest, block: Block) -> HttpResponse:
    """Suggest another wording of a block."""
    form = SuggestForm(request.POST or None, initial={"words": block.markdown})
    made = attempt(
        form,
        lambda: services.suggestions.suggest(
            block.document,
            block=block.block,
            markdown_text=form.cleaned_data["words"],
            why=form.cleaned_data["why"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, _("Your suggestion is there; the text stays as it is."))
        return redirect(f"{block.address}#remarks")
    words = {"form": form, "place": block, "head": _("Suggest another wording")}
    return render(request, "publishing/remark.html", words, status=422 if form.errors else 200)


@page(Permission.TEXT_OPEN, on=selectors.remarks.block)
def comment(request: PersonRequest, block: Block) -> HttpResponse:
    """Begin a thread at words of a block."""
    form = QuoteForm(request.POST or None, people=services.threads.people(block.document))
    form.initial["quote"] = request.GET.get("quote", "")[:400]
    made = attempt(
        form,
        lambda: services.threads.open_thread(
            block.document,
            block=block.block,
            said=Said(form.cleaned_data["words"], form.cleaned_data["mentioned"]),
            quote=form.cleaned_data["quote"],
            by=request.user,
        ),
    )
    if made:
        messages.success(request, _("Your comment is there; it is not part of the text."))
        return redirect(f"{block.address}#thread-{made.public_id}")
    words = {"form": form, "place": block, "head": _("Comment on a block")}
    return render(request, "publishing/remark.html", words, status=422 if form.errors else 200)


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.remarks.thread)
def answer(request: PersonRequest, thread: Thread) -> HttpResponse:
    """Say something in a thread."""
    form = CommentForm(request.POST, people=services.threads.people(thread.document))
    done = attempt(
        form,
        lambda: services.threads.answer(
            thread,
            said=Said(form.cleaned_data["words"], form.cleaned_data["mentioned"]),
            by=request.user,
        ),
    )
    if done is None:
        messages.error(request, _("A comment needs words."))
    return _back(thread)


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.remarks.thread)
def assign(request: PersonRequest, thread: Thread) -> HttpResponse:
    """Hand a thread to somebody, or to nobody."""
    form = AssignForm(request.POST, people=services.threads.people(thread.document))
    if form.is_valid():
        services.threads.assign(thread, to=form.cleaned_data["to"], by=request.user)
        messages.success(request, _("The thread has changed hands."))
    return _back(thread)


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.remarks.thread)
def resolve(request: PersonRequest, thread: Thread) -> HttpResponse:
    """Close a thread, or open it again."""
    thread = services.threads.resolve(thread, by=request.user)
    closed, opened = _("The thread is resolved."), _("The thread is open again.")
    messages.success(request, closed if thread.resolved_at else opened)
    return _back(thread)


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.text)
def decide(request: PersonRequest, text: Text) -> HttpResponse:
    """Accept or reject suggestions: one, those of one author, or all of a section."""
    form = DecideForm(request.POST)
    kind = tables.KINDS[text.kind]
    owner = kind.owner(text)
    if not form.is_valid():
        return redirect(kind.address(owner, ""))
    data = form.cleaned_data
    done = len(decided(text, data, by=request.user))
    told = ngettext("%(count)d suggestion decided.", "%(count)d suggestions decided.", done)
    messages.success(request, told % {"count": done})
    return redirect(f"{kind.address(owner, data['section'])}#remarks")


def decided(text: Text, data: dict[str, Any], *, by: Person) -> list[Suggestion]:
    """Decide on what a form names."""
    chosen = selectors.remarks.chosen(
        text, which=data["chosen"], section=data["section"], until=data["until"]
    )
    is_accepted = data["act"] == "accept"
    act = services.suggestions.accept_all if is_accepted else services.suggestions.reject_all
    return act(chosen, by=by)


def _back(thread: Thread) -> HttpResponse:
    kind = tables.KINDS[thread.document.text.kind]
    address = kind.address(kind.owner(thread.document.text), thread.section)
    return redirect(f"{address}#thread-{thread.public_id}")
