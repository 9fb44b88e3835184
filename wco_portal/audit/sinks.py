"""The only place that publishes to the broker: a wake-up, harmless when lost."""

from __future__ import annotations

import logging

from kombu.exceptions import OperationalError

from wco_portal.audit.tasks import tick

log = logging.getLogger(__name__)


def wake() -> None:
    """Tell a worker that something is due; when the broker is away the sweeper does it."""
    try:
        tick.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError) as away:
        log.warning("No wake-up: the broker is away (%s).", away)
