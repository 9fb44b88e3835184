"""The pages of a focal point: rank, come back, review, send, keep the receipt."""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms import autosaves
from strategy.forms.positions import PositionForm, SendForm
from strategy.models import Consultation, ConsultationItem, Position, PositionRevision, Release
from strategy.rules import ballots
from strategy.selectors.positions import AnswerLine
from strategy.services.autosaves import Press
from wco_portal.access.pages import Page, PersonRequest, digest, once_token, page
from wco_portal.access.permissions import Permission
from wco_portal.common import clock, dates
from wco_portal.common.forms import attempt, is_outrun, status_of
from wco_portal.common.parts import Step
from wco_portal.directory.models import Person


def saved_by_itself(full: Page) -> Page:
    """Answer the page that saves by itself from a few statements; what is not ordinary, in full."""

    @wraps(full)
    def inner(request: HttpRequest, **words: str) -> HttpResponse:
        is_draft = request.method == "POST" and "code" in words
        saved = _saved_by_itself(request, **words) if is_draft else None
        return _kept(saved) if saved else full(request, **words)

    return cast("Page", inner)


def _saved_by_itself(request: HttpRequest, slug: str, code: str) -> Position | None:
    token, draft = once_token(request), autosaves.read(request.POST)
    if draft is None or not token or not isinstance(request.user, Person):
        return None
    location = reverse("consultation-answer-for", args=[slug, code])
    press = Press(token, path=request.path, digest=digest(request), location=location)
    return services.autosaves.save(slug, code, draft, press=press, by=request.user)


@saved_by_itself
@page(Permission.POSITION_WRITE, on=selectors.positions.mine)
def answer(request: PersonRequest, position: Position) -> HttpResponse:
    """Rank the priorities for a Member, and keep the draft."""
    items = selectors.positions.paper(position)
    form = PositionForm(position, items, request.POST or None)
    saved = attempt(form, lambda: _save(form, position, request)) if request.POST else None
    if saved is None:
        context = _answering(request.user, position, form, items)
        return render(request, "strategy/position.html", context, status=status_of(form))
    return _after(saved, form, request)


def _after(saved: Position, form: PositionForm, request: PersonRequest) -> HttpResponse:
    """Lead on from a saved draft; the page that saves by itself stays where it is."""
    is_joined = saved.version != form.cleaned_data["version"] + 1
    if form.is_by_itself and not is_joined:
        return _kept(saved)
    if is_joined:
        messages.success(request, _joined(form, saved))
    if form.is_whole_asked:
        return redirect("consultation-review", saved.consultation.slug, saved.member.code)
    time = dates.hour(clock.now().astimezone(clock.zone()))
    messages.success(request, _("Draft saved at %(time)s.") % {"time": time})
    return redirect("consultation-answer-for", saved.consultation.slug, saved.member.code)


def _save(form: PositionForm, position: Position, request: PersonRequest) -> Position:
    return services.positions.save(
        position.consultation,
        member=position.member,
        ranking=form.ranking,
        remarks=form.remarks,
        comment=form.cleaned_data["comment"],
        version=form.cleaned_data["version"],
        by=request.user,
        consent=form.consent,
    )


def _kept(saved: Position) -> HttpResponse:
    """Answer the page that saves by itself with what it goes on from, and where that is read."""
    words = {"position": saved}
    response = HttpResponse(render_to_string("strategy/_kept.html", words), status=201)
    response.headers["Location"] = reverse(
        "consultation-answer-for", args=[saved.consultation.slug, saved.member.code]
    )
    return response


def _joined(form: PositionForm, saved: Position) -> str:
    """Say that somebody else's change stands beside one's own."""
    others = selectors.positions.savers(saved, since=form.cleaned_data["version"])
    return _("%(people)s saved meanwhile; what you both wrote is kept.") % {
        "people": ", ".join(others)
    }


