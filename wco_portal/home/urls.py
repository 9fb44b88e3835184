"""Pages that put the apps together."""

from django.urls import path

from wco_portal.home.views import (
    appearance,
    demonstration,
    front,
    guides,
    members,
    records,
    styleguide,
)

urlpatterns = [
    path("", front.home, name="home"),
    path("regions/", members.regions, name="regions"),
    path("regions/<slug60:code>/", members.region, name="region"),
    path("members/", members.index, name="members"),
    path("members/<slug60:code>/", members.member, name="member"),
    path("sources/", records.sources, name="sources"),
    path("events/", records.events, name="events"),
    path("theme/", appearance.theme, name="appearance"),
    path("styleguide/", styleguide.gallery, name="styleguide"),
    path("styleguide/work/", styleguide.work_gallery, name="styleguide-work"),
    path("work/", front.my_work, name="my-work"),
    path("demo/", demonstration.tour, name="demo"),
    path("demo/enter/", demonstration.enter, name="demo-enter"),
    path("demo/clock/", demonstration.stand, name="clock"),
    path("accessibility/", guides.accessibility, name="accessibility"),
    path("help/", guides.index, name="help"),
    path("help/<slug60:slug>/", guides.guide, name="guide"),
]
