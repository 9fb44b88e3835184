"""Addresses: the noun directly after the language."""

from django.urls import path

from communications.views import common_messages, forum, handbook, practices

handbook_urls = [
    path("handbook/", handbook.index, name="handbook"),
    path("handbook/<slug60:slug>/", handbook.detail, name="chapter"),
    path("handbook/<slug60:slug>/draft/", handbook.draft, name="chapter-draft"),
    path("handbook/<slug60:slug>/edit/", handbook.edit, name="chapter-edit"),
    path("handbook/<slug60:slug>/submit/", handbook.submit, name="chapter-submit"),
    path("handbook/<slug60:slug>/publish/", handbook.publish, name="chapter-publish"),
    path(
        "handbook/<slug60:slug>/request-changes/",
        handbook.request_changes,
        name="chapter-request_changes",
    ),
    path(
        "handbook/<slug60:slug>/editions/<number:number>/",
        handbook.edition,
        name="chapter-edition",
    ),
]
practice_urls = [
    path("practices/", practices.index, name="practices"),
    path("practices/new/", practices.new, name="practice-new"),
    path("practices/<slug60:slug>/", practices.detail, name="practice"),
    path("practices/<slug60:slug>/edit/", practices.edit, name="practice-edit"),
    path("practices/<slug60:slug>/submit/", practices.submit, name="practice-submit"),
    path("practices/<slug60:slug>/publish/", practices.publish, name="practice-publish"),
    path(
        "practices/<slug60:slug>/request-changes/",
        practices.request_changes,
        name="practice-request_changes",
    ),
    path("practices/<slug60:slug>/withdraw/", practices.withdraw, name="practice-withdraw"),
]
message_urls = [
    path("messages/", common_messages.index, name="messages"),
    path("messages/new/", common_messages.new, name="message-new"),
    path("messages/<slug60:slug>/", common_messages.detail, name="message"),
    path("messages/<slug60:slug>/edit/", common_messages.edit, name="message-edit"),
    path("messages/<slug60:slug>/prove/", common_messages.prove, name="message-prove"),
    path("messages/<slug60:slug>/unprove/", common_messages.unprove, name="message-unprove"),
    path("messages/<slug60:slug>/consult/", common_messages.consult, name="message-consult"),
    path("messages/<slug60:slug>/return/", common_messages.send_back, name="message-return"),
    path("messages/<slug60:slug>/adopt/", common_messages.adopt, name="message-adopt"),
    path("messages/<slug60:slug>/retire/", common_messages.retire, name="message-retire"),
    path("messages/<slug60:slug>/endorse/", common_messages.endorse, name="message-endorse"),
    path("audiences/", common_messages.audiences, name="audiences"),
]
forum_urls = [
    path("forum/", forum.index, name="forum"),
    path("forum/new/", forum.new, name="topic-new"),
    path("forum/<pid:public_id>/", forum.detail, name="topic"),
    path("forum/<pid:public_id>/write/", forum.write, name="topic-write"),
    path("forum/<pid:public_id>/close/", forum.close, name="topic-close"),
    path("forum/<pid:public_id>/reopen/", forum.reopen, name="topic-reopen"),
    path("forum/<pid:public_id>/practice/", forum.turn, name="topic-turn"),
    path("forum/posts/<pid:public_id>/hide/", forum.hide, name="post-hide"),
]
urlpatterns = [*handbook_urls, *practice_urls, *message_urls, *forum_urls]