def _answering(
    user: Person, position: Position, form: PositionForm, items: list[ConsultationItem]
) -> dict[str, Any]:
    """Return what the page shows; when somebody else saved first, both versions."""
    newest = _shown(position, form)
    return {
        "position": newest,
        "consultation": newest.consultation,
        "form": form,
        "version": _version(form, newest),
        "other": _other(form, newest, items),
        "steps": steps(0, newest.consultation),
        "region": selectors.turnout.of_region(newest.consultation, position.member.region),
        "members": selectors.positions.members_of(user),
        "release": selectors.releases.last(newest),
        "late": selectors.positions.late_answer(position.consultation, position.member)
        if newest.consultation.is_over or newest.consultation.is_withdrawn
        else "",
    }


def _shown(position: Position, form: PositionForm) -> Position:
    """Return the draft beside the form: the one that filled it in, or the newest after a press.

    A draft read once more would give words that were read before the number of newer ones.
    """
    if not form.is_bound:
        return position
    return selectors.positions.of_member(position.consultation, position.member)


def _version(form: PositionForm, newest: Position) -> int:
    """Return the version that the writer goes on from: a newer one only where it is shown."""
    if form.is_bound and not is_outrun(form):
        return int(form.cleaned_data.get("version", 0))
    return newest.version


def _other(form: PositionForm, newest: Position, items: list[ConsultationItem]) -> list[AnswerLine]:
    """Return the other writer's answer, if there was another writer."""
    if not is_outrun(form):
        return []
    return selectors.positions.lines(newest, selectors.positions.in_order(newest, items))


@page(Permission.POSITION_WRITE, on=selectors.positions.mine)
def review(request: PersonRequest, position: Position) -> HttpResponse:
    """Read the position once more, and send it."""
    form = SendForm(request.POST or None, initial={"version": position.version})
    sent = attempt(form, lambda: _send(form, position, request)) if request.POST else None
    if sent is not None:
        return redirect(sent)
    items = selectors.positions.paper(position)
    terms = ballots.Terms.of(position.consultation)
    context = {
        "position": position,
        "consultation": position.consultation,
        "form": form,
        "lines": selectors.positions.lines(position, items),
        "by_head": selectors.releases.is_by_head(position.member) if position.member_id else False,
        "release": selectors.releases.last(position),
        "is_right": ballots.is_right(position.ranking, [i.public_id for i in items], terms),
        "rule": ballots.sentence(terms, len(items)),
        "steps": steps(1, position.consultation),
        "is_reopened": selectors.late_answers.reopened_at(position.consultation) is not None,
    }
    return render(request, "strategy/position_review.html", context, status=status_of(form))


def _send(form: SendForm, position: Position, request: PersonRequest) -> PositionRevision | Release:
    """Send the position, or pass it to the head where the administration's rule says so."""
    if selectors.releases.is_by_head(position.member):
        return services.releases.pass_on(
            position.consultation,
            member=position.member,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    return services.positions.send(
        position.consultation,
        member=position.member,
        version=form.cleaned_data["version"],
        by=request.user,
    )


@require_safe
@page(Permission.POSITION_READ, on=selectors.positions.receipt)
def receipt(request: PersonRequest, revision: PositionRevision) -> HttpResponse:
    """Show what was sent, to print and to keep."""
    position = revision.position
    given = selectors.dispositions.to(revision)
    context = {
        "revision": revision,
        "given": given,
        "target": selectors.dispositions.target(given, actor=request.user),
        "position": position,
        "consultation": position.consultation,
        "lines": selectors.positions.lines(revision, selectors.positions.ranked(revision)),
        "is_last": position.sent_id == revision.pk,
        "place": selectors.ballot_files.place(revision),
        "steps": steps(2, position.consultation),
    }
    return render(request, "strategy/position_receipt.html", context)


def steps(now: int, consultation: Consultation) -> list[Step]:
    """Return the steps of the way from the answer to the receipt."""
    first = _("Rank and comment") if consultation.is_ranking else _("Answer and comment")
    titles = [first, _("Review and send"), _("Receipt")]
    return [
        Step(title, state="now" if at == now else "done" if at < now else "next")
        for at, title in enumerate(titles)
    ]
