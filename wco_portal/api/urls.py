"""The API's frame and the collections of the platform."""

from typing import Any

from django.urls import path

from wco_portal.api.platform import events, links, members, notifications, root
from wco_portal.api.router import Router

router = Router()
router.register("regions", members.Regions)
router.register("members", members.Members)
router.register("events", events.Events)
router.register("notifications", notifications.Notifications)
router.register("links", links.Links)

schema: Any = root.Schema.as_view()
schema.permission = root.Schema.permission

urlpatterns = [
    path("", root.Root.as_view({"get": "retrieve"}), name="api-root"),
    path("schema/", schema, name="api-schema"),
    path("docs/", root.docs, name="api-docs"),
    path("me/", root.Me.as_view({"get": "retrieve"}), name="api-me"),
    *router.urls,
]
