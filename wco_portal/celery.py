"""The Celery application: it carries wake-ups and heavy jobs; what is due is decided in SQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wco_portal.settings")

app = Celery("wco_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
