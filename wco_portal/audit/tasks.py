"""Thin tasks: one call, safe to run twice."""

from celery import shared_task

from wco_portal.audit.services import outbox


@shared_task(ignore_result=True)
def tick(**_: object) -> None:
    """Do what is due."""
    outbox.sweep()
