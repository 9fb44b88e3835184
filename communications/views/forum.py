"""The pages of the forum, for people who have signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communications import selectors, services
from communications.forms import ConclusionForm, HideForm, PostForm, TopicForm
from communications.models import Post, Topic
from communications.workflows import TOPIC
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.FORUM_VIEW)
def index(request: PersonRequest) -> HttpResponse:
    """List the spaces and their topics."""
    return render(request, "communications/forum.html", {"rooms": selectors.forum.rooms()})


@page(Permission.TOPIC_OPEN)
def new(request: PersonRequest) -> HttpResponse:
    """Open a topic."""
    chosen = {"language": active(), "space": request.GET.get("space")}
    form = TopicForm(request.POST or None, initial=chosen)
    made = attempt(form, lambda: services.topics.open_topic(**form.cleaned_data, by=request.user))
    if made:
        messages.success(request, _("The topic is open."))
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "communications/topic_form.html", {"form": form}, status=status)


@require_safe
@page(Permission.FORUM_VIEW, on=selectors.forum.by_id)
def detail(request: PersonRequest, topic: Topic) -> HttpResponse:
    """Show a topic with its posts."""
    return _shown(request, topic)


@require_POST
@page(Permission.POST_WRITE, on=selectors.forum.by_id)
def write(request: PersonRequest, topic: Topic) -> HttpResponse:
    """Write a post."""
    form = PostForm(request.POST)
    post = attempt(form, lambda: services.topics.write(topic, **form.cleaned_data, by=request.user))
    if post:
        return redirect(post)
    return _shown(request, topic, post=form)


@require_POST
@page(Permission.TOPIC_CLOSE, on=selectors.forum.by_id)
def close(request: PersonRequest, topic: Topic) -> HttpResponse:
    """Close a topic with its conclusion."""
    form = ConclusionForm(request.POST)
    done = attempt(
        form,
        lambda: services.topics.close(topic, conclusion=form.conclusion(), by=request.user),
    )
    if done:
        messages.success(request, _("The topic is closed; everybody who took part is informed."))
        return redirect(topic)
    return _shown(request, topic, conclusion=form)


@require_POST
@page(Permission.TOPIC_CLOSE, on=selectors.forum.by_id)
def reopen(request: PersonRequest, topic: Topic) -> HttpResponse:
    """Open a closed topic again."""
    services.topics.reopen(topic, by=request.user)
    messages.success(request, _("The topic is open again."))
    return redirect(topic)


@require_POST
@page(Permission.TOPIC_TURN, on=selectors.forum.by_id)
def turn(request: PersonRequest, topic: Topic) -> HttpResponse:
    """Turn the conclusion into a draft practice."""
    practice = services.practices.create_from_topic(topic, by=request.user)
    messages.success(request, _("A draft practice was made from the conclusion. Complete it."))
    return redirect(practice)


@require_POST
@page(Permission.POST_HIDE, on=selectors.forum.post_by_id)
def hide(request: PersonRequest, post: Post) -> HttpResponse:
    """Hide a post with a reason."""
    form = HideForm.of(post, request.POST)
    hidden = attempt(
        form,
        lambda: services.topics.hide(post, reason=form.cleaned_data["note"], by=request.user),
    )
    if hidden:
        messages.success(request, _("The post is hidden; its author is informed."))
        return redirect(post)
    return _shown(request, selectors.forum.by_id(post.topic.public_id), hiding=(post, form))


def _shown(
    request: PersonRequest,
    topic: Topic,
    *,
    post: PostForm | None = None,
    conclusion: ConclusionForm | None = None,
    hiding: tuple[Post, HideForm] | None = None,
) -> HttpResponse:
    refused, reason = hiding or (None, None)
    words = {
        "topic": topic,
        "posts": [
            (each, reason if each == refused else HideForm.of(each)) for each in topic.posts.all()
        ],
        "offered": selectors.work.acts(TOPIC, topic, request.user),
        "post_form": post or PostForm(initial={"language": active()}),
        "conclusion_form": conclusion or ConclusionForm(),
        "refused": reason,
    }
    status = 422 if post or conclusion or hiding else 200
    return render(request, "communications/topic.html", words, status=status)
