"""Pages that put the apps together."""

from django.urls import path

from wco_portal.home.views import front

urlpatterns = [
    path("", front.home, name="home"),
    path("work/", front.my_work, name="my-work"),
]
