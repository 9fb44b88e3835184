"""Links between things."""

from django.urls import path

from wco_portal.links.views import links

urlpatterns = [
    path("links/<slug60:kind>/<pid:public_id>/new/", links.new, name="link-new"),
    path("links/<pid:public_id>/remove/", links.remove, name="link-remove"),
]
