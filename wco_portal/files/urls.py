"""Addresses of this app."""

from django.urls import path

from wco_portal.files.views import files

urlpatterns = [path("files/<pid:public_id>/", files.detail, name="file")]
