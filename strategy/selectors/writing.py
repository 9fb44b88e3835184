"""What the editor's pages show: the tree with the state of each element, both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.models import Plan, PlanElement
from strategy.selectors import plans
from wco_portal.access.policies import Actor
from wco_portal.common.errors import DomainError
from wco_portal.common.parts import Tone
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import Document, Revision, Thread
from wco_portal.publishing.selectors.differences import Shown, ShownBlock
from wco_portal.publishing.selectors.documents import BlockRow
from wco_portal.publishing.services.documents import Clash, TextClash


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the editor's tree."""

    element: PlanElement | None
    word: str
    tone: Tone
    is_current: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A section in both languages as its editor sees it."""

    plan: Plan
    element: PlanElement | None
    documents: dict[str, Document]
    rows: list[BlockRow]
    markdown: dict[str, str]
    counts: str

    @property
    def section(self) -> str:
        """Return the id of the section; empty for the introduction."""
        return self.element.public_id if self.element else ""


@dataclass(frozen=True, slots=True)
class Clashing:
    """One passage that two people changed: all three forms."""

    base: SafeString
    yours: SafeString
    theirs: SafeString
    change: ShownBlock | None


# The states of translation from the worst to the best, with word and shape.
STATES: dict[str, tuple[str, Tone]] = {
    "missing": ("missing", "bad"),
    "stale": ("stale", "warn"),
    "initial": ("initial", "idle"),
    "translated": ("translated", "half"),
    "reviewed": ("reviewed", "most"),
    "final": ("final", "good"),
}


def words() -> dict[str, str]:
    """Return the words of the states of a translation."""
    return {
        "missing": _("missing in the other language"),
        "stale": _("stale"),
        "initial": _("initial"),
        "translated": _("translated"),
        "reviewed": _("reviewed"),
        "final": _("final"),
    }


def tree(plan: Plan, *, current: str | None = None) -> list[Branch]:
    """Return the introduction and the elements, each with the worst state of its blocks."""
    progress = publishing.documents.progress(plan.text)
    named = words()

    def branch(element: PlanElement | None) -> Branch:
        key = element.public_id if element else ""
        states = progress.get(key, {})
        worst = next((state for state in STATES if states.get(state)), "")
        word = named[worst] if worst else _("no text yet")
        return Branch(element, word, STATES[worst][1] if worst else "idle", key == current)

    return [branch(None), *(branch(each) for each in plans.elements(plan))]


def desk(plan: Plan, element: PlanElement | None) -> Desk:
    """Return a section in both languages, block by block and as restricted Markdown."""
    section = element.public_id if element else ""
    documents = publishing.documents.both(plan.text)
    counted = publishing.documents.progress(plan.text).get(section, {})
    return Desk(
        plan,
        element,
        documents,
        publishing.documents.side_by_side(plan.text, section=section),
        {
            code: publishing.documents.as_markdown(document, section=section)
            for code, document in documents.items()
        },
        ", ".join(_counted(state, counted[state]) for state in STATES if counted.get(state)),
    )


def _counted(state: str, count: int) -> str:
    """Say how many blocks are in a state of translation."""
    said = {
        "missing": ngettext(
            "%(count)d in one language only", "%(count)d in one language only", count
        ),
        "stale": ngettext("%(count)d stale", "%(count)d stale", count),
        "initial": ngettext("%(count)d initial", "%(count)d initial", count),
        "translated": ngettext("%(count)d translated", "%(count)d translated", count),
        "reviewed": ngettext("%(count)d reviewed", "%(count)d reviewed", count),
        "final": ngettext("%(count)d final", "%(count)d final", count),
    }
    return said[state] % {"count": count}


def plan_desk(slug: str, actor: Actor) -> Desk:
    """Return the introduction of a plan for its editor, or 404."""
    return desk(plans.by_slug(slug, actor), None)


def element_desk(slug: str, public_id: str, actor: Actor) -> Desk:
    """Return an element of a plan for its editor, or 404."""
    element = plans.element(slug, public_id, actor)
    return desk(plans.by_slug(slug, actor), element)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of the history of the text in one language, newest first."""

    language: str
    revisions: list[Revision]
    open_acts: int
    # Where the older ones begin; 0 at the end.
    older: int


