"""Pages that put the apps together."""

from django.urls import path

from wco_portal.home.views import appearance, front, styleguide

urlpatterns = [
    path("", front.home, name="home"),
    path("theme/", appearance.theme, name="appearance"),
    path("styleguide/", styleguide.gallery, name="styleguide"),
    path("styleguide/work/", styleguide.work_gallery, name="styleguide-work"),
    path("work/", front.my_work, name="my-work"),
]
