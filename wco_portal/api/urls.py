"""The API's frame and the collections of the platform."""

from django.urls import path

from wco_portal.api.platform import (
    events,
    jobs,
    links,
    mails,
    members,
    notifications,
    root,
    search,
    sources,
)
from wco_portal.api.router import COLLECTIONS, Router

router = Router()
router.register("regions", members.Regions)
router.register("members", members.Members)
router.register("sources", sources.Sources)
router.register("events", events.Events)
router.register("notifications", notifications.Notifications)
router.register("mails", mails.Mails)
router.register("letters", mails.Letters)
router.register("undelivered", mails.Undelivered)
router.register("links", links.Links)
router.register("jobs", jobs.Jobs)
COLLECTIONS.append("search")

preferences = notifications.Preferences.as_view({"get": "retrieve", "post": "create"})

urlpatterns = [
    path("", root.Root.as_view({"get": "retrieve"}), name="api-root"),
    path("schema/", root.schema, name="api-schema"),
    path("docs/", root.docs, name="api-docs"),
    path("me/", root.Me.as_view({"get": "retrieve"}), name="api-me"),
    path("me/preferences/", preferences, name="api-preferences"),
    path("search/", search.Search.as_view({"get": "list"}), name="api-search-list"),
    *router.urls,
]