# A long history opens as fast as a short one; who looks further back sees more at a time.
MOST_FIRST = 10
MOST_OLDER = 50


def revisions(plan: Plan, language: str, *, before: int = 0) -> Kept:
    """Return the versions of the text in a language, newest first, a stretch at a time."""
    document = publishing.documents.without_body(plan.text, language)
    found = publishing.documents.history(document)
    most = MOST_FIRST
    if before:
        most, found = MOST_OLDER, found.filter(version__lt=before)
    shown = list(found[: most + 1])
    older = shown[most - 1].version if len(shown) > most else 0
    acts = 0 if before else document.version - document.kept_version
    return Kept(language, shown[:most], acts, older)


def all_revisions(actor: Actor) -> QuerySet[Revision]:
    """Return the versions of the texts of all plans that the actor may know of."""
    found = Revision.objects.filter(document__text__plan__in=Plan.objects.visible_to(actor))
    found = found.select_related("document__text__plan", "author")
    # Each holds the whole text, and the document once more.
    return found.defer("body", "document__body")


def revision(slug: str, language: str, number: int, actor: Actor) -> Revision:
    """Return one version of the text of a visible plan, or 404."""
    plan = plans.by_slug(slug, actor)
    document = publishing.documents.without_body(plan.text, language)
    return publishing.documents.revision(document, number)


def change(revision: Revision) -> Shown:
    """Say what a version changed."""
    before = (
        Revision.objects.filter(document_id=revision.document_id, version__lt=revision.version)
        .order_by("-version")
        .values_list("body", flat=True)
        .first()
    )
    return publishing.differences.between(before or {"type": "doc"}, revision.body)


def stale_numbers(plan: Plan) -> list[str]:
    """Return, for the approver, the elements with stale blocks and how many each has."""
    progress = publishing.documents.progress(plan.text)
    numbers = {each.public_id: each.number for each in plan.elements.all()} | {
        "": _("Introduction")
    }
    return [
        f"{numbers[section]} ({states['stale']})"
        for section, states in progress.items()
        if states.get("stale") and section in numbers
    ]


def thread(public_id: str) -> Thread:
    """Return a thread of comments, for whoever is told of it."""
    return Thread.objects.get(public_id=public_id)


def thread_of(plan: Plan, public_id: str) -> Thread:
    """Return a thread of a plan's text, or say that it is not there."""
    found = Thread.objects.select_related("document__text").filter(
        document__text_id=plan.text_id, public_id=public_id
    )
    thread = found.first()
    if thread is None:
        raise DomainError(_("This text has no such thread."), code="thread_unknown")
    return thread


def desk_address(plan: Plan, section: str) -> str:
    """Return the page on which a section of a plan is written."""
    if section:
        return reverse("plan-edit-element", args=[plan.slug, section])
    return reverse("plan-edit", args=[plan.slug])


def part(plan: Plan, section: str) -> str | None:
    """Say which element a section is and where it stands; None when it was taken out."""
    if not section:
        return _("Introduction")
    element = plan.elements.select_related("parent").filter(public_id=section).first()
    if element is None:
        return None
    before = plan.elements.filter(parent=element.parent_id, order__lt=element.order).count()
    words = {"element": element, "place": before + 1, "above": element.parent or plan}
    return _("%(element)s, in place %(place)s under %(above)s") % words


def clash(desk: Desk, found: TextClash) -> dict[str, Any]:
    """Return what the page of a clash shows: all three forms, and both texts to go on from.

    In the language of the clash the text area holds the joined text with the writer's own words
    where the two clash; it is saved against the present version: a decision, not an accident.
    """
    document = found.document
    language = document.language
    return {
        "language": language,
        "version": document.version,
        "clashes": [three(each) for each in found.clashes if each.section == desk.section],
        "mine": publishing.documents.markdown_of(found.yours, section=desk.section),
    }


def three(found: Clash) -> Clashing:
    """Return all three forms of a passage as HTML, and what changed from theirs to yours."""

    def shown(block: dict[str, Any] | None) -> SafeString:
        if block is None:
            return SafeString("")
        return publishing.documents.block_html(block, anchored=False)

    return Clashing(
        shown(found.base),
        shown(found.yours),
        shown(found.theirs),
        publishing.differences.of_blocks(found.theirs, found.yours),
    )
