"""The pages of the handbook."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communications import selectors, services
from communications.forms import ChapterForm, ReasonForm
from communications.models import Chapter
from communications.workflows import CHAPTER
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt
from wco_portal.publishing.selectors import documents


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show the chapters of the handbook."""
    words = {
        "chapters": selectors.chapters.visible(request.user),
        "practices": selectors.practices.published()[:3],
    }
    return render(request, "communications/handbook.html", words)


@require_safe
@page(PUBLIC, on=selectors.chapters.by_slug)
def detail(request: AnyRequest, chapter: Chapter) -> HttpResponse:
    """Show a chapter in its newest edition."""
    reading = selectors.chapters.read(chapter)
    if reading is None:
        return redirect("chapter-draft", slug=chapter.slug)
    return render(request, "communications/chapter.html", {"reading": reading, "chapter": chapter})


@require_safe
@page(PUBLIC, on=selectors.chapters.edition_by_number)
def edition(request: AnyRequest, reading: selectors.chapters.Reading) -> HttpResponse:
    """Show an edition of a chapter, for good."""
    words = {"reading": reading, "chapter": reading.chapter}
    return render(request, "communications/chapter.html", words)


@require_safe
@page(Permission.CHAPTER_VIEW_DRAFT, on=selectors.chapters.by_slug)
def draft(request: PersonRequest, chapter: Chapter) -> HttpResponse:
    """Show the working text in both languages, and what can be done with it."""
    return _draft(request, chapter, ReasonForm())


@page(Permission.CHAPTER_EDIT, on=selectors.chapters.by_slug)
def edit(request: PersonRequest, chapter: Chapter) -> HttpResponse:
    """Change the working text in the language of the page; nothing of either side is lost."""
    document = documents.in_language(chapter.text, active())
    now = {"markdown": documents.as_markdown(document), "base_version": document.version}
    form = ChapterForm(request.POST or None, initial=now)
    saved = attempt(
        form,
        lambda: services.chapters.write(
            chapter, **form.cleaned_data, language=active(), by=request.user
        ),
    )
    if saved:
        messages.success(request, _("Saved. The published edition stays as it is."))
        return redirect("chapter-draft", slug=chapter.slug)
    words = {"form": form, "chapter": chapter, "newer": None}
    if form.has_error(NON_FIELD_ERRORS, "text_clash"):
        words |= {"newer": now["markdown"], "newer_version": now["base_version"]}
    status = 422 if form.is_bound else 200
    return render(request, "communications/chapter_form.html", words, status=status)


@require_POST
@page(Permission.CHAPTER_EDIT, on=selectors.chapters.by_slug)
def submit(request: PersonRequest, chapter: Chapter) -> HttpResponse:
    """Send the working text to a second person."""
    services.chapters.submit(chapter, by=request.user)
    messages.success(request, _("The chapter was sent for review."))
    return redirect("chapter-draft", slug=chapter.slug)


@require_POST
@page(Permission.CHAPTER_PUBLISH, on=selectors.chapters.by_slug)
def publish(request: PersonRequest, chapter: Chapter) -> HttpResponse:
    """Publish the next edition."""
    chapter = services.chapters.publish(chapter, by=request.user)
    messages.success(request, _("Edition %(number)s is published.") % {"number": chapter.edition})
    return redirect(chapter)


@require_POST
@page(Permission.CHAPTER_PUBLISH, on=selectors.chapters.by_slug)
def request_changes(request: PersonRequest, chapter: Chapter) -> HttpResponse:
    """Return the working text with reasons."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: services.chapters.request_changes(
            chapter, note=form.cleaned_data["note"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("The chapter was returned with your reasons."))
        return redirect("chapter-draft", slug=chapter.slug)
    return _draft(request, chapter, form)


def _draft(request: PersonRequest, chapter: Chapter, reason: ReasonForm) -> HttpResponse:
    words = {
        "chapter": chapter,
        "rows": documents.side_by_side(chapter.text),
        "offered": selectors.work.acts(CHAPTER, chapter, request.user),
        "editions": selectors.chapters.editions(chapter),
        "reason": reason,
    }
    status = 422 if reason.is_bound else 200
    return render(request, "communications/chapter_draft.html", words, status=status)
