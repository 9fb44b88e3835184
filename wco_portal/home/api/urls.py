"""What the front pages do, for programs."""

from django.urls import path

from wco_portal.home.api import clock

urlpatterns = [
    path("clock/", clock.Clock.as_view({"get": "retrieve"}), name="api-clock"),
    path("clock/step/", clock.Clock.as_view({"post": "create"}), name="api-clock-step"),
]
