"""What the editor's windows speak: open a text, send steps, ask for what was missed, be present."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST

from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.publishing import selectors, services
from wco_portal.publishing.forms import ActForm, SinceForm, SpotForm
from wco_portal.publishing.models import Document, Step, Text
from wco_portal.publishing.rules.steps import MOST_STEP_BYTES, MOST_STEPS
from wco_portal.publishing.services.log import Origin
from wco_portal.publishing.services.steps import Act, Missed
from wco_portal.publishing.services.writers import Spot
from wco_portal.publishing.views.answers import SMALL, in_json, problem, sent, session_of, shaped
from wco_portal.publishing.views.suggesting import suggested


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.text)
@in_json
def join(request: PersonRequest, text: Text) -> dict[str, Any]:
    """Open a window on a section of a text, in both languages."""
    spot = shaped(SpotForm(sent(request, most=SMALL)))
    writer = services.writers.join(
        text,
        section=spot["section"],
        client=spot["client"],
        session=session_of(request),
        by=request.user,
    )
    found = selectors.log.section(text, spot["section"])
    return {
        "client": writer.client,
        "person": request.user.key,
        "documents": {
            language: {"version": version, "blocks": blocks}
            for language, (version, blocks) in found.items()
        },
        "states": selectors.log.states(text, spot["section"]),
        "people": _people(text, writer.client),
        "suggestions": suggested(text, spot["section"], known="", me=request.user),
        "part": selectors.log.part(text, spot["section"]),
    }


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.text)
@in_json
def presence(request: PersonRequest, text: Text) -> dict[str, Any]:
    """Be present; hear who else is, and what was written meanwhile."""
    body = sent(request, most=SMALL)
    spot = shaped(SpotForm(body))
    services.writers.here(
        text,
        client=spot["client"],
        session=session_of(request),
        spot=Spot(spot["section"], spot["language"], spot["place"], is_idle=spot["idle"]),
        by=request.user,
    )
    since = body.get("since")
    since = since if isinstance(since, dict) else {}
    missed = {}
    for document in selectors.log.documents(text):
        shape = {"since": since.get(document.language), "section": spot["section"]}
        missed[document.language] = _acts(document, **shaped(SinceForm(shape)))
    answer: dict[str, Any] = {"people": _people(text, spot["client"]), "documents": missed}
    # After the acts: among them is none that takes the section out without its being told here.
    answer["part"] = selectors.log.part(text, spot["section"])
    if any(each["version"] != since.get(language) for language, each in missed.items()):
        answer["states"] = selectors.log.states(text, spot["section"])
    known = str(body.get("suggestions", ""))
    answer["suggestions"] = suggested(text, spot["section"], known=known, me=request.user)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@page(Permission.TEXT_OPEN, on=selectors.log.document)
@in_json
def steps(request: PersonRequest, document: Document) -> dict[str, Any] | HttpResponse:
    """Send steps, or ask for those after a version."""
    if request.method != "POST":
        return _acts(document, **shaped(SinceForm(request.GET)))
    body = sent(request, most=MOST_STEP_BYTES)
    form = shaped(ActForm(body))
    written = body.get("steps")
    if isinstance(written, list) and len(written) > MOST_STEPS:
        return problem("", code="text_too_large", status=413)
    answer = services.steps.accept(
        document.text,
        language=document.language,
        act=Act(form["section"], form["base"], written, Origin(form["client"], form["seq"])),  # type: ignore[arg-type]  # -- checked by the rules
        session=session_of(request),
        by=request.user,
    )
    if isinstance(answer, Missed):
        found = {
            "version": answer.version,
            "acts": [_act(act, form["section"]) for act in answer.acts],
        }
        return JsonResponse(found | {"code": "steps_missed"}, status=409)
    return {"version": answer.version}


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.text)
@in_json
def leave(request: PersonRequest, text: Text) -> dict[str, Any]:
    """Close a window."""
    spot = shaped(SpotForm(sent(request, most=SMALL)))
    services.writers.leave(
        text, client=spot["client"], session=session_of(request), by=request.user
    )
    return {}


def _acts(document: Document, *, since: int, section: str) -> dict[str, Any]:
    missed = selectors.log.missed(document, section=section, since=since)
    return {"version": document.version, "acts": [_act(act, section) for act in missed]}


def _act(act: Step, section: str) -> dict[str, Any]:
    return {
        "version": act.version,
        "client": act.client,
        "seq": act.seq,
        "author": str(act.author or ""),
        "steps": act.parts[section],
    }


def _people(text: Text, client: str) -> list[dict[str, Any]]:
    return [
        {
            "client": each.client,
            "name": each.name,
            "section": each.section,
            "language": each.language,
            "place": each.place,
            "idle": each.is_idle,
            "me": each.is_me,
        }
        for each in selectors.log.present(text, me=client)
    ]
