"""The pages of common messages and of their audiences."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communications import selectors, services
from communications.forms import EndorsementForm, MessageForm, ProofForm
from communications.models import Message
from communications.workflows import MESSAGE
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt
from wco_portal.directory.models import Person


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show what Customs says together, and who endorses it."""
    words = {"houses": selectors.messages.houses(request.user)}
    return render(request, "communications/messages.html", words)


@require_safe
@page(PUBLIC)
def audiences(request: AnyRequest) -> HttpResponse:
    """Show the audiences with what is said to them, by which channels, and the gaps."""
    return render(request, "communications/audiences.html", {"rows": selectors.audiences.matrix()})


@require_safe
@page(PUBLIC, on=selectors.messages.by_slug)
def detail(request: AnyRequest, message: Message) -> HttpResponse:
    """Show a message with its proof and who says what about it."""
    return _shown(request, message)


@page(Permission.MESSAGE_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Start a common message."""
    form = MessageForm(request.POST or None)
    made = attempt(form, lambda: services.messages.create(**form.words(), by=request.user))
    if made:
        messages.success(request, _("The draft was saved. Add its proof, then open it."))
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "communications/message_form.html", {"form": form}, status=status)


@page(Permission.MESSAGE_EDIT, on=selectors.messages.by_slug)
def edit(request: PersonRequest, message: Message) -> HttpResponse:
    """Change the wording of a draft."""
    form = MessageForm(request.POST or None, initial=MessageForm.filled_from(message))
    done = attempt(
        form,
        lambda: services.messages.edit(
            message, **form.words(), version=form.cleaned_data["version"] or 0, by=request.user
        ),
    )
    if done:
        messages.success(request, _("The draft was saved."))
        return redirect(done)
    words = {"form": form, "message": message}
    status = 422 if form.is_bound else 200
    return render(request, "communications/message_form.html", words, status=status)


@page(Permission.MESSAGE_PROVE, on=selectors.messages.by_slug)
def prove(request: PersonRequest, message: Message) -> HttpResponse:
    """Put a fact behind a message."""
    form = ProofForm(request.POST or None)
    done = attempt(form, lambda: services.proofs.add(message, form.proof(), by=request.user))
    if done:
        messages.success(request, _("The proof point was added."))
        return redirect(message)
    words = {"form": form, "message": message}
    status = 422 if form.is_bound else 200
    return render(request, "communications/proof_form.html", words, status=status)


@require_POST
@page(Permission.MESSAGE_EDIT, on=selectors.messages.by_slug)
def unprove(request: PersonRequest, message: Message) -> HttpResponse:
    """Take a fact away from a draft."""
    services.proofs.remove(message, proof_id=request.POST.get("proof", ""), by=request.user)
    messages.success(request, _("The proof point was removed."))
    return redirect(message)


@require_POST
@page(Permission.MESSAGE_EDIT, on=selectors.messages.by_slug)
def consult(request: PersonRequest, message: Message) -> HttpResponse:
    """Put a message to the Members."""
    services.messages.consult(message, by=request.user)
    messages.success(request, _("Members can now take a position on the message."))
    return redirect(message)


@require_POST
@page(Permission.MESSAGE_ADOPT, on=selectors.messages.by_slug)
def send_back(request: PersonRequest, message: Message) -> HttpResponse:
    """Return a message to its draft."""
    services.messages.send_back(message, by=request.user)
    messages.success(request, _("The message is a draft again."))
    return redirect(message)


@require_POST
@page(Permission.MESSAGE_ADOPT, on=selectors.messages.by_slug)
def adopt(request: PersonRequest, message: Message) -> HttpResponse:
    """Bring a message into use."""
    services.messages.adopt(message, by=request.user)
    messages.success(request, _("The message is in use; the public page shows it."))
    return redirect(message)


@require_POST
@page(Permission.MESSAGE_ADOPT, on=selectors.messages.by_slug)
def retire(request: PersonRequest, message: Message) -> HttpResponse:
    """Take a message out of use."""
    services.messages.retire(message, by=request.user)
    messages.success(request, _("The message is retired."))
    return redirect("messages")


@require_POST
@page(Permission.MESSAGE_ENDORSE, on=selectors.messages.by_slug)
def endorse(request: PersonRequest, message: Message) -> HttpResponse:
    """Take the position of a Member."""
    form = EndorsementForm(request.POST)
    given = attempt(
        form,
        lambda: services.endorsements.give(
            message, **form.cleaned_data, language=active(), by=request.user
        ),
    )
    if given:
        messages.success(request, _("The position of the Member was recorded."))
        return redirect(message)
    return _shown(request, message, form)


def _shown(
    request: AnyRequest | PersonRequest, message: Message, form: EndorsementForm | None = None
) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    taken = selectors.messages.of_member(message, person) if person else None
    words = {
        "message": message,
        "voices": selectors.messages.voices(message),
        "offered": selectors.work.acts(MESSAGE, message, request.user),
        "taken": taken,
        "form": form or EndorsementForm(initial={"position": taken.position} if taken else None),
    }
    return render(request, "communications/message.html", words, status=422 if form else 200)
