"""What the editor's windows speak."""

from django.urls import path

from wco_portal.publishing.views import writing

TEXT = "texts/<pid:public_id>/"
urlpatterns = [
    path(f"{TEXT}join/", writing.join, name="text-join"),
    path(f"{TEXT}presence/", writing.presence, name="text-presence"),
    path(f"{TEXT}leave/", writing.leave, name="text-leave"),
    path(f"{TEXT}<slug60:language>/steps/", writing.steps, name="text-steps"),
]
