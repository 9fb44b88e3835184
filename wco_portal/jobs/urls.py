"""Addresses of this app."""

from django.urls import path

from wco_portal.jobs.views import jobs

urlpatterns = [path("jobs/<pid:public_id>/", jobs.detail, name="job")]
