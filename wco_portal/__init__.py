"""The project; every process that publishes to the broker knows the Celery application."""

from wco_portal.celery import app as celery_app

__all__ = ["celery_app"]
