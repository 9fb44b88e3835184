"""Addresses of this app: a list per noun."""

from django.urls import path

from strategy.views import indicators, research, themes

theme_urls = [
    path("themes/", themes.index, name="themes"),
    path("themes/<year:year>/", themes.detail, name="theme"),
    path("themes/<year:year>/activities/new/", themes.activity_new, name="activity-new"),
    path("activities/<pid:public_id>/publish/", themes.activity_publish, name="activity-publish"),
    path("activities/<pid:public_id>/decline/", themes.activity_decline, name="activity-decline"),
]
indicator_urls = [
    path("indicators/", indicators.index, name="indicators"),
    path("indicators/<pid:public_id>/", indicators.detail, name="indicator"),
    path("indicators/<pid:public_id>/values/new/", indicators.measure, name="indicator-measure"),
]
research_urls = [
    path("research/", research.index, name="research"),
    path("research/<slug60:slug>/", research.detail, name="research-item"),
]
urlpatterns = [
    *theme_urls,
    *indicator_urls,
    *research_urls,
]
