"""What the editor's windows speak while somebody suggests, or decides on what was suggested."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, services
from wco_portal.publishing.forms import DecideForm, TypedForm
from wco_portal.publishing.models import Document, Text
from wco_portal.publishing.rules.steps import MOST_STEP_BYTES
from wco_portal.publishing.selectors.laid import Laid
from wco_portal.publishing.services.suggestions import Typed
from wco_portal.publishing.views.answers import SMALL, in_json, sent, session_of, shaped
from wco_portal.publishing.views.remarks import decided


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.document)
@in_json
def keep(request: PersonRequest, document: Document) -> dict[str, Any]:
    """Keep what somebody types while suggesting."""
    body = sent(request, most=MOST_STEP_BYTES)
    form = shaped(TypedForm(body))
    made = services.suggestions.keep(
        document,
        typed=Typed(**form, blocks=body.get("blocks")),  # type: ignore[arg-type]  # -- checked by the rules
        session=session_of(request),
        by=request.user,
    )
    return {"id": made.public_id if made else None}


@require_POST
@page(Permission.TEXT_OPEN, on=selectors.log.text)
@in_json
def decide(request: PersonRequest, text: Text) -> dict[str, Any]:
    """Accept or reject suggestions without leaving the editor."""
    data = shaped(DecideForm(sent(request, most=SMALL)))
    return {"decided": len(decided(text, data, by=request.user))}


def suggested(text: Text, section: str, *, known: str, me: Person) -> dict[str, Any]:
    """Return the open suggestions of a section, unless the window knows them as they are."""
    mark = selectors.laid.mark(text, section)
    if known and known == mark:
        return {"mark": mark}
    found = selectors.laid.of(text, section) if mark else []
    is_from_file = any(each.suggestion.outside_author for each in found)
    names = is_from_file and selectors.remarks.may_decide(text, actor=me)
    return {"mark": mark, "open": [_shape(each, me, names=names) for each in found]}


def _shape(laid: Laid, me: Person, *, names: bool) -> dict[str, Any]:
    made = laid.suggestion
    why = made.why
    if names and made.outside_author:
        words = {"why": why, "author": made.outside_author}
        why = _("%(why)s There it stands under the name %(author)s.") % words
    return {
        "id": made.public_id,
        "language": made.document.language,
        "block": made.block,
        "author": made.author.key,
        "name": str(made.author),
        "mine": made.author_id == me.pk,
        "typed": made.is_typed,
        "at": made.at.isoformat(),
        "why": why,
        "from": laid.current,
        "blocks": laid.blocks,
        "clash": laid.is_clash,
    }
