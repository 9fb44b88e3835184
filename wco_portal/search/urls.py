"""The search page."""

from django.urls import path

from wco_portal.search.views import pages

urlpatterns = [path("search/", pages.search, name="search")]
