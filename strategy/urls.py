"""Addresses of this app: a list per noun."""

from django.urls import path

from strategy.views import research, themes

theme_urls = [
    path("themes/", themes.index, name="themes"),
    path("themes/<year:year>/", themes.detail, name="theme"),
    path("themes/<year:year>/activities/new/", themes.activity_new, name="activity-new"),
    path("activities/<pid:public_id>/publish/", themes.activity_publish, name="activity-publish"),
    path("activities/<pid:public_id>/decline/", themes.activity_decline, name="activity-decline"),
]
research_urls = [
    path("research/", research.index, name="research"),
    path("research/<slug60:slug>/", research.detail, name="research-item"),
]
urlpatterns = [
    *theme_urls,
    *research_urls,
]
